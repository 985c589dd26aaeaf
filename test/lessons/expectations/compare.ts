/** A value of a JSON text. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** Says what is wrong with an expected value, in the light of what was found; undefined where nothing is. */
export type Judge = (expected: Json) => string | undefined;

/** What a run shows, in the shape of what is expected of it: values that have to be equal, and judges where equal is not the word. */
export type Found =
  | undefined
  | null
  | boolean
  | number
  | string
  | Judge
  | readonly Found[]
  | { readonly [name: string]: Found };

/** A field that was found otherwise. */
export interface Disagreement {
  /** `final.conditions.Available[0]`. */
  readonly path: string;
  readonly text: string;
}

/** Where what was found is not what is expected. Both have the same fields: one that only one of them has is a disagreement, too. */
export function disagreements(expected: Json | undefined, found: Found, path = ''): readonly Disagreement[] {
  if (expected === undefined) return [{ path, text: 'is not expected' }];
  if (typeof found === 'function') {
    const text = found(expected);
    return text === undefined ? [] : [{ path, text: `expected ${shown(expected)}: ${text}` }];
  }
  if (isList(expected) && isList(found)) return amongItems(expected, found, path);
  if (isRecord(expected) && isRecord(found)) return amongFields(expected, found, path);
  return expected === found ? [] : [{ path, text: `expected ${shown(expected)}, found ${shown(found)}` }];
}

function amongItems(expected: readonly Json[], found: readonly Found[], path: string): readonly Disagreement[] {
  if (expected.length !== found.length) return [{ path, text: `expected ${shown(expected)}, found ${shown(found)}` }];
  return expected.flatMap((each, index) => disagreements(each, found[index], `${path}[${index}]`));
}

function amongFields(
  expected: { readonly [name: string]: Json },
  found: { readonly [name: string]: Found },
  path: string,
): readonly Disagreement[] {
  const names = new Set([...Object.keys(expected), ...Object.keys(found)]);
  return [...names].flatMap((name) =>
    disagreements(expected[name], found[name], path === '' ? name : `${path}.${name}`),
  );
}

/** The number, give or take `within`. */
export function near(value: number | undefined, within: number): Judge {
  return (expected) =>
    typeof expected === 'number' && value !== undefined && Math.abs(value - expected) <= within
      ? undefined
      : `found ${value}, which is not within ${within}`;
}

/** At least the number. */
export function notLess(value: number): Judge {
  return (expected) => (typeof expected === 'number' && value >= expected ? undefined : `found ${value}`);
}

/** An age as kubectl prints it, give or take so many seconds. */
export function aged(text: string, within: number): Judge {
  return (expected) => {
    const [wanted, found] = [secondsOf(String(expected)), secondsOf(text)];
    return Math.abs(wanted - found) <= within ? undefined : `found ${text}`;
  };
}

function secondsOf(age: string): number {
  const units = { d: 86_400, h: 3600, m: 60, s: 1 };
  const parts = [...age.matchAll(/(\d+)([dhms])/g)];
  if (parts.map(([part]) => part).join('') !== age) return Number.NaN;
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * units[unit as keyof typeof units], 0);
}

/** A number that an allocator drew: both that of the session and ours lie in its range. */
export function drawn(value: unknown, from: number, to: number): Judge {
  return (expected) => {
    const outside = [expected, value].filter((each) => typeof each !== 'number' || each < from || each > to);
    return outside.length === 0 ? undefined : `${outside} is not one of ${from}-${to}`;
  };
}

const holes: Readonly<Record<string, string>> = {
  '<hash>': '[456789bcdf]{1,10}',
  '<suffix>': '[bcdfghjklmnpqrstvwxz2456789]{5}',
  '<5 chars>': '[bcdfghjklmnpqrstvwxz2456789]{5}',
  '<nodePort>': '3[0-2]\\d{3}',
  '<30000-32767>': '3[0-2]\\d{3}',
  '<path>/': '(?:[^\\s=]*/)?',
};

/** A text whose expected form has holes: `web-<hash>-<suffix>`. */
export function formed(text: string): Judge {
  return (expected) => (patternOf(String(expected)).test(text) ? undefined : `found ${shown(text)}`);
}

/** The pattern of a text with holes. */
export function patternOf(form: string): RegExp {
  const parts = form.split(/(<[\w -]+>\/?)/);
  return new RegExp(
    `^${parts.map((part) => holes[part] ?? holes[part.replace(/\/$/, '')]?.concat('/') ?? literal(part)).join('')}$`,
  );
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

/** A text that contains the expected one. */
export function containing(text: string): Judge {
  return (expected) => (text.includes(String(expected)) ? undefined : `found ${shown(text)}`);
}

/** A sentence: it still says what was looked for (`words`), and that holds. */
export function said(words: RegExp, holds: boolean): Judge {
  return (expected) => {
    if (!words.test(String(expected))) return `nobody looked for that, only for ${words}`;
    return holds ? undefined : 'that does not hold';
  };
}

/** The same expectation with one value in it changed beyond any tolerance, once for each value; with the value's place. */
export function spoiled(expected: Json, path = ''): readonly { readonly path: string; readonly value: Json }[] {
  if (isList(expected)) {
    const shorter = { path, value: [...expected, 'and more'] };
    return [
      shorter,
      ...expected.flatMap((each, index) =>
        spoiled(each, `${path}[${index}]`).map((one) => ({
          ...one,
          value: expected.map((old, at) => (at === index ? one.value : old)),
        })),
      ),
    ];
  }
  if (isRecord(expected))
    return Object.entries(expected).flatMap(([name, each]) =>
      spoiled(each, path === '' ? name : `${path}.${name}`).map((one) => ({
        ...one,
        value: { ...expected, [name]: one.value },
      })),
    );
  return [{ path, value: other(expected) }];
}

function other(value: Json): Json {
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'number') return value + 100_000;
  return value === null ? 'something' : `not ${value}`;
}

function isList(value: unknown): value is readonly never[] {
  return Array.isArray(value);
}

function isRecord(value: unknown): value is { readonly [name: string]: never } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function shown(value: unknown): string {
  return JSON.stringify(value) ?? 'nothing';
}
