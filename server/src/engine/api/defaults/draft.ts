/** An object while its defaults are filled in; any JSON may stand in a field. */
export type Draft = Record<string, unknown>;

/** A deep copy, as decoding into Go's types would leave it: without nulls and without empty lists. */
export function draftOf(value: object): Draft {
  return copyFields(value, false);
}

/** The object in a field, or undefined. */
export function child(parent: Draft | undefined, field: string): Draft | undefined {
  const value = parent?.[field];
  return isDraft(value) ? value : undefined;
}

/** The object in a field, made where nothing stands there; undefined where something else does. */
export function childOrNew(parent: Draft, field: string): Draft | undefined {
  fill(parent, field, {});
  return child(parent, field);
}

/** The objects of a list; empty where there is no list. */
export function children(parent: Draft | undefined, field: string): readonly Draft[] {
  const value = parent?.[field];
  return Array.isArray(value) ? value.filter(isDraft) : [];
}

/** Sets a field that is a pointer in Go: only where nothing stands. */
export function fill(target: Draft, field: string, value: unknown): void {
  if (target[field] === undefined) target[field] = value;
}

/** Sets a field that is a plain value in Go: "" and 0 are as good as nothing. */
export function fillEmpty(target: Draft, field: string, value: unknown): void {
  const now = target[field];
  if (now === undefined || now === '' || now === 0) target[field] = value;
}

export function isDraft(value: unknown): value is Draft {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const stringMaps = new Set([
  'labels',
  'annotations',
  'matchLabels',
  'nodeSelector',
  'data',
  'stringData',
  'parameters',
]);

function copyFields(value: object, isStringMap: boolean): Draft {
  const copy: Draft = {};
  for (const [field, item] of Object.entries(value)) {
    if (item === undefined || (Array.isArray(item) && item.length === 0)) continue;
    if (item === null && !isStringMap) continue;
    copy[field] = item === null ? '' : copyValue(item, stringMaps.has(field));
  }
  return copy;
}

function copyValue(value: unknown, isStringMap: boolean): unknown {
  if (Array.isArray(value)) return value.map((item) => (item === null ? {} : copyValue(item, false)));
  return isDraft(value) ? copyFields(value, isStringMap) : value;
}
