/**
 * How one JSON value becomes another: a value in its place, an object's changed and removed fields, or an array's changed items and length.
 * Unlike a JSON merge patch it can say `null` and reach into arrays.
 */
export type Delta =
  | readonly ['=', unknown]
  | readonly ['{', Readonly<Record<string, Delta>>, (readonly string[])?]
  | readonly ['[', number, Readonly<Record<string, Delta>>];

type Fields = Readonly<Record<string, unknown>>;

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

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
