import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** A file to look at. Files of one `world` may refer to each other: those of a folder argument, or of the folder of a named file. */
export interface InputFile {
  /** As it was given, or below the folder that was given. */
  readonly path: string;
  readonly world: string;
  readonly text: string;
  /** Named on the command line, not found in a folder. */
  readonly named: boolean;
}

export interface Input {
  readonly files: readonly InputFile[];
  /** Paths that cannot be read, with the reason and what to do. */
  readonly refused: readonly { readonly path: string; readonly message: string }[];
}

/** Beyond this nobody writes manifests by hand; it bounds the memory. */
const maximumBytes = 64 * 1024 * 1024;
const skipped = new Set(['node_modules', 'vendor']);

/** Reads files, folders (their .yaml and .yml files, in the order of names) and `-`, standard input. */
export function readInput(paths: readonly string[], stdin: () => string, cwd: string): Input {
  const files: InputFile[] = [];
  const refused: { path: string; message: string }[] = [];
  const seen = new Set<string>();
  for (const given of paths) {
    if (given === '-') {
      files.push({ path: '-', world: '-', text: stdin(), named: true });
      continue;
    }
    try {
      const whole = path.resolve(cwd, given);
      const folder = statSync(whole).isDirectory();
      const found = folder ? yamlBelow(whole).map((file) => path.join(given, file)) : [given];
      if (found.length === 0) refused.push({ path: given, message: 'there is no .yaml or .yml file in this folder' });
      for (const file of found) {
        const absolute = path.resolve(cwd, file);
        if (seen.has(absolute)) continue;
        seen.add(absolute);
        const read = readText(absolute);
        if (typeof read !== 'string') refused.push({ path: file, message: read.message });
        else files.push({ path: file, world: folder ? whole : path.dirname(absolute), text: read, named: !folder });
      }
    } catch (error) {
      refused.push({ path: given, message: reasonOf(error) });
    }
  }
  return { files, refused };
}

function yamlBelow(folder: string, below = ''): string[] {
  const found: string[] = [];
  const entries = readdirSync(path.join(folder, below), { withFileTypes: true }).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  );
  for (const entry of entries) {
    const name = path.join(below, entry.name);
    if (entry.isDirectory() && !entry.name.startsWith('.') && !skipped.has(entry.name))
      found.push(...yamlBelow(folder, name));
    if (entry.isFile() && /\.ya?ml$/i.test(entry.name)) found.push(name);
  }
  return found;
}

function readText(file: string): string | { message: string } {
  try {
    const { size } = statSync(file);
    if (size > maximumBytes)
      return { message: `too large to be read: ${size} bytes, at most ${maximumBytes}; split it` };
    const text = readFileSync(file, 'utf8');
    if (text.includes('\0')) return { message: 'this is not a text file; give YAML manifests' };
    return text.startsWith('\uFEFF') ? text.slice(1) : text;
  } catch (error) {
    return { message: reasonOf(error) };
  }
}

function reasonOf(error: unknown): string {
  const code = (error as { code?: string }).code;
  if (code === 'ENOENT') return 'no such file or folder';
  if (code === 'EACCES' || code === 'EPERM') return 'no permission to read it';
  return error instanceof Error ? error.message : String(error);
}
