import { copy, type Fields, isFields, withoutNulls } from './json.ts';
import type { ListStrategy } from './mergeKeys.ts';
import { listStrategy } from './mergeKeys.ts';

/**
 * A strategic merge patch of an object of a built-in kind: maps are merged, null deletes, lists with a merge key are merged by it,
 * `$patch: delete|replace|merge`, `$retainKeys`, `$deleteFromPrimitiveList/…` and `$setElementOrder/…` are obeyed.
 * Follows kubernetes apimachinery pkg/util/strategicpatch.
 */
export function strategicMerge(kind: string, original: unknown, patch: unknown): unknown {
  return isFields(patch) ? mergeMaps(kind, isFields(original) ? original : {}, patch, []) : patch;
}

type Path = readonly string[];

function mergeMaps(kind: string, original: Fields, patch: Fields, path: Path): Fields {
  const directive = patch['$patch'];
  if (directive === 'replace') return withoutDirectives(patch) as Fields;
  if (directive === 'delete') return {};
  const result: Record<string, unknown> = retained(original, patch['$retainKeys']);
  for (const [name, value] of Object.entries(patch)) {
    if (name === '$patch' || name === '$retainKeys' || name.startsWith('$setElementOrder/')) continue;
    if (name.startsWith('$deleteFromPrimitiveList/')) deletePrimitives(result, name, value);
    else if (value === null) delete result[name];
    else result[name] = mergeValue(kind, result[name], value, [...path, name]);
  }
  reorder(kind, result, original, patch, path);
  return result;
}

function mergeValue(kind: string, original: unknown, patch: unknown, path: Path): unknown {
  if (isFields(patch)) return mergeMaps(kind, isFields(original) ? original : {}, patch, path);
  if (!Array.isArray(patch)) return patch;
  const strategy = listStrategy(kind, path);
  if (strategy === undefined) return withoutDirectives(patch.filter((item) => !isReplaceMark(item)));
  const before: readonly unknown[] = Array.isArray(original) ? original : [];
  return strategy === 'set' ? union(before, patch) : mergeLists(kind, before, patch, strategy, path);
}

function mergeLists(
  kind: string,
  original: readonly unknown[],
  patch: readonly unknown[],
  strategy: Exclude<ListStrategy, 'set'>,
  path: Path,
): unknown {
  const { key } = strategy;
  if (patch.some(isReplaceMark)) return withoutDirectives(patch.filter((item) => !isReplaceMark(item)));
  const result = [...original];
  for (const item of patch) {
    if (!isFields(item)) continue;
    const index = result.findIndex((candidate) => isFields(candidate) && candidate[key] === item[key]);
    if (item['$patch'] === 'delete') {
      if (index >= 0) result.splice(index, 1);
    } else if (index < 0) {
      result.push(mergeMaps(kind, {}, item, path));
    } else {
      result[index] = mergeMaps(kind, result[index] as Fields, item, path);
    }
  }
  return orderedLike(result, patch, original, strategy);
}

function union(original: readonly unknown[], patch: readonly unknown[]): unknown {
  return orderedLike([...new Set([...original, ...patch])], patch, original, 'set');
}

function isReplaceMark(item: unknown): boolean {
  return isFields(item) && item['$patch'] === 'replace';
}

function retained(original: Fields, keys: unknown): Record<string, unknown> {
  if (!Array.isArray(keys)) return { ...original };
  return Object.fromEntries(Object.entries(original).filter(([name]) => keys.includes(name)));
}

function deletePrimitives(result: Record<string, unknown>, directive: string, values: unknown): void {
  const name = directive.slice('$deleteFromPrimitiveList/'.length);
  const list = result[name];
  if (Array.isArray(list) && Array.isArray(values)) result[name] = list.filter((item) => !values.includes(item));
}

/** `$setElementOrder/containers`: lists that this map merged stand in the order that the patch names. */
function reorder(kind: string, result: Record<string, unknown>, original: Fields, patch: Fields, path: Path): void {
  for (const [directive, order] of Object.entries(patch)) {
    if (!directive.startsWith('$setElementOrder/') || !Array.isArray(order)) continue;
    const name = directive.slice('$setElementOrder/'.length);
    const merged = result[name];
    const strategy = listStrategy(kind, [...path, name]);
    if (!Array.isArray(merged) || strategy === undefined) continue;
    const before = original[name];
    result[name] = orderedLike(merged, order, Array.isArray(before) ? before : [], strategy);
  }
}

/**
 * Items that the patch names in its order; the others keep their order of before and stand in front of the first named item that
 * followed them there. So an item that is new stands before those that the patch does not name.
 */
export function orderedLike(
  merged: readonly unknown[],
  order: readonly unknown[],
  original: readonly unknown[],
  strategy: ListStrategy,
): unknown[] {
  const keyOf = (item: unknown): unknown => (strategy !== 'set' && isFields(item) ? item[strategy.key] : item);
  const wanted = order.map(keyOf);
  const live = original.map(keyOf);
  const rank = (keys: readonly unknown[]) => (a: unknown, b: unknown) =>
    keys.indexOf(keyOf(a)) - keys.indexOf(keyOf(b));
  const named = merged.filter((item) => wanted.includes(keyOf(item))).sort(rank(wanted));
  const others = merged.filter((item) => !wanted.includes(keyOf(item))).sort(rank(live));
  const result: unknown[] = [];
  let at = 0;
  for (const item of named) {
    const place = live.indexOf(keyOf(item));
    while (at < others.length && place >= 0 && live.indexOf(keyOf(others[at])) < place) result.push(others[at++]);
    result.push(item);
  }
  return [...result, ...others.slice(at)];
}

function withoutDirectives(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutDirectives);
  if (!isFields(value)) return value;
  const { $patch: _p, $retainKeys: _r, ...rest } = value;
  return withoutNulls(
    Object.fromEntries(Object.entries(rest).map(([name, inner]) => [name, copy(withoutDirectives(inner))])),
  );
}
