import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { ruleFileName } from '#language/workspace/ruleFile.ts';

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
  readonly refused: readonly Refusal[];
}

/** Beyond this nobody writes manifests by hand; it bounds the memory. */
const maximumBytes = 64 * 1024 * 1024;
const skipped = new Set(['node_modules', 'vendor']);

/** Reads files, folders (their .yaml and .yml files, in the order of names) and `-`, standard input. */
export function readInput(paths: readonly string[], stdin: () => string, cwd: string): Input {
  const files: InputFile[] = [];
  const refused: Refusal[] = [];
  const seen = new Set<string>();
  for (const candidate of paths.flatMap((given) => candidates(given, cwd))) {
    if (seen.has(candidate.absolute)) continue;
    seen.add(candidate.absolute);
    const { path: name, world, named } = candidate;
    const text = candidate.refusal ?? (name === '-' ? stdin() : readText(candidate.absolute));
    if (typeof text === 'string') files.push({ path: name, world, text, named });
    else refused.push({ path: name, message: text.message });
  }
  return { files, refused };
}

/** The text of the file that configures rules for a folder; undefined where there is none. */
export function readRules(folder: string): string | undefined {
  const text = readText(path.join(folder, ruleFileName));
  return typeof text === 'string' ? text : undefined;
}

interface Refusal {
  readonly path: string;
  readonly message: string;
}

interface Candidate {
  readonly path: string;
  readonly absolute: string;
  readonly world: string;
  readonly named: boolean;
  readonly refusal?: { readonly message: string };
}

/** The files that one argument stands for. */
function candidates(given: string, cwd: string): Candidate[] {
  if (given === '-') return [{ path: '-', absolute: '-', world: '-', named: true }];
  const absolute = path.resolve(cwd, given);
  const one = { path: given, absolute, world: path.dirname(absolute), named: true };
  try {
    if (!statSync(absolute).isDirectory()) return [one];
    const found = yamlBelow(absolute);
    if (found.length === 0) return [{ ...one, refusal: { message: 'there is no .yaml or .yml file in this folder' } }];
    return found.map((file) => ({
      path: path.join(given, file),
      absolute: path.join(absolute, file),
      world: absolute,
      named: false,
    }));
  } catch (error) {
    return [{ ...one, refusal: { message: reasonOf(error) } }];
  }
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
