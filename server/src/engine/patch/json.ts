/** A map of JSON. */
export type Fields = Readonly<Record<string, unknown>>;

/** Whether it is a map: no list, no null. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The map; an empty one where the value is none. */
export function asFields(value: unknown): Fields {
  return isFields(value) ? value : {};
}

/** A copy that nobody shares. */
export function copy<T>(value: T): T {
  return structuredCloneOf(value) as T;
}

function structuredCloneOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(structuredCloneOf);
  if (!isFields(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, structuredCloneOf(inner)]));
}

/** A value without the nulls in its maps, as it stands after it was sent. */
export function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isFields(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== null)
      .map(([name, inner]) => [name, withoutNulls(inner)]),
  );
}
