import { type Fields, isFields } from '../../patch/json.ts';

export { type Fields, isFields } from '../../patch/json.ts';

const none: Fields = {};
/** Stands for an item of a wrong type: nothing is known of its fields, and nothing is said of them. */
const unreadable: Fields = Object.freeze({});

/** The object in a field; undefined where there is none. */
export function objectAt(parent: Fields | undefined, field: string): Fields | undefined {
  const value = parent?.[field];
  return isFields(value) ? value : undefined;
}

/** The objects of a list, each at its index; an item of another type is left to the decoder. */
export function objectsAt(parent: Fields | undefined, field: string): readonly Fields[] {
  return listAt(parent, field).map((item) => (isFields(item) ? item : unreadable));
}

/** The strings of a list, each at its index; an item of another type counts as undefined. */
export function stringsAt(parent: Fields | undefined, field: string): readonly (string | undefined)[] {
  return listAt(parent, field).map((item) => (typeof item === 'string' ? item : undefined));
}

export function listAt(parent: Fields | undefined, field: string): readonly unknown[] {
  const value = parent?.[field];
  return Array.isArray(value) ? value : [];
}

/** The text in a field, '' where nothing stands, undefined where something else does: the decoder speaks of that. */
export function textAt(parent: Fields | undefined, field: string): string | undefined {
  const value = parent?.[field];
  if (parent === unreadable) return undefined;
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : undefined;
}

/** The number in a field, undefined where none stands. */
export function numberAt(parent: Fields | undefined, field: string): number | undefined {
  const value = parent?.[field];
  return typeof value === 'number' ? value : undefined;
}

/** The number in a field that is no pointer in Go: 0 where nothing stands, undefined where something else does. */
export function numberOr0(parent: Fields | undefined, field: string): number | undefined {
  const value = parent?.[field];
  if (parent === unreadable) return undefined;
  return value === undefined || value === null ? 0 : numberAt(parent, field);
}

export function flagAt(parent: Fields | undefined, field: string): boolean | undefined {
  const value = parent?.[field];
  return typeof value === 'boolean' ? value : undefined;
}

/** Whether anything stands in a field. */
export function isSet(parent: Fields | undefined, field: string): boolean {
  return parent?.[field] !== undefined && parent[field] !== null;
}

/** The entries of a map of strings. */
export function entriesAt(parent: Fields | undefined, field: string): readonly (readonly [string, string])[] {
  return Object.entries(objectAt(parent, field) ?? none).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
}
