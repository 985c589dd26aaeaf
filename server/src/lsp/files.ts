import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { URI } from 'vscode-uri';
import { type Ignoring, ignoreFileName, ignoringNothing } from '#language/workspace/ignoreFiles.ts';
import { isRuleFile, ruleFileName } from '#language/workspace/ruleFile.ts';
import type { Host, ReadFile, Walk } from './host.ts';

/** What a workspace may cost: it is indexed to help, and must not become the work. */
export interface Limits {
  /** YAML files that are looked at. */
  readonly files: number;
  /** Bytes of one file. */
  readonly bytes: number;
  /** Characters of all manifests together: with trees, tables and diagnostics each takes some 55 bytes (measured over 20,000 files). */
  readonly characters: number;
}

const usual: Limits = { files: 20_000, bytes: 4 << 20, characters: 16 << 20 };
const batch = 32;
const skipped = new Set(['node_modules', 'vendor', 'dist', 'out', 'target']);

/** Files of this machine, for `Host`. Only `file:` URIs are known. */
export const files: Omit<Host, 'schemas'> = filesWithin(usual);

/** The same under other limits. */
export function filesWithin(limits: Limits): Omit<Host, 'schemas'> {
  return {
    manifestsUnder: (folders, walk) => manifestsUnder(folders, walk, limits),
    async readManifest(uri, folders) {
      const file = pathOf(uri);
      if (file === undefined || (await isPassedBy(file, folders))) return undefined;
      const text = await readSmall(file, limits.bytes);
      return typeof text === 'string' && isOurs(file, text) ? text : undefined;
    },
    async read(uri) {
      const file = pathOf(uri);
      const text = file === undefined ? undefined : await readSmall(file, limits.bytes);
      return text === tooLarge ? undefined : text;
    },
  };
}

const tooLarge: unique symbol = Symbol('too large');

async function* manifestsUnder(folders: readonly string[], walk: Walk, limits: Limits): AsyncIterable<ReadFile[]> {
  const room = new Room(limits);
  for (const place of folders.flatMap((folder) => pathOf(folder) ?? [])) {
    for await (const found of yamlFiles(place)) {
      if (walk.stopped()) return;
      const some = room.take(found);
      if (some.length === 0) continue;
      const texts = await Promise.all(some.map((file) => readSmall(file, limits.bytes)));
      walk.looked?.(room.looked);
      yield some.flatMap((file, index) => room.keep(file, texts[index]));
    }
  }
  if (room.isTooSmall) walk.leftOut?.(room.left);
}

/** How much has been read, and what there was no room for. */
class Room {
  readonly #limits: Limits;
  readonly left = { tooMany: 0, tooLarge: [] as string[], noRoom: 0 };
  looked = 0;
  #characters = 0;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  get isTooSmall(): boolean {
    return this.left.tooMany + this.left.tooLarge.length + this.left.noRoom > 0;
  }

  /** Those of the files that may still be looked at. */
  take(found: readonly string[]): readonly string[] {
    const some = found.slice(0, Math.max(0, this.#limits.files - this.looked));
    this.left.tooMany += found.length - some.length;
    this.looked += some.length;
    return some;
  }

  /** The file, if it is ours and there is room for it. */
  keep(file: string, text: string | undefined | typeof tooLarge): ReadFile[] {
    const uri = URI.file(file).toString();
    if (text === tooLarge) this.left.tooLarge.push(uri);
    if (typeof text !== 'string' || !isOurs(file, text)) return [];
    if (this.#characters + text.length > this.#limits.characters) {
      this.left.noRoom++;
      return [];
    }
    this.#characters += text.length;
    return [{ uri, text }];
  }
}

function pathOf(uri: string): string | undefined {
  const parsed = URI.parse(uri);
  return parsed.scheme === 'file' ? parsed.fsPath : undefined;
}

/**
 * The YAML files of a folder, a batch at a time, those near its top first; hidden folders, those of packages and builds, and what ignore files
 * name are passed by. The rule files that stand above it in its repository come first.
 */
async function* yamlFiles(top: string): AsyncIterable<string[]> {
  const above = await foldersAbove(top);
  const origin = above[0] ?? top;
  let found = above.map((folder) => path.join(folder, ruleFileName));
  let folders = [{ place: top, ignoring: await ignoringAbove(origin, above, top) }];
  while (folders.length > 0) {
    const next: typeof folders = [];
    for (const { place, ignoring } of folders) {
      const listed = await list(place, origin, ignoring);
      next.push(...listed.folders);
      found.push(...listed.files);
      while (found.length >= batch) {
        yield found.slice(0, batch);
        found = found.slice(batch);
      }
    }
    folders = next;
  }
  if (found.length > 0) yield found;
}

async function list(
  place: string,
  origin: string,
  above: Ignoring,
): Promise<{ files: string[]; folders: { place: string; ignoring: Ignoring }[] }> {
  const entries = await readdir(place, { withFileTypes: true }).catch(() => []);
  const hasRules = entries.some((entry) => entry.name === ignoreFileName);
  const ignoring = hasRules ? await ignoringIn(place, origin, above) : above;
  const inOrder = entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  const kept = inOrder.filter(
    (entry) => !ignoring.ignores(within(origin, path.join(place, entry.name), entry.isDirectory())),
  );
  return {
    files: kept
      .filter((entry) => entry.isFile() && /\.ya?ml$/i.test(entry.name))
      .map((entry) => path.join(place, entry.name)),
    folders: kept
      .filter((entry) => entry.isDirectory() && !isSkipped(entry.name))
      .map((entry) => ({ place: path.join(place, entry.name), ignoring })),
  };
}

function isSkipped(name: string): boolean {
  return name.startsWith('.') || skipped.has(name);
}

async function ignoringIn(place: string, origin: string, above: Ignoring): Promise<Ignoring> {
  const text = await readFile(path.join(place, ignoreFileName), 'utf8').catch(() => '');
  return text === '' ? above : above.within(place === origin ? '' : within(origin, place, true), text);
}

/** The ignore files above a folder, unless they leave out the folder itself: who opened it wants to see it. */
async function ignoringAbove(origin: string, above: readonly string[], top: string): Promise<Ignoring> {
  let ignoring = ignoringNothing;
  for (const folder of above) ignoring = await ignoringIn(folder, origin, ignoring);
  const parts = within(origin, top, true).split('/').slice(0, -1);
  const left = parts.some((_, index) => ignoring.ignores(`${parts.slice(0, index + 1).join('/')}/`));
  return left ? ignoringNothing : ignoring;
}

/** From the top of the repository down to the folder above; none where there is no repository. */
async function foldersAbove(folder: string): Promise<string[]> {
  const above: string[] = [];
  for (let at = folder; ; at = path.dirname(at)) {
    if (at !== folder) above.unshift(at);
    if (await exists(path.join(at, '.git'))) return above;
    if (path.dirname(at) === at) return [];
  }
}

async function exists(place: string): Promise<boolean> {
  return stat(place).then(
    () => true,
    () => false,
  );
}

/** `a/b.yaml`, `a/b/`: the name of a file or folder as ignore files write it. */
function within(origin: string, place: string, folder: boolean): string {
  return path.relative(origin, place).split(path.sep).join('/') + (folder && place !== origin ? '/' : '');
}

/** Whether a walk would pass by a file of one of the folders. */
async function isPassedBy(file: string, folders: readonly string[]): Promise<boolean> {
  const top = folders.map(pathOf).find((folder) => folder !== undefined && file.startsWith(folder + path.sep));
  if (top === undefined) return !isRuleFile(path.basename(file));
  const above = await foldersAbove(top);
  const origin = above[0] ?? top;
  let ignoring = await ignoringAbove(origin, above, top);
  const parts = path.relative(top, file).split(path.sep);
  let at = top;
  for (const [index, part] of parts.entries()) {
    const isFolder = index < parts.length - 1;
    if (isFolder && isSkipped(part)) return true;
    ignoring = await ignoringIn(at, origin, ignoring);
    at = path.join(at, part);
    if (ignoring.ignores(within(origin, at, isFolder))) return true;
  }
  return false;
}

/** A file that mentions a kind and an apiVersion, or says how others are put together or judged; the rest is not ours. */
function isOurs(file: string, text: string): boolean {
  if (/\bapiVersion\b/.test(text) && /\bkind\b/.test(text)) return true;
  return isRuleFile(path.basename(file)) || /^(kustomization|chart)\.ya?ml$/i.test(path.basename(file));
}

async function readSmall(file: string, bytes: number): Promise<string | undefined | typeof tooLarge> {
  try {
    const { size } = await stat(file);
    return size > bytes ? tooLarge : await readFile(file, 'utf8');
  } catch {
    return undefined;
  }
}
