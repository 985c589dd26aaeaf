import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const configuration = ['package.json', 'tsconfig.base.json', 'biome.json', 'biome', 'knip.json', 'vitest.config.ts'];

/** A project as small as it gets under the configuration of the real one. */
export interface Miniature {
  /** Runs a tool of node_modules in it; both outputs as one text. */
  run(tool: string, ...args: readonly string[]): { readonly code: number; readonly output: string };
}

/** Makes a miniature with these files, gives it to `look`, and removes it. A layer's own tsconfig.json comes with its folder. */
export function inMiniature<T>(files: Readonly<Record<string, string>>, look: (miniature: Miniature) => T): T {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'drydock-house-'));
  try {
    for (const name of [...configuration, ...layers.map((layer) => `${layer}/tsconfig.json`)])
      cpSync(path.join(root, name), path.join(folder, name), { recursive: true });
    symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
    for (const [name, text] of Object.entries(files)) write(path.join(folder, name), text);
    return look({ run: (tool, ...args) => runIn(folder, tool, args) });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The folders that are projects of their own. */
export const layers: readonly string[] = [
  'server/src/engine',
  'server/src/protocol',
  'server/src/language',
  'server/src/kubectl',
  'server/src/lsp',
  'server/src/cli',
  'client',
  'media/panel',
];

function write(file: string, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function runIn(folder: string, tool: string, args: readonly string[]): { code: number; output: string } {
  const bin = path.join(root, 'node_modules/.bin');
  const env = { ...process.env, PATH: `${bin}${path.delimiter}${process.env['PATH'] ?? ''}`, NO_COLOR: '1' };
  const done = spawnSync(path.join(bin, tool), args, { cwd: folder, encoding: 'utf8', env });
  return { code: done.status ?? 1, output: `${done.stdout}${done.stderr}` };
}
