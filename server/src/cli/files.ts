import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { type Ignoring, ignoreFileName, ignoringNothing } from '#language/workspace/ignoreFiles.ts';
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

/** A rule file that stands above what is read, or beside it, with its folder on this machine. */
export interface OuterRules {
  readonly folder: string;
  readonly text: string;
}

/** The rule files that speak of a folder, from the top of its repository (without one: from the working folder) down to its own. */
export function rulesAbove(folder: string, cwd: string): readonly OuterRules[] {
  return foldersDownTo(folder, cwd).flatMap((one) => {
    const text = readText(path.join(one, ruleFileName));
    return typeof text === 'string' ? [{ folder: one, text }] : [];
  });
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
    const found = yamlBelow(absolute, cwd);
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

function yamlBelow(folder: string, cwd: string): string[] {
  const above = foldersDownTo(folder, cwd);
  const origin = above[0] ?? folder;
  const ignoring = above.slice(0, -1).reduce((so, one) => ignoringIn(one, origin, so), ignoringNothing);
  const parts = within(origin, folder, true).split('/').slice(0, -1);
  // A folder that is named is read, whatever ignore files above it say of it.
  const named = parts.some((_, index) => ignoring.ignores(`${parts.slice(0, index + 1).join('/')}/`));
  return yamlIn(folder, '', { origin, ignoring: named ? ignoringNothing : ignoring });
}

interface Walk {
  readonly origin: string;
  readonly ignoring: Ignoring;
}

function yamlIn(folder: string, below: string, { origin, ignoring: above }: Walk): string[] {
  const found: string[] = [];
  const place = path.join(folder, below);
  const entries = readdirSync(place, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  const ignoring = ignoringIn(place, origin, above);
  for (const entry of entries) {
    const name = path.join(below, entry.name);
    const isFolder = entry.isDirectory();
    if (ignoring.ignores(within(origin, path.join(folder, name), isFolder))) continue;
    if (isFolder && !entry.name.startsWith('.') && !skipped.has(entry.name))
      found.push(...yamlIn(folder, name, { origin, ignoring }));
    if (entry.isFile() && /\.ya?ml$/i.test(entry.name)) found.push(name);
  }
  return found;
}

function ignoringIn(place: string, origin: string, above: Ignoring): Ignoring {
  const text = readText(path.join(place, ignoreFileName));
  return typeof text === 'string' ? above.within(within(origin, place, true), text) : above;
}

/** `a/b.yaml`, `a/b/`; '' for where it begins: the name of a file or folder as ignore files write it. */
function within(origin: string, place: string, folder: boolean): string {
  return path.relative(origin, place).split(path.sep).join('/') + (folder && place !== origin ? '/' : '');
}

/** From the top of the repository down to the folder; without a repository from the working folder, where it stands in that. */
function foldersDownTo(folder: string, cwd: string): string[] {
  const found: string[] = [];
  for (let at = folder; ; at = path.dirname(at)) {
    found.unshift(at);
    if (existsSync(path.join(at, '.git'))) return found;
    if (path.dirname(at) === at) break;
  }
  const start = found.indexOf(cwd);
  return start < 0 ? [folder] : found.slice(start);
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
