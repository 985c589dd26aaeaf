import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { downloadAndUnzipVSCode } from '@vscode/test-electron';
import { findChromium } from './serverBuild/chromium.mjs';
import { installServerBuild } from './serverBuild/install.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.join(here, '../..');

/**
 * The VS Code to test in, and how to call it: the executable that DRYDOCK_VSCODE names; desktop VS Code by download; the server build
 * with a Chromium. Rejects with what is missing and the command that installs it.
 */
export async function findEditor() {
  const named = process.env.DRYDOCK_VSCODE;
  if (named !== undefined && named !== '') return { executable: named, name: `VS Code at ${named} (DRYDOCK_VSCODE)` };
  const reasons = [];
  for (const find of [desktop, serverBuild]) {
    try {
      return await find();
    } catch (error) {
      reasons.push(error instanceof Error ? error.message : String(error));
    }
  }
  throw new Error(`no VS Code to test in:\n- ${reasons.join('\n- ')}`);
}

/** Desktop VS Code needs a screen and a download; a machine without either is told so quickly. */
async function desktop() {
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY)
    throw new Error('desktop VS Code: there is no display (run under xvfb-run to have one)');
  const cachePath = path.join(root, '.vscode-test');
  const executable = await downloadAndUnzipVSCode({ version: 'stable', cachePath, timeout: 20_000 }).catch((error) => {
    throw new Error(`desktop VS Code: it cannot be downloaded (${error instanceof Error ? error.message : error})`);
  });
  return { executable, name: 'desktop VS Code, downloaded' };
}

async function serverBuild() {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error('server build of VS Code: it is for Linux on x64 only');
  const chromium = findChromium();
  const folder = process.env.VSCODE_SERVER_DIR ?? path.join(root, '.cache/vscode-server');
  await installServerBuild(folder).catch((error) => {
    throw new Error(`server build of VS Code: it cannot be installed (${error.stderr || error.message})`);
  });
  process.env.VSCODE_SERVER_DIR = folder;
  process.env.CHROMIUM = chromium;
  return {
    executable: path.join(here, 'serverBuild/code.mjs'),
    name: `VS Code's server build with ${chromium}`,
    server: true,
  };
}
