import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { chromiumArguments, findChromium } from './chromium.mjs';
import { editorSettings } from './settings.mjs';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/**
 * Opens the workbench of the server build in a headless Chromium: `folder` in it, the extension of `extension` from its sources, and
 * `suites` run by the extension host. `wire` may listen on the page before anything is loaded. `close` ends all of it, once.
 */
export async function openWorkbench({ folder, extension, suites = [], userData, wire, settings = {} }) {
  const temporary = mkdtempSync(path.join(os.tmpdir(), 'drydock-code-'));
  const data = path.resolve(userData ?? path.join(temporary, 'user'));
  let server;
  let browser;
  const close = async () => {
    await browser?.close().catch(() => undefined);
    await stop(server);
    rmSync(temporary, { recursive: true, force: true });
  };
  try {
    await writeSettings(data, settings);
    const started = startServer(temporary, data);
    server = started.server;
    const host = await started.host;
    browser = await chromium.launch({ executablePath: findChromium(), headless: true, args: chromiumArguments });
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await wire?.(page, server);
    await page.goto(addressOf(host, folder, extension, suites));
    return { page, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Starts the server on a free port, in a group of its own; `host` resolves to `127.0.0.1:port`. */
function startServer(temporary, data) {
  const build = process.env.VSCODE_SERVER_DIR ?? path.join(root, '.cache/vscode-server');
  const main = path.join(build, 'vscode/out/server-main.js');
  if (!existsSync(main)) throw new Error(`there is no server build of VS Code in ${build}`);
  const args = [
    '--host=127.0.0.1',
    '--port=0',
    '--without-connection-token',
    '--accept-server-license-terms',
    `--server-data-dir=${path.join(temporary, 'server')}`,
    `--user-data-dir=${data}`,
    `--extensions-dir=${path.join(temporary, 'extensions')}`,
    '--telemetry-level=off',
    '--disable-telemetry',
    '--disable-workspace-trust',
    '--disable-experiments',
    // Without the driver the workbench takes no `payload`, hence no extension under development.
    '--enable-smoke-test-driver',
  ];
  const env = { ...process.env, EXTENSIONS_GALLERY: '{"serviceUrl":""}' };
  const server = spawn(process.execPath, [main, ...args], { detached: true, stdio: ['ignore', 'pipe', 'pipe'], env });
  const host = new Promise((resolve, reject) => {
    let log = '';
    const read = (text) => {
      log += text;
      if (process.env.VSCODE_SERVER_VERBOSE) process.stderr.write(text);
      const port = /agent listening on (\d+)/.exec(log)?.[1];
      if (port !== undefined) resolve(`127.0.0.1:${port}`);
    };
    server.stdout.on('data', read);
    server.stderr.on('data', read);
    server.once('error', reject);
    server.once('exit', (code) => reject(new Error(`the server ended with ${code}\n${log.slice(-2000)}`)));
  });
  return { server, host };
}

async function writeSettings(data, settings) {
  const file = path.join(data, 'User/settings.json');
  if (existsSync(file)) return;
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify({ ...editorSettings, ...settings }, null, 2));
}

function addressOf(host, folder, extension, suites) {
  const remote = (file) => `vscode-remote://${host}${encodeURI(path.resolve(file))}`;
  const payload = [
    ...(extension === undefined ? [] : [['extensionDevelopmentPath', remote(extension)]]),
    ...suites.map((suite) => ['extensionTestsPath', remote(suite)]),
    ['skipWelcome', 'true'],
  ];
  const query = new URLSearchParams({ payload: JSON.stringify(payload) });
  if (folder === undefined) query.set('ew', 'true');
  else query.set(folder.endsWith('.code-workspace') ? 'workspace' : 'folder', path.resolve(folder));
  return `http://${host}/?${query}`;
}

/** Ends the group that we made: server, extension host, language server. */
async function stop(server) {
  if (server === undefined || server.exitCode !== null) return;
  const gone = new Promise((resolve) => server.once('exit', resolve));
  signal(server, 'SIGTERM');
  await Promise.race([gone, new Promise((resolve) => setTimeout(resolve, 3000))]);
  signal(server, 'SIGKILL');
}

function signal(server, name) {
  try {
    process.kill(-server.pid, name);
  } catch {
    // The group has ended already.
  }
}
