import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { Json } from './compare.ts';

const seeds = path.resolve(import.meta.dirname, '../../../../shared/seeds');

/** Whether the sessions of tutorials are beside the project. */
export const haveSeeds = existsSync(path.join(seeds, 'expectations.json'));

/** A map of the list of expectations. */
export type Fields = { readonly [name: string]: Json };

/** What somebody does in a session. */
export interface Action extends Fields {
  readonly cmd: string;
}

/** What a session of a tutorial shows: what stands before, what is done, what is seen then. */
export interface Expectation {
  readonly id: string;
  readonly name: string;
  readonly given: Fields;
  readonly action: readonly Action[];
  readonly expect: Fields;
}

/** All expectations, those that the sessions print and those that only follow from them. */
export function readExpectations(): ReadonlyMap<string, Expectation> {
  if (!haveSeeds) return new Map();
  const text = readFileSync(path.join(seeds, 'expectations.json'), 'utf8');
  const lists = JSON.parse(text) as Readonly<Record<'expectations' | 'derivedNotShownInSeeds', readonly Expectation[]>>;
  return new Map([...lists.expectations, ...lists.derivedNotShownInSeeds].map((each) => [each.id, each]));
}

/** The text of a manifest that an expectation names, with or without a remark behind the name. */
export function manifestText(named: Json | undefined): string {
  const [file = ''] = String(named).split(' ');
  return readFileSync(path.join(seeds, 'manifests', file), 'utf8');
}

/** The documents of a manifest with other values at some places (`spec.replicas`, `Deployment.spec.replicas`). */
export function withValues(text: string, values: Json | undefined = {}): string {
  const documents = parseAllDocuments(text);
  for (const document of documents)
    for (const [place, value] of Object.entries(values as Fields)) {
      const [first, ...rest] = pathOf(place);
      const ofKind = typeof first === 'string' && /^[A-Z]/.test(first);
      if (!ofKind) document.setIn(pathOf(place), value);
      else if (document.get('kind') === first) document.setIn(rest, value);
    }
  return documents.map(String).join('');
}

/** `a.b["c.d"][0]` as its parts. */
export function pathOf(place: string): readonly (string | number)[] {
  return Array.from(place.matchAll(/\["([^"]+)"\]|\[(\d+)\]|([^.[\]]+)/g), ([, quoted, index, name]) =>
    index === undefined ? (quoted ?? name ?? '') : Number(index),
  );
}

/** What stands in an object at a place; undefined where nothing does. */
export function valueAt(object: unknown, place: string): unknown {
  return pathOf(place).reduce(
    (at: unknown, part) => (at as Record<string | number, unknown> | undefined)?.[part],
    object,
  );
}
