#!/usr/bin/env node
// Stands in for desktop VS Code's executable: takes its arguments, opens the server build's workbench in a headless Chromium, runs
// the test suite in the real extension host, prints its console, and exits with 0 only if the suite itself said that it passed.
// Environment: VSCODE_SERVER_DIR (from install.mjs), CHROMIUM, VSCODE_SERVER_LIMIT (seconds), VSCODE_SERVER_VERBOSE.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { format } from 'node:util';
import { chromium } from 'playwright-core';
import { chromiumArguments, findChromium } from './chromium.mjs';
import { readArguments } from './readArguments.mjs';
import { editorSettings } from './settings.mjs';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const folder = process.env.VSCODE_SERVER_DIR ?? path.join(root, '.cache/vscode-server');
const verbose = Boolean(process.env.VSCODE_SERVER_VERBOSE);
const { options, rest } = readArguments(process.argv.slice(2));
const temporary = mkdtempSync(path.join(os.tmpdir(), 'drydock-code-'));
const verdict = path.join(temporary, 'passed');

let server;
let browser;
let ended = false;

/** Ends everything this program began, once, and exits. */
async function end(code, why) {
  if (ended) return;
  ended = true;
  if (code !== 0) console.error(`[server build] ${why}`);
  await browser?.close().catch(() => undefined);
  await stop(server);
  rmSync(temporary, { recursive: true, force: true });
  process.exit(code);
}

/** The group that we made: server, extension host, language server. */
async function stop(child) {
  if (child === undefined || child.exitCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  signal(child, 'SIGTERM');
  await Promise.race([gone, new Promise((resolve) => setTimeout(resolve, 3000))]);
  signal(child, 'SIGKILL');
}

function signal(child, name) {
  try {
    process.kill(-child.pid, name);
  } catch {
    // The group has ended already.
  }
}

/** Starts the server on a free port; resolves to `127.0.0.1:port`. */
function startServer() {
  const main = path.join(folder, 'vscode/out/server-main.js');
  if (!existsSync(main)) throw new Error(`no server build in ${folder}`);
  const data = path.resolve(options['user-data-dir']?.[0] ?? path.join(temporary, 'user'));
  const extensions = path.resolve(options['extensions-dir']?.[0] ?? path.join(temporary, 'extensions'));
  const args = [
    '--host=127.0.0.1',
    '--port=0',
    '--without-connection-token',
    '--accept-server-license-terms',
    `--server-data-dir=${path.join(temporary, 'server')}`,
    `--user-data-dir=${data}`,
    `--extensions-dir=${extensions}`,
    '--telemetry-level=off',
    '--disable-telemetry',
    '--disable-workspace-trust',
    '--disable-experiments',
    // Without the driver the workbench takes no `payload`, hence no extension under development.
    '--enable-smoke-test-driver',
  ];
  const env = { ...process.env, EXTENSIONS_GALLERY: '{"serviceUrl":""}' };
  server = spawn(process.execPath, [main, ...args], { detached: true, stdio: ['ignore', 'pipe', 'pipe'], env });
  return new Promise((resolve, reject) => {
    let log = '';
    const read = (data) => {
      log += data;
      if (verbose) process.stderr.write(data);
      const port = /agent listening on (\d+)/.exec(log)?.[1];
      if (port !== undefined) resolve(`127.0.0.1:${port}`);
    };
    server.stdout.on('data', read);
    server.stderr.on('data', read);
    server.once('error', reject);
    server.once('exit', (code) => {
      reject(new Error(`the server ended with ${code}\n${log.slice(-2000)}`));
      end(1, `the server ended with ${code}`);
    });
  });
}

async function writeSettings() {
  const data = path.resolve(options['user-data-dir']?.[0] ?? path.join(temporary, 'user'));
  const file = path.join(data, 'User/settings.json');
  if (existsSync(file)) return;
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify(editorSettings, null, 2));
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

/** The workbench's address with what to open and which extension to run from its sources. */
async function address(host) {
  const remote = (file) => `vscode-remote://${host}${encodeURI(path.resolve(file))}`;
  const suites = await Promise.all((options.extensionTestsPath ?? []).map(wrapSuite));
  const payload = [
    ...(options.extensionDevelopmentPath ?? []).map((folder) => ['extensionDevelopmentPath', remote(folder)]),
    ...suites.map((suite) => ['extensionTestsPath', remote(suite)]),
    ['skipWelcome', 'true'],
  ];
  const query = new URLSearchParams({ payload: JSON.stringify(payload) });
  if (rest[0] === undefined) query.set('ew', 'true');
  else query.set(rest[0].endsWith('.code-workspace') ? 'workspace' : 'folder', path.resolve(rest[0]));
  return `http://${host}/?${query}`;
}

/** The workbench's own log is left out: the suite's lines are what a reader looks for. */
const noise =
  /^(Resolv(ing|ed) connection token|Creating a socket|\[(reconnection-grace-time|AgentHost(:remote)?|AccountPolicyGate|Service Worker|ChatModel|DefaultAccount|chat-stt)\]|Updating additional builtin|Ignoring fetching additional builtin|Timed out waiting for authentication provider)/;

async function main() {
  await writeSettings();
  const host = await startServer();
  browser = await chromium.launch({ executablePath: findChromium(), headless: true, args: chromiumArguments });
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.exposeFunction('codeAutomationLog', (type, args) => {
    const text = format(...args);
    if (!verbose && noise.test(text)) return;
    (type === 'error' || type === 'warn' ? process.stderr : process.stdout).write(text.replace(/\n?$/, '\n'));
  });
  await page.exposeFunction('codeAutomationExit', (code) => {
    if (code !== 0) return end(code, 'the suite failed');
    return existsSync(verdict) ? end(0, '') : end(1, 'the extension host ended before the suite did');
  });
  page.on('crash', () => end(1, 'the page crashed'));
  await page.goto(await address(host));
}

const limit = Number(process.env.VSCODE_SERVER_LIMIT ?? 300);
setTimeout(() => end(1, `no end after ${limit} s`), limit * 1000).unref();
for (const name of ['SIGINT', 'SIGTERM']) process.on(name, () => end(1, name));
main().catch((error) => end(1, error.stack));
