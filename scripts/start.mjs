// The first look: checks and simulates manifests, prints the rollout and the verdict, and leaves the panel as one html file.
// usage: npm start [-- FILE|DIR…]   default: the samples of the project

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { environment, root, runProgram } from './runProgram.mjs';

const cli = path.join(root, 'dist/cli.js');
const asked = process.argv.slice(2);
/** npm runs us in the project's folder; the user's paths count from where the user stands. */
const from = process.env.INIT_CWD ?? process.cwd();
const files = asked.length > 0 ? asked : [path.relative(from, path.join(root, 'samples/web'))];

if (!existsSync(cli)) {
  const built = await runProgram('node', ['esbuild.mjs']);
  if (built !== 0) process.exit(built);
}
console.log(`drydock check ${files.join(' ')}`);
const checked = await runProgram('node', [cli, 'check', ...files], { cwd: from });
console.log(`\ndrydock simulate ${files.join(' ')}`);
const simulated = await runProgram('node', [cli, 'simulate', ...files], { cwd: from });
const panel = path.join(root, 'drydock-rollout.html');
if (simulated !== 2) {
  await writePanel(panel);
  console.log(`\nThe rollout as a panel, to open in a browser: ${panel}`);
}
process.exitCode = Math.max(checked, simulated);

async function writePanel(file) {
  const html = await new Promise((resolve, reject) => {
    const args = [cli, 'simulate', ...files, '--output', 'html'];
    const child = spawn('node', args, { cwd: from, env: environment, stdio: ['ignore', 'pipe', 'inherit'] });
    const read = [];
    child.stdout.on('data', (data) => read.push(data));
    child.once('error', reject);
    child.once('close', () => resolve(Buffer.concat(read)));
  });
  await writeFile(file, html);
}
