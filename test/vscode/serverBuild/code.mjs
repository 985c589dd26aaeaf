#!/usr/bin/env node
// Stands in for desktop VS Code's executable: takes its arguments, runs the test suite in the real extension host of the server build,
// prints its console, and exits with 0 only if the suite itself said that it passed.
// Environment: VSCODE_SERVER_DIR (from install.mjs), CHROMIUM, VSCODE_SERVER_LIMIT (seconds), VSCODE_SERVER_VERBOSE.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { format } from 'node:util';
import { readArguments } from './readArguments.mjs';
import { openWorkbench } from './workbench.mjs';

const { options, rest } = readArguments(process.argv.slice(2));
const verbose = Boolean(process.env.VSCODE_SERVER_VERBOSE);
const temporary = mkdtempSync(path.join(os.tmpdir(), 'drydock-suite-'));
const verdict = path.join(temporary, 'passed');

let workbench;
let ended = false;

/** Ends everything this program began, once, and exits. */
async function end(code, why) {
  if (ended) return;
  ended = true;
  if (code !== 0) console.error(`[server build] ${why}`);
  await workbench?.close();
  rmSync(temporary, { recursive: true, force: true });
  process.exit(code);
}

/** The workbench says 0 as well when the extension host crashes, so the suite is wrapped in one that writes down that it passed. */
async function wrapSuite(suite, index) {
  const file = path.join(temporary, `suite${index}.cjs`);
  const program = `exports.run = async () => {
  const suite = await import(${JSON.stringify(path.resolve(suite))});
  await (suite.run ?? suite.default.run)();
  require('node:fs').writeFileSync(${JSON.stringify(verdict)}, '');
};
`;
  await writeFile(file, program);
  return file;
}

/** The workbench's own log is left out: the suite's lines are what a reader looks for. */
const noise =
  /^(Resolv(ing|ed) connection token|Creating a socket|\[(reconnection-grace-time|AgentHost(:remote)?|AccountPolicyGate|Service Worker|ChatModel|DefaultAccount|chat-stt)\]|Updating additional builtin|Ignoring fetching additional builtin|Timed out waiting for authentication provider)/;

async function wire(page, server) {
  server.once('exit', (code) => end(1, `the server ended with ${code}`));
  page.on('crash', () => end(1, 'the page crashed'));
  await page.exposeFunction('codeAutomationLog', (type, args) => {
    const text = format(...args);
    if (!verbose && noise.test(text)) return;
    (type === 'error' || type === 'warn' ? process.stderr : process.stdout).write(text.replace(/\n?$/, '\n'));
  });
  await page.exposeFunction('codeAutomationExit', (code) => {
    if (code !== 0) return end(code, 'the suite failed');
    return existsSync(verdict) ? end(0, '') : end(1, 'the extension host ended before the suite did');
  });
}

const limit = Number(process.env.VSCODE_SERVER_LIMIT ?? 300);
setTimeout(() => end(1, `no end after ${limit} s`), limit * 1000).unref();
for (const name of ['SIGINT', 'SIGTERM']) process.on(name, () => end(1, name));

try {
  workbench = await openWorkbench({
    folder: rest[0],
    extension: options.extensionDevelopmentPath?.[0],
    suites: await Promise.all((options.extensionTestsPath ?? []).map(wrapSuite)),
    userData: options['user-data-dir']?.[0],
    wire,
  });
} catch (error) {
  await end(1, error.stack);
}
