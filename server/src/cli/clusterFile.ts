import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { readSavedCluster, type SavedCluster } from '#kubectl/savedCluster.ts';

/** A file that keeps a cluster between commands. */
export interface ClusterFile {
  readonly path: string;
  /** What it held when it was opened; undefined where there was no file. */
  readonly text: string | undefined;
  readonly saved: SavedCluster | undefined;
  /** Unix milliseconds; now where there is no file yet. */
  readonly writtenAt: number;
}

/** Where the cluster is kept unless told otherwise. */
export function defaultClusterPath(): string {
  const state = process.env['XDG_STATE_HOME'] || path.join(homedir(), '.local', 'state');
  return path.join(state, 'drydock', 'cluster.json');
}

/** Opens the file; a text is why it cannot be used, in which case nobody may write it either. */
export function openClusterFile(file: string): ClusterFile | string {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === 'ENOENT') return { path: file, text: undefined, saved: undefined, writtenAt: Date.now() };
    return `${file} cannot be read: ${(error as Error).message}`;
  }
  const saved = readSavedCluster(text);
  if (!saved.ok)
    return `${file} is left alone: ${saved.error}. Name another file with --cluster, or move this one away.`;
  return { path: file, text, saved: saved.value, writtenAt: statSync(file).mtimeMs };
}

/** Writes the cluster beside the file and then in its place, unless another command has written it meanwhile; a text is why not. */
export function saveClusterFile(file: ClusterFile, saved: SavedCluster): ClusterFile | string {
  const text = `${JSON.stringify(saved)}\n`;
  if (text === file.text) return file;
  const beside = `${file.path}.${process.pid}.tmp`;
  try {
    mkdirSync(path.dirname(file.path), { recursive: true });
    writeFileSync(beside, text, { flag: 'wx' });
    if (currentText(file.path) !== file.text) {
      rmSync(beside);
      return `${file.path} was changed by another command meanwhile; this one is not kept. Try again.`;
    }
    renameSync(beside, file.path);
    return { path: file.path, text, saved, writtenAt: Date.now() };
  } catch (error) {
    rmSync(beside, { force: true });
    return `${file.path} cannot be written: ${(error as Error).message}`;
  }
}

function currentText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
