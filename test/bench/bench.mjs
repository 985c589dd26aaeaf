// From a keystroke to its diagnostics at four sizes of file, beside yaml-language-server where .cache/peers has it, workspaces of 200 and 20,000 files, drydock check of 1,000 files, rollouts of 100 to 2,000 pods, scrubbing through 150,000 and pods placed on 5,000 nodes.
// usage: npm run bench [-- LINES…]
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { check } from './check.mjs';
import { keystrokes } from './keystrokes.mjs';
import { peer } from './peer.mjs';
import { workspace } from './workspace.mjs';

const file = (name) => fileURLToPath(new URL(name, import.meta.url));
const asked = process.argv.slice(2).map(Number);
const sizes = asked.length > 0 ? asked : [100, 1000, 10_000, 50_000];
const ours = { name: 'drydock', command: ['node', file('../../dist/server.cjs'), '--stdio'] };
const other = peer();
const times = 20;

const round = (ms) => (ms < 10 ? ms.toFixed(1) : ms.toFixed(0));

console.log('keystroke → diagnostics, milliseconds (p50 / p95), and from the start to the first diagnostics');
if (other !== undefined) console.log(`${other.name} waits 200 ms by itself before it looks`);
for (const lines of sizes) {
  const mine = await keystrokes(ours, lines, times);
  let row = `${String(lines).padStart(6)} lines: ${round(mine.p50)} / ${round(mine.p95)} ms, first ${round(mine.first)} ms, ${round(mine.memory)} MB`;
  if (other !== undefined) {
    const theirs = await keystrokes(other, lines, Math.min(times, 10));
    row += ` | ${other.name}: ${round(theirs.p50)} / ${round(theirs.p95)} ms, first ${round(theirs.first)} ms, ${round(theirs.memory)} MB; ${round(theirs.p50 / mine.p50)} times ours`;
  }
  console.log(row);
}
for (const [files, oneIn] of [
  [200, 1],
  [20_000, 20],
]) {
  const it = await workspace(ours, files, oneIn);
  console.log(
    `workspace of ${files} files, ${oneIn === 1 ? 'all' : `one in ${oneIn}`} with objects: read in ${round(it.reading)} ms (a question waited ${round(it.longest)} ms at most), ${round(it.memory)} MB; references ${round(it.firstReferences)} ms, again ${round(it.references)} ms, after a keystroke ${round(it.afterKeystroke)} ms, rename in ${it.renamed} files ${round(it.rename)} ms, all diagnostics ${round(it.diagnostics)} ms (a question waited ${round(it.longestThen)} ms at most); first diagnostics of a file ${round(it.firstDiagnostics)} ms`,
  );
  const typing = Object.entries(it.typing).map(([name, took]) => `${name} ${round(took.first)}, ${round(took.again)}`);
  console.log(`  after a keystroke, first and again, milliseconds: ${typing.join('; ')}`);
}
const checked = check(1000);
console.log(
  `drydock check of 1000 files, ${checked.lines} lines: ${round(checked.ms)} ms (wanted: 2000 on an idle machine)`,
);
for (const { replicas, nodes, served, ms, cpu, entries } of JSON.parse(
  execFileSync('node', [file('rollout.ts')], { encoding: 'utf8' }),
))
  console.log(
    `rolling update of ${replicas} pods on ${nodes} nodes${served ? ' with a Service and a budget' : ''}: ${round(ms)} ms, ${cpu.toFixed(1)} s of CPU, ${entries} entries`,
  );
const scrubbing = JSON.parse(execFileSync('node', [file('scrub.ts')], { encoding: 'utf8' }));
console.log(
  `scrubbing 150,000 pods on 5,000 nodes: ${round(scrubbing.p50)} / ${round(scrubbing.p95)} ms a frame (p50 / p95; 16 are there)`,
);
const placing = JSON.parse(execFileSync('node', [file('scheduler.ts')], { encoding: 'utf8' }));
for (const { name, value, unit, floor, mark } of placing.rows)
  console.log(`${name}: ${value} ${unit} (mark ${mark}, scheduler_perf asks kube-scheduler for ${floor})`);
console.log(`  memory at most ${placing.memory} MB`);
