import type { SourceFile, Uri } from '../document/document.ts';
import { type Since, sinceOf } from './since.ts';
import type { Snapshot } from './snapshot.ts';

/** Things that stand in the files of a snapshot, by key, in the order of files and places. */
export interface Table<T> {
  of(key: string): readonly T[];
}

/** What one file puts into a table. It may look at nothing but the file, its role and where it lands. */
export type FromFile<T> = (snapshot: Snapshot, file: SourceFile) => Iterable<readonly [key: string, thing: T]>;

/** A table over every snapshot: after a keystroke only the file that was typed in is read again. `uriOf` says where a thing stands. */
export function tableOf<T>(fromFile: FromFile<T>, uriOf: (thing: T) => Uri): (snapshot: Snapshot) => Table<T> {
  const tables = new WeakMap<Snapshot, Table<T>>();
  const table = (snapshot: Snapshot): Table<T> => {
    const known = tables.get(snapshot);
    if (known !== undefined) return known;
    const since = sinceOf(snapshot);
    const made =
      since === undefined
        ? whole(snapshot, fromFile)
        : changed(table(since.base), difference(snapshot, since, fromFile), since, uriOf);
    tables.set(snapshot, made);
    return made;
  };
  return table;
}

/** Sorts things by the place of their files among those of the snapshot; things of one file stay in their order. */
export function inOrderOfFiles<T>(snapshot: Snapshot, things: readonly T[], uriOf: (thing: T) => Uri): readonly T[] {
  const place = placesIn(sinceOf(snapshot) ?? { base: snapshot, changed: new Set() });
  return things.toSorted((a, b) => place(uriOf(a)) - place(uriOf(b)));
}

function whole<T>(snapshot: Snapshot, fromFile: FromFile<T>): Table<T> {
  const lists = new Map<string, T[]>();
  for (const file of snapshot.files.values())
    for (const [key, thing] of fromFile(snapshot, file)) add(lists, key, thing);
  return { of: (key) => lists.get(key) ?? none };
}

const none: readonly never[] = [];

/** Keys under which the changed files put or had put something, with what they put there now. */
type Difference<T> = ReadonlyMap<string, readonly T[]>;

function difference<T>(snapshot: Snapshot, { base, changed: uris }: Since, fromFile: FromFile<T>): Difference<T> {
  const found = new Map<string, T[]>();
  for (const uri of uris) {
    const [before, now] = [base.files.get(uri), snapshot.files.get(uri)];
    if (before === now) continue;
    if (before !== undefined) for (const [key] of fromFile(base, before)) found.set(key, found.get(key) ?? []);
    if (now !== undefined) for (const [key, thing] of fromFile(snapshot, now)) add(found, key, thing);
  }
  return found;
}

function changed<T>(base: Table<T>, now: Difference<T>, since: Since, uriOf: (thing: T) => Uri): Table<T> {
  const merged = new Map<string, readonly T[]>();
  return {
    of(key) {
      const put = now.get(key);
      if (put === undefined) return base.of(key);
      const known = merged.get(key);
      if (known !== undefined) return known;
      const made = merge(base.of(key), put, since, uriOf);
      merged.set(key, made);
      return made;
    },
  };
}

/** What unchanged files put, and between it what the changed ones put now. */
function merge<T>(before: readonly T[], put: readonly T[], since: Since, uriOf: (thing: T) => Uri): readonly T[] {
  const kept = before.filter((thing) => !isChanged(since, uriOf(thing)));
  const place = placesIn(since);
  const parts: (readonly T[])[] = [];
  let at = 0;
  for (const thing of put.toSorted((a, b) => place(uriOf(a)) - place(uriOf(b)))) {
    const next = firstAfter(kept, at, (other) => place(uriOf(other)) > place(uriOf(thing)));
    parts.push(kept.slice(at, next), [thing]);
    at = next;
  }
  return [...parts, kept.slice(at)].flat();
}

function isChanged({ base, files, changed: uris }: Since, uri: Uri): boolean {
  return uris.has(uri) && base.files.get(uri) !== files.get(uri);
}

/** The first index from `from` on for which `test` holds; it holds for all that follow. */
function firstAfter<T>(list: readonly T[], from: number, test: (thing: T) => boolean): number {
  let [low, high] = [from, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (test(list[middle] as T)) high = middle;
    else low = middle + 1;
  }
  return low;
}

const places = new WeakMap<Snapshot['files'], ReadonlyMap<Uri, number>>();

/** The place of a file; new ones stand behind all others, in the order in which they came. */
function placesIn({ base: { files }, changed: uris }: Pick<Since, 'base' | 'changed'>): (uri: Uri) => number {
  const known = places.get(files) ?? new Map([...files.keys()].map((uri, index) => [uri, index]));
  places.set(files, known);
  const late = new Map([...uris].map((uri, index) => [uri, files.size + index]));
  return (uri) => known.get(uri) ?? late.get(uri) ?? Number.MAX_SAFE_INTEGER;
}

function add<T>(lists: Map<string, T[]>, key: string, thing: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [thing]);
  else list.push(thing);
}
