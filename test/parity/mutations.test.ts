import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readFile } from '#language/document/document.ts';
import { resourcesOf } from '#language/document/resource.ts';
import { catalogOf } from '#language/schema/catalog.ts';
import { bodyProblems } from '#language/validation/bodyProblems.ts';
import type { Problem } from '#language/validation/problem.ts';
import { schemas } from '../support/workspace.ts';

/** One change of a manifest, and what a real API server answered to a strict dry run of it. No value: the field is taken away. */
interface Mutation {
  readonly base: string;
  readonly path?: readonly (string | number)[];
  readonly value?: unknown;
  readonly causes?: readonly Cause[];
  /** What it said where it could not even decode the object. */
  readonly message?: string;
  readonly warnings?: readonly string[];
}

type Cause = readonly [field: string, reason: string, message: string];

interface Recorded {
  readonly bases: Readonly<Record<string, unknown>>;
  readonly cases: readonly Mutation[];
}

const file = path.join(import.meta.dirname, 'validation/mutations.json');
const { bases, cases } = JSON.parse(fs.readFileSync(file, 'utf8')) as Recorded;
const catalog = catalogOf(schemas, '1.36');

/** What we know to answer otherwise, each with why. */
const others: readonly (readonly [why: string, applies: (mutation: Mutation) => boolean])[] = [
  ['certificates are not read', ({ warnings }) => warnings?.some((text) => text.startsWith('tls: ')) === true],
  [
    'defaults of a definition are not held against its schema',
    ({ causes }) => says(causes, /\.default$/, /in body|Too long|must not validate|Unsupported value|compile error/),
  ],
  ['the reason of 1.26 to 1.35', ({ causes }) => says(causes, /^spec\.maxReplicas$/, /must be set and greater than 0/)],
  [
    'the words for the names of Services are those of 1.26 to 1.35',
    ({ base, path: place }) => base.startsWith('service') && place?.join('.') === 'metadata.name',
  ],
  [
    'a wrong name of an iSCSI target has other words in a volume',
    ({ causes }) => says(causes, /iscsi\.iqn$/, /format$/),
  ],
  ['what a JSON parser says of the bytes of a secret', ({ causes }) => says(causes, /dockerconfigjson/, /redacted/)],
  ['the decoder of schemas takes false for anything', ({ message }) => message?.includes('JSONSchemaProps') === true],
];

function says(causes: readonly Cause[] | undefined, at: RegExp, words: RegExp): boolean {
  return causes?.some(([field, , message]) => at.test(field) && words.test(message)) === true;
}

for (const base of Object.keys(bases)) {
  describe(base, () => {
    const own = cases.filter((one) => one.base === base && !others.some(([, applies]) => applies(one)));
    test.each(own.map((one) => [named(one), one] as const))('%s', (_, one) => check(one));
  });
}

function check(mutation: Mutation): void {
  const found = problemsOf(changed(mutation));
  const errors = found.filter(({ severity }) => severity === 'error');
  if (mutation.message !== undefined) {
    expectRefusal(mutation.message, errors);
    return;
  }
  const causes = mutation.causes ?? [];
  const kinds = causes.map(([field, reason]) => `${field}: ${reason}`);
  expect(new Set(errors.map(({ field, reason }) => `${field}: ${reason}`))).toEqual(new Set(kinds));
  const words = errors.map(({ message }) => inOurWords(message));
  for (const [field, , message] of causes) {
    if (!isComposite(message)) expect(words).toContain(inOurWords(`${field}: ${message}`));
  }
  if (mutation.causes !== undefined) return;
  const warnings = found.filter(({ rule }) => rule === 'apiWarning').map(({ message }) => message);
  expect(warnings).toEqual(mutation.warnings ?? []);
}

function problemsOf(object: unknown): Problem[] {
  const { documents, ...rest } = readFile('main.yaml', JSON.stringify(object), 0);
  return [
    ...documents.flatMap(({ tree }) => tree.problems),
    ...resourcesOf({ documents, ...rest }).flatMap(({ body }) => bodyProblems(catalog, body, false)),
  ];
}

function changed({ base, path: place, value }: Mutation): unknown {
  return place === undefined ? bases[base] : replaced(bases[base], place, value);
}

function replaced(object: unknown, [key, ...rest]: readonly (string | number)[], value: unknown): unknown {
  if (key === undefined) return value;
  if (Array.isArray(object)) return object.with(Number(key), replaced(object[Number(key)], rest, value));
  const fields = object as Readonly<Record<string, unknown>>;
  return { ...fields, [key]: replaced(fields[key], rest, value) };
}

function named({ path: place, value }: Mutation): string {
  if (place === undefined) return 'as it is';
  return `${place.join('.')} ${value === undefined ? 'taken away' : `= ${JSON.stringify(value).slice(0, 60)}`}`;
}

/** Since 1.35 lengths are counted in bytes and qualified names are called label keys; we say characters and names, as all versions before. */
function inOurWords(text: string): string {
  return text
    .replace(/no more than (\d+) bytes/, 'no more than $1 characters')
    .replace('a valid label key must consist', 'a qualified name must consist')
    .replaceAll('\\u003e', '>');
}

/** Go prints objects by the names of its own fields. */
function isComposite(message: string): boolean {
  return /^(?:Invalid|Unsupported|Duplicate) value: (?:[[{]|null)/.test(message);
}

/** The decoder names one field at least: an unknown one, one that it could not read, or, of the types that read themselves, none. */
function expectRefusal(message: string, errors: readonly Problem[]): void {
  const unknown = /strict decoding error: unknown field "[^"]+"/.exec(message)?.[0];
  if (unknown !== undefined) {
    expect(errors.map((error) => error.message)).toContain(unknown);
    return;
  }
  // From 1.35 on Go names the structs that are embedded: VolumeSource. It has no names for items and keys of maps.
  const place = (/Go struct field \w+\.(\S+) of type/.exec(message)?.[1] ?? '').replace(/(?<=\.)[A-Z]\w+\./g, '');
  const fields = errors.map(({ field }) => (field ?? '').replace(/\[\d+\]/g, ''));
  expect(fields.filter((field) => field.startsWith(place))).not.toEqual([]);
}
