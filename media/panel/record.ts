type Fields = Readonly<Record<string, unknown>>;

/** The fields of a value from outside; undefined where it is no object, or a list. */
export function record(value: unknown): Fields | undefined {
  return isRecord(value) ? value : undefined;
}

export function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
