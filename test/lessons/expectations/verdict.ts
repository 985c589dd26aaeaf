import { disagreements, type Found, type Json } from './compare.ts';
import { differences } from './differences.ts';
import { type Fields, pathOf } from './expectation.ts';
import type { Played } from './play.ts';

/** What was wanted of a played expectation and what was found, in one shape. */
export interface Held {
  readonly wanted: Json;
  readonly found: Found;
}

/** What is expected of a cluster of today, and what the actions print; an action that was not run printed nothing. */
export function held({ expectation, stage, found }: Played): Held {
  const prints = expectation.action.map((action) => {
    const output = stage.printed.get(action)?.stdout.trimEnd().split('\n') ?? [];
    return { wanted: linesOf(action['prints']).map((line) => stage.ours(line)), found: output };
  });
  const said = prints.map(({ wanted }) => wanted.length > 0);
  return {
    wanted: { expect: ofToday(expectation.id, expectation.expect), prints: prints.map(({ wanted }) => wanted) },
    found: { expect: found, prints: prints.map((each, index) => (said[index] === true ? each.found : [])) },
  };
}

function linesOf(prints: Json | undefined): readonly string[] {
  if (prints === undefined) return [];
  return typeof prints === 'string' ? [prints] : (prints as readonly string[]);
}

/** Known differences that are none, because the cluster is as the session shows. */
export function vainDifferences({ expectation, found }: Played): readonly string[] {
  const wrong = disagreements(expectation.expect, found).map(({ path }) => `${expectation.id}.${path}`);
  return known(expectation.id).flatMap(({ at }) => (wrong.some((path) => path.startsWith(at)) ? [] : [at]));
}

function known(id: string): typeof differences {
  return differences.filter(({ at }) => at.startsWith(`${id}.`));
}

function ofToday(id: string, expect: Json): Json {
  return known(id).reduce((sum, { at, today }) => replaced(sum, pathOf(at.slice(id.length + 1)), today), expect);
}

function replaced(value: Json, [first, ...rest]: readonly (string | number)[], by: Json): Json {
  if (first === undefined) return by;
  const fields = value as Fields;
  return { ...fields, [first]: replaced(fields[first] ?? null, rest, by) };
}
