// Everything that has to hold, one part after another: `npm test`. The last line is `N passed, N failed`.
// usage: npm test [-- PART…]   parts: build format types dead-code unit editor
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { root, runProgram } from './runProgram.mjs';

const cache = path.join(root, '.cache');
const vitestReport = path.join(cache, 'vitest.json');
const editorReport = path.join(cache, 'editor.json');

/** In the order in which a mistake shows soonest. Each resolves to what it counted. */
const parts = {
  build: () => check('node', ['esbuild.mjs']),
  format: () => check('biome', ['ci', '--diagnostic-level=error']),
  types: () => check('tsc', ['-b']),
  'dead-code': () => check('knip', ['--no-progress']),
  unit,
  editor,
};

/** A part that either holds or does not. */
async function check(program, args) {
  const code = await runProgram(program, args);
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 };
}

async function unit() {
  await rm(vitestReport, { force: true });
  const report = ['--reporter=default', '--reporter=json', `--outputFile=${vitestReport}`];
  const code = await runProgram('vitest', ['run', ...report]);
  const counted = await readReport(vitestReport);
  const passed = counted?.numPassedTests ?? 0;
  const failedFiles = counted?.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  );
  const failed = (counted?.numFailedTests ?? 0) + (failedFiles?.length ?? 0);
  return { passed, failed: code === 0 ? failed : Math.max(1, failed) };
}

async function editor() {
  await rm(editorReport, { force: true });
  const code = await runProgram('node', ['test/vscode/runEditor.mjs', editorReport]);
  const { passed = 0, failed = 0 } = (await readReport(editorReport)) ?? {};
  return { passed, failed: code === 0 ? failed : Math.max(1, failed) };
}

async function readReport(file) {
  return existsSync(file) ? JSON.parse(await readFile(file, 'utf8')) : undefined;
}

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => parts[name] === undefined);
if (unknown.length > 0) {
  console.error(`no part is called ${unknown.join(', ')}; there are: ${Object.keys(parts).join(', ')}`);
  process.exit(2);
}

await mkdir(cache, { recursive: true });
const total = { passed: 0, failed: 0 };
for (const [name, run] of Object.entries(parts)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  console.log(`\n── ${name}`);
  const began = performance.now();
  const { passed, failed } = await run();
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(`── ${name}: ${passed} passed, ${failed} failed (${seconds} s)`);
  total.passed += passed;
  total.failed += failed;
}
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;
