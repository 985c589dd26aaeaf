import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export type Committed =
  | { readonly ok: true; readonly texts: readonly { readonly path: string; readonly text: string }[] }
  | { readonly ok: false; readonly reason: 'noGit' | 'noCommit'; readonly detail: string };

/** The YAML files among and under `paths` as the last commit (HEAD) has them. A file that is new since then is not among them. */
export async function committedTexts(paths: readonly string[]): Promise<Committed> {
  try {
    const found = await Promise.all(paths.map(committedUnder));
    return { ok: true, texts: found.flat() };
  } catch (error) {
    const { code, stderr, message } = error as { code?: unknown; stderr?: string; message: string };
    const detail = (stderr || message).trim().split('\n')[0] ?? '';
    return { ok: false, reason: code === 'ENOENT' ? 'noGit' : 'noCommit', detail };
  }
}

async function committedUnder(place: string): Promise<{ path: string; text: string }[]> {
  const folder = await isFolder(place);
  const cwd = folder ? place : path.dirname(place);
  const listed = await git(cwd, [
    'ls-tree',
    '-r',
    '-z',
    '--name-only',
    'HEAD',
    '--',
    folder ? '.' : path.basename(place),
  ]);
  const names = listed.split('\0').filter((name) => /\.ya?ml$/i.test(name));
  return Promise.all(
    names.map(async (name) => ({ path: path.join(cwd, name), text: await git(cwd, ['show', `HEAD:./${name}`]) })),
  );
}

/** A folder, or nothing at all any more; a deleted file counts as a file. */
async function isFolder(place: string): Promise<boolean> {
  return (await stat(place).catch(() => undefined))?.isDirectory() ?? false;
}

async function git(cwd: string, args: readonly string[]): Promise<string> {
  const { stdout } = await run('git', ['-c', 'core.quotePath=false', ...args], { cwd, maxBuffer: 256 << 20 });
  return stdout;
}
