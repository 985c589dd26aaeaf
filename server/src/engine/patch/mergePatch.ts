import { isFields, withoutNulls } from './json.ts';

/** RFC 7386: maps are merged, null deletes, everything else replaces. */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isFields(patch)) return patch;
  const result: Record<string, unknown> = isFields(target) ? { ...target } : {};
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete result[name];
    else result[name] = isFields(value) ? mergePatch(result[name], value) : withoutNullsInside(value);
  }
  return result;
}

function withoutNullsInside(value: unknown): unknown {
  return isFields(value) ? withoutNulls(value) : value;
}
