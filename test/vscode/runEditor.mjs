// Runs the suite in a real VS Code and says which; what it counted goes to the file given: {"passed":N,"failed":N}.
// usage: node test/vscode/runEditor.mjs [REPORT.json]

import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runTests } from '@vscode/test-electron';
import * as esbuild from 'esbuild';
import { findEditor } from './findEditor.mjs';
import { walk } from './walk.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.join(here, '../..');
const report = path.resolve(process.argv[2] ?? path.join(root, '.cache/editor.json'));
const suite = path.join(root, '.cache/editor/suite.cjs');

/** One file that any extension host can load: the suite is TypeScript, and VS Code's Node need not read that. */
async function buildSuite() {
  await esbuild.build({
    entryPoints: [path.join(here, 'suite/suite.ts')],
    outfile: suite,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    external: ['vscode', 'mocha'],
    logLevel: 'warning',
  });
}

/** A copy of the fixtures, so that what the tests save harms nothing; committed, where there is git. */
function workspace() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'drydock-workspace-'));
  cpSync(path.join(here, 'workspace'), folder, { recursive: true });
  const identity = ['-c', 'user.name=test', '-c', 'user.email=test@example.com'];
  for (const args of [
    ['init', '-q'],
    ['add', '.'],
    [...identity, 'commit', '-q', '-m', 'as it runs'],
  ])
    spawnSync('git', args, { cwd: folder, stdio: 'ignore' });
  return folder;
}

async function main() {
  const editor = await findEditor();
  console.log(`real-editor tests run in ${editor.name}`);
  await buildSuite();
  mkdirSync(path.dirname(report), { recursive: true });
  rmSync(report, { force: true });
  const folder = workspace();
  const data = mkdtempSync(path.join(os.tmpdir(), 'drydock-vscode-'));
  try {
    await runTests({
      vscodeExecutablePath: editor.executable,
      extensionDevelopmentPath: root,
      extensionTestsPath: suite,
      extensionTestsEnv: { DRYDOCK_EDITOR_REPORT: report },
      launchArgs: [folder, '--disable-extensions', '--disable-workspace-trust', `--user-data-dir=${data}`],
    });
  } catch (error) {
    if (!existsSync(report)) writeFileSync(report, JSON.stringify({ passed: 0, failed: 1 }));
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
    rmSync(data, { recursive: true, force: true });
  }
  const { passed, failed } = await total(editor);
  console.log(`real-editor tests: ${passed} passed, ${failed} failed (${editor.name})`);
}

/** What the suite counted and, where there is a window that we can look into, the walk through it. */
async function total(editor) {
  const suite = JSON.parse(readFileSync(report, 'utf8'));
  if (!editor.server) return suite;
  const walked = await walk();
  const both = { passed: suite.passed + walked.passed, failed: suite.failed + walked.failed };
  writeFileSync(report, JSON.stringify(both));
  if (walked.failed > 0) process.exitCode = 1;
  return both;
}

main().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  writeFileSync(report, JSON.stringify({ passed: 0, failed: 1 }));
  process.exitCode = 1;
});
