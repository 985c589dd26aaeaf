import type { ApiObject } from '#engine/api/meta.ts';
import { compareQuantities, parseQuantity } from '#engine/api/quantity.ts';
import type { Result } from '#engine/result.ts';
import { ok, refused } from '#engine/result.ts';
import { valuesAt } from './jsonPath.ts';

/** Objects in order of the value at a path (`--sort-by`), stably; without a value they come first. */
export function sortObjects<T extends { readonly object: ApiObject }>(
  items: readonly T[],
  path: string,
): Result<readonly T[], string> {
  const keyed: { readonly item: T; readonly value: unknown }[] = [];
  for (const item of items) {
    const values = valuesAt(path, item.object);
    if (!values.ok) return refused(values.error);
    keyed.push({ item, value: values.value[0] });
  }
  if (keyed.length > 0 && keyed.every((each) => each.value === undefined))
    return refused(`couldn't find any field with path "${path}" in the list of objects`);
  return ok([...keyed].sort((a, b) => compare(a.value, b.value)).map((each) => each.item));
}

function compare(a: unknown, b: unknown): number {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? -1 : 1;
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const left = String(a);
  const right = String(b);
  const quantities = [parseQuantity(left), parseQuantity(right)] as const;
  if (quantities[0].ok && quantities[1].ok) return compareQuantities(quantities[0].value, quantities[1].value);
  return left === right ? 0 : left < right ? -1 : 1;
}
