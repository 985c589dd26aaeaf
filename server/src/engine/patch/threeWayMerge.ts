import { equal } from '../equal.ts';
import { type Fields, isFields, withoutNulls } from './json.ts';
import type { ListStrategy } from './mergeKeys.ts';
import { listStrategy, retainsKeys } from './mergeKeys.ts';
import { orderedLike } from './strategicMerge.ts';

/**
 * What `kubectl apply` makes of an object: everything that `modified` says, nothing that only `original` (what was applied last) said,
 * and the rest of `live`. `kind` undefined: a custom resource, whose lists are replaced whole. Follows apimachinery strategicpatch.CreateThreeWayMergePatch.
 */
export function threeWayMerge(kind: string | undefined, original: Fields, modified: Fields, live: Fields): Fields {
  return mergeMaps(kind, original, modified, live, []);
}

type Path = readonly string[];

function mergeMaps(kind: string | undefined, original: Fields, modified: Fields, live: Fields, path: Path): Fields {
  const result: Record<string, unknown> = { ...live };
  for (const name of Object.keys(original)) if (!Object.hasOwn(modified, name)) delete result[name];
  for (const [name, value] of Object.entries(modified)) {
    if (value === null) delete result[name];
    else result[name] = mergeValue(kind, original[name], value, live[name], [...path, name]);
  }
  if (kind === undefined || !retainsKeys(kind, path) || equal(result, live)) return result;
  return Object.fromEntries(Object.entries(result).filter(([name]) => Object.hasOwn(modified, name)));
}

function mergeValue(
  kind: string | undefined,
  original: unknown,
  modified: unknown,
  live: unknown,
  path: Path,
): unknown {
  if (isFields(modified))
    return isFields(live)
      ? mergeMaps(kind, isFields(original) ? original : {}, modified, live, path)
      : withoutNulls(modified);
  if (!Array.isArray(modified)) return modified;
  const strategy = kind === undefined ? undefined : listStrategy(kind, path);
  if (strategy === undefined || !Array.isArray(live)) return withoutNulls(modified);
  const before: readonly unknown[] = Array.isArray(original) ? original : [];
  return strategy === 'set'
    ? mergeSets(before, modified, live)
    : mergeLists(kind, before, modified, live, strategy, path);
}

function mergeSets(original: readonly unknown[], modified: readonly unknown[], live: readonly unknown[]): unknown {
  const kept = live.filter((item) => !original.includes(item) || modified.includes(item));
  return orderedLike([...new Set([...kept, ...modified])], modified, live, 'set');
}

function mergeLists(
  kind: string | undefined,
  original: readonly unknown[],
  modified: readonly unknown[],
  live: readonly unknown[],
  strategy: Exclude<ListStrategy, 'set'>,
  path: Path,
): unknown {
  const { key } = strategy;
  const find = (list: readonly unknown[], item: unknown): Fields | undefined =>
    list.find((each): each is Fields => isFields(each) && isFields(item) && each[key] === item[key]);
  const kept = live.filter((item) => find(original, item) === undefined || find(modified, item) !== undefined);
  const merged = kept.map((item) => {
    const wanted = find(modified, item);
    return wanted === undefined ? item : mergeMaps(kind, find(original, item) ?? {}, wanted, item as Fields, path);
  });
  const fresh = modified.filter((item) => find(live, item) === undefined).map(withoutNulls);
  return orderedLike([...merged, ...fresh], modified, live, strategy);
}
