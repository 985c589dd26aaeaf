import { type Fields, isFields } from '../patch/json.ts';

/**
 * How one JSON value becomes another: a value in its place, an object's changed and removed fields, or an array's changed items and length.
 * Unlike a JSON merge patch it can say `null` and reach into arrays.
 */
export type Delta =
  | readonly ['=', unknown]
  | readonly ['{', Readonly<Record<string, Delta>>, (readonly string[])?]
  | readonly ['[', number, Readonly<Record<string, Delta>>]
  /** A long array from pieces: so many items of the old one from an index on, or new items. */
  | readonly ['@', readonly (readonly [number, number] | readonly [readonly unknown[]])[]];

/** Shorter arrays are compared place by place: containers and conditions keep theirs. */
const longArray = 12;

/** The delta from `before` to `after`, both JSON. Parts that are the same reference are not looked into. */
export function delta(before: unknown, after: unknown): Delta {
  return change(before, after) ?? (isFields(after) ? ['{', {}] : ['=', after]);
}

/** Applies a delta; parts it does not name are shared with `before`. Undefined when it does not fit `before` or is no delta at all. */
export function patched(before: unknown, by: unknown): unknown {
  if (!Array.isArray(by)) return undefined;
  if (by[0] === '=') return by[1];
  if (by[0] === '{') return patchedFields(before, by[1], by[2]);
  if (by[0] === '[') return patchedItems(before, by[1], by[2]);
  if (by[0] === '@') return assembled(before, by[1]);
  return undefined;
}

function change(before: unknown, after: unknown): Delta | undefined {
  if (before === after) return undefined;
  if (isFields(before) && isFields(after)) return fieldChanges(before, after);
  if (Array.isArray(before) && Array.isArray(after)) return itemChanges(before, after);
  return ['=', after];
}

function fieldChanges(before: Fields, after: Fields): Delta | undefined {
  const changed: Record<string, Delta> = {};
  let any = false;
  for (const [name, value] of Object.entries(after)) {
    if (value === undefined) continue;
    const by = Object.hasOwn(before, name) ? change(before[name], value) : (['=', value] as const);
    if (by === undefined) continue;
    define(changed, name, by);
    any = true;
  }
  const removed = Object.keys(before).filter(
    (name) => before[name] !== undefined && (!Object.hasOwn(after, name) || after[name] === undefined),
  );
  if (removed.length > 0) return ['{', changed, removed];
  return any ? ['{', changed] : undefined;
}

function itemChanges(before: readonly unknown[], after: readonly unknown[]): Delta | undefined {
  if (Math.max(before.length, after.length) >= longArray) return pieces(before, after);
  const changed: Record<string, Delta> = {};
  let any = before.length !== after.length;
  after.forEach((value, i) => {
    const by = i < before.length ? change(before[i], value) : (['=', value] as const);
    if (by === undefined) return;
    changed[i] = by;
    any = true;
  });
  return any ? ['[', after.length, changed] : undefined;
}

/** In long arrays (endpoints, managed lists) items come and go in the middle: what stays is found by its content, whatever its place. */
function pieces(before: readonly unknown[], after: readonly unknown[]): Delta | undefined {
  const least = Math.min(before.length, after.length);
  let head = 0;
  while (head < least && change(before[head], after[head]) === undefined) head++;
  if (head === before.length && head === after.length) return undefined;
  let tail = 0;
  while (tail < least - head && change(before[before.length - 1 - tail], after[after.length - 1 - tail]) === undefined)
    tail++;
  const middle = rearranged(before, head, before.length - tail, after.slice(head, after.length - tail));
  const copied = (from: number, count: number): readonly (readonly [number, number])[] =>
    count === 0 ? [] : [[from, count]];
  return ['@', [...copied(0, head), ...middle, ...copied(before.length - tail, tail)]];
}

function rearranged(
  before: readonly unknown[],
  from: number,
  to: number,
  after: readonly unknown[],
): ([number, number] | [unknown[]])[] {
  // Most items that stay are the same reference; only the others are read.
  const kept = new Set(after);
  const same = new Map<unknown, number>();
  const places = new Map<string, number>();
  for (let i = from; i < to; i++) {
    if (kept.has(before[i])) same.set(before[i], i);
    else places.set(JSON.stringify(before[i]), i);
  }
  const made: ([number, number] | [unknown[]])[] = [];
  for (const item of after) {
    const place = same.get(item) ?? places.get(JSON.stringify(item));
    const last = made[made.length - 1];
    if (place === undefined) {
      if (last?.length === 1) last[0].push(item);
      else made.push([[item]]);
    } else if (last?.length === 2 && last[0] + last[1] === place) last[1]++;
    else made.push([place, 1]);
  }
  return made;
}

function assembled(before: unknown, parts: unknown): unknown {
  if (!Array.isArray(before) || !Array.isArray(parts)) return undefined;
  const after: unknown[] = [];
  for (const part of parts as readonly unknown[]) {
    if (!Array.isArray(part)) return undefined;
    const [first, count] = part as readonly unknown[];
    if (Array.isArray(first)) after.push(...(first as readonly unknown[]));
    else if (typeof first === 'number' && typeof count === 'number') after.push(...before.slice(first, first + count));
    else return undefined;
  }
  return after;
}

function patchedFields(before: unknown, changed: unknown, removed: unknown): unknown {
  if (!isFields(before) || !isFields(changed)) return undefined;
  const after: Record<string, unknown> = { ...before };
  if (Array.isArray(removed)) for (const name of removed) delete after[String(name)];
  for (const [name, by] of Object.entries(changed))
    define(after, name, patched(Object.hasOwn(before, name) ? before[name] : undefined, by));
  return after;
}

function patchedItems(before: unknown, length: unknown, changed: unknown): unknown {
  if (
    !Array.isArray(before) ||
    !isFields(changed) ||
    typeof length !== 'number' ||
    length < 0 ||
    length > before.length + Object.keys(changed).length
  )
    return undefined;
  const after: unknown[] = before.slice(0, length);
  for (const [i, by] of Object.entries(changed)) after[Number(i)] = patched(before[Number(i)], by);
  return after;
}

/** Sets a field whatever its name is, `__proto__` included: keys come from people's manifests. */
function define(object: Record<string, unknown>, name: string, value: unknown): void {
  if (name !== '__proto__') object[name] = value;
  else Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
}
