import type { Names } from './names.ts';

export type Side = 'printed' | 'ours';

/** A line without what differs from run to run. */
export interface NormalLine {
  readonly text: string;
  /** The names and addresses that were taken out, in order. */
  readonly tokens: readonly string[];
  /** For a row of a table whose name ends at random, what such rows have in common; they may change places. */
  readonly group: string | undefined;
  /** The last age in the line, seconds. */
  readonly age: number;
}

/** Kubernetes makes up names of these letters alone. */
const letter = '[bcdfghjklmnpqrstvwxz2456789]';
export const owner = '[a-z0-9](?:[a-z0-9.-]*?[a-z0-9])??';
export const madeUp = `(?:-${letter}{6,10}-${letter}{5}|-${letter}{6,10}|-${letter}{5})(?![\\w-])`;

/** What has an identity in a session, and what is left of it while nothing is known. */
const tokens: readonly (readonly [RegExp, string])[] = [
  [new RegExp(`\\b(${owner})${madeUp}`, 'g'), '$1-<made up>'],
  [/\b\d+\.\d+\.\d+\.\d+\b/g, '<ip>'],
  [/(?<=:|nodePort: |NodePort: +\S+ +)3[0-2]\d{3}(?=\/|$)/g, '<port>'],
];

/** What has none. */
const values: readonly (readonly [RegExp, string])[] = [
  [/\bhttps:\/\/[\w.<>-]+:\d+/g, '<server>'],
  [/\bv1\.\d+\.\d+(\+k3s\d+)?(?![\w.])/g, '<version>'],
  [/"?\b\d{4}-\d\d-\d\dT[\d:.]+Z"?/g, '<time>'],
  [/\b\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d [+-]\d{4}/g, '<time>'],
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, '<uid>'],
  [/(resourceVersion: )"\d+"/g, '$1<number>'],
];

const ages = /(?<=^|\s|\()((?:\d+[ydhms]){1,2})(?=$|\s|\))/g;

export function normalLine(line: string, side: Side, names: Names): NormalLine {
  const found: string[] = [];
  const [indent = ''] = /^ */.exec(line) ?? [];
  let text = line.trim();
  const age = [...text.matchAll(ages)].at(-1)?.[1];
  for (const [pattern, left] of tokens)
    text = text.replace(pattern, (token: string, first: unknown) => {
      found.push(token);
      const known = side === 'printed' ? names.oursOf(token) && token : names.printedOf(token);
      return known ? `<${known}>` : left.replace('$1', String(first));
    });
  for (const [pattern, left] of values) text = text.replace(pattern, left);
  text = text.replace(ages, '<age>').replace(/\s+/g, ' ');
  return { text: `${indent}${text}`, tokens: found, group: groupOf(line), age: secondsOf(age) };
}

/** Rows of pods of one owner stand in the order of their made-up names, which is another one in each run. */
function groupOf(line: string): string | undefined {
  const row = new RegExp(`^((?:[a-z-]+ +)?(?:[a-z.]+/)?)(${owner})${madeUp}\\s`).exec(`${line} `);
  return row === null ? undefined : `${row[1]?.replace(/ +/, ' ')}${row[2]}`;
}

function secondsOf(age: string | undefined): number {
  const units: Readonly<Record<string, number>> = { y: 31_536_000, d: 86_400, h: 3600, m: 60, s: 1 };
  const parts = [...(age ?? '').matchAll(/(\d+)([ydhms])/g)];
  return parts.reduce((sum, [, count, unit = 's']) => sum + Number(count) * (units[unit] ?? 1), 0);
}
