import type { ApiObject } from '../meta.ts';
import { isDraft } from './draft.ts';

/**
 * The object that an apply of `next` sends where `old` was applied before: what the API server filled in for `old` stays in `live`, and so
 * in the new object, unless one of the two manifests speaks of it. Without this a new image would seem to change the pull policy.
 */
export function carryDefaults(next: ApiObject, old: ApiObject, live: ApiObject): ApiObject {
  return carried(next, old, live) as ApiObject;
}

function carried(next: unknown, old: unknown, live: unknown): unknown {
  if (Array.isArray(next)) {
    return next.map((item: unknown, index) =>
      carried(item, counterpart(item, index, old), counterpart(item, index, live)),
    );
  }
  if (!isDraft(next) || !isDraft(live)) return next;
  const before = isDraft(old) ? old : {};
  const copy: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(next)) copy[field] = carried(value, before[field], live[field]);
  for (const [field, value] of Object.entries(live)) {
    if (copy[field] === undefined && before[field] === undefined) copy[field] = value;
  }
  return copy;
}

/** The item of the same name, or at the same place where items have no names. */
function counterpart(item: unknown, index: number, list: unknown): unknown {
  if (!Array.isArray(list)) return undefined;
  const name = isDraft(item) ? item['name'] : undefined;
  return name === undefined ? list[index] : list.find((other: unknown) => isDraft(other) && other['name'] === name);
}
