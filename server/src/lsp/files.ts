import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { URI } from 'vscode-uri';
import type { Host, ReadFile } from './host.ts';

/** More than this is left out: a workspace is indexed to help, and must not become the work. */
const mostFiles = 20_000;
const mostBytes = 4 << 20;
const batch = 64;
const skipped = new Set(['node_modules', 'vendor', 'dist', 'out', 'target']);

/** Files of this machine, for `Host`. Only `file:` URIs are known. */
export const files: Pick<Host, 'manifestsUnder' | 'read'> = {
  async *manifestsUnder(folders, stopped) {
    let left = mostFiles;
    for (const folder of folders) {
      const place = pathOf(folder);
      if (place === undefined) continue;
      for await (const found of yamlFiles(place)) {
        if (stopped() || left <= 0) return;
        const some = found.slice(0, left);
        left -= some.length;
        yield (await Promise.all(some.map(readManifest))).filter((file) => file !== undefined);
      }
    }
  },
  async read(uri) {
    const file = pathOf(uri);
    return file === undefined ? undefined : readSmall(file);
  },
};

function pathOf(uri: string): string | undefined {
  const parsed = URI.parse(uri);
  return parsed.scheme === 'file' ? parsed.fsPath : undefined;
}

/** The YAML files below a folder, a batch at a time; hidden folders and those of packages and builds are passed by. */
async function* yamlFiles(top: string): AsyncIterable<string[]> {
  const folders = [top];
  let found: string[] = [];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      const place = path.join(folder, entry.name);
      if (entry.isDirectory() && !entry.name.startsWith('.') && !skipped.has(entry.name)) folders.push(place);
      if (entry.isFile() && /\.ya?ml$/i.test(entry.name)) found.push(place);
    }
    if (found.length < batch) continue;
    yield found;
    found = [];
  }
  if (found.length > 0) yield found;
}

/** A file that mentions a kind and an apiVersion, or says how others are put together; the rest is not ours. */
async function readManifest(file: string): Promise<ReadFile | undefined> {
  const text = await readSmall(file);
  if (text === undefined) return undefined;
  const ours = /\bapiVersion\b/.test(text) && /\bkind\b/.test(text);
  if (!ours && !/^(kustomization|chart)\.ya?ml$/i.test(path.basename(file))) return undefined;
  return { uri: URI.file(file).toString(), text };
}

async function readSmall(file: string): Promise<string | undefined> {
  try {
    const { size } = await stat(file);
    return size > mostBytes ? undefined : await readFile(file, 'utf8');
  } catch {
    return undefined;
  }
}
