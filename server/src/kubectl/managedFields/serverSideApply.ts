import type { KindInfo } from '#engine/api/kinds.ts';
import type { ApiObject } from '#engine/api/meta.ts';
import type { Run } from '#engine/engine.ts';
import { equal } from '#engine/equal.ts';
import type { Fields } from '#engine/patch/json.ts';
import { isFields } from '#engine/patch/json.ts';
import { threeWayMerge } from '#engine/patch/threeWayMerge.ts';
import type { Result } from '#engine/result.ts';
import { ok, refused } from '#engine/result.ts';
import { timestamp } from '#engine/time.ts';
import { mergeKind } from '../kindLookup.ts';
import { type Element, type FieldPath, fieldsOf, isUnder, keysIn, type Leaf, pathText } from './fieldPaths.ts';
import { appliersOf, entryOf, type ManagedFieldsEntry, type Manager, managersOf } from './managers.ts';

/** Who applies, and whether fields are taken from others. */
export interface Applier {
  readonly manager: string;
  readonly force: boolean;
}

/**
 * What an apply on the server's side makes of an object: every field of the manifest, the rest as it stands, without what the manager
 * applied before and nobody else wants. The error names the fields that others manage with other values.
 * Follows kubernetes staging/src/k8s.io/apimachinery/pkg/util/managedfields.
 */
export function serverSideApplied(
  run: Run,
  info: KindInfo,
  config: ApiObject,
  live: ApiObject | undefined,
  { manager, force }: Applier,
): Result<ApiObject, string> {
  const kind = mergeKind(info);
  const wanted = fieldsOf(kind, config);
  const fields = new Map([...wanted].map(([text, { path }]) => [text, path] as const));
  const time = timestamp(run.world.startTime, run.now);
  const entry = entryOf({ name: manager, operation: 'Apply', time, fields }, config.apiVersion);
  if (live === undefined) return ok(withAppliers(config, [entry]));
  const managers = managersOf(run, live, kind);
  const others = managers.filter(({ name, operation }) => operation !== 'Apply' || name !== manager);
  const conflicts = force ? [] : conflictsOf(wanted, fieldsOf(kind, live), others);
  if (conflicts.length > 0) return refused(conflictText(conflicts, live.apiVersion));
  const own = managers.find(({ name, operation }) => operation === 'Apply' && name === manager);
  const kept = without(live, droppedPaths(own, fields, others));
  const merged = threeWayMerge(kind, {}, config as unknown as Fields, kept as Fields) as unknown as ApiObject;
  return ok(withAppliers(merged, nextAppliers(live, merged, entry)));
}

/** An apply that changes nothing does not count as a new one. */
function nextAppliers(live: ApiObject, merged: ApiObject, entry: ManagedFieldsEntry): readonly ManagedFieldsEntry[] {
  const before = appliersOf(live);
  const old = before.find(({ manager }) => manager === entry.manager);
  const same = old !== undefined && equal(old.fieldsV1, entry.fieldsV1) && equal(live, merged);
  return [...before.filter(({ manager }) => manager !== entry.manager), same ? old : entry];
}

function withAppliers(object: ApiObject, managedFields: readonly ManagedFieldsEntry[]): ApiObject {
  return { ...object, metadata: { ...object.metadata, managedFields } } as ApiObject;
}

interface Conflict {
  readonly manager: Manager;
  readonly field: string;
}

function conflictsOf(
  wanted: ReadonlyMap<string, Leaf>,
  live: ReadonlyMap<string, Leaf>,
  others: readonly Manager[],
): readonly Conflict[] {
  return others.flatMap((manager) =>
    [...wanted].flatMap(([field, { value }]) => {
      const stands = live.get(field);
      const differs = stands !== undefined && value !== undefined && !equal(stands.value, value);
      return differs && manager.fields.has(field) ? [{ manager, field }] : [];
    }),
  );
}

function conflictText(conflicts: readonly Conflict[], apiVersion: string): string {
  const nameOf = ({ name, operation, subresource }: Manager): string => {
    const through = subresource === undefined ? '' : ` with subresource "${subresource}"`;
    return `"${name}"${through}${operation === 'Update' ? ` using ${apiVersion}` : ''}`;
  };
  const [first] = conflicts;
  if (first !== undefined && conflicts.length === 1)
    return `Apply failed with 1 conflict: conflict with ${nameOf(first.manager)}: ${first.field}`;
  const managers = [...new Set(conflicts.map(({ manager }) => manager))];
  const lines = managers.flatMap((manager) => [
    `conflicts with ${nameOf(manager)}:`,
    ...conflicts.filter((each) => each.manager === manager).map(({ field }) => `- ${field}`),
  ]);
  return `Apply failed with ${conflicts.length} conflicts: ${lines.join('\n')}`;
}

/** What the manager applied before, does not apply any more, and nobody else manages. */
function droppedPaths(
  own: Manager | undefined,
  fields: ReadonlyMap<string, FieldPath>,
  others: readonly Manager[],
): readonly FieldPath[] {
  return [...(own?.fields ?? [])]
    .filter(([text]) => !fields.has(text))
    .filter(([text]) => !others.some((each) => [...each.fields.keys()].some((field) => isUnder(field, text))))
    .map(([, path]) => path);
}

function without(object: unknown, paths: readonly FieldPath[]): unknown {
  const outerFirst = [...paths].sort((a, b) => a.length - b.length);
  return outerFirst.reduce<unknown>((rest, path) => removed(rest, path), object);
}

function removed(value: unknown, [first, ...rest]: FieldPath): unknown {
  if (first === undefined) return value;
  if ('field' in first) {
    if (!isFields(value) || value[first.field] === undefined) return value;
    const { [first.field]: inner, ...others } = value;
    return rest.length === 0 ? others : { ...value, [first.field]: removed(inner, rest) };
  }
  if (!Array.isArray(value)) return value;
  if (rest.length === 0) return value.filter((item) => !isItem(item, first));
  return value.map((item) => (isItem(item, first) ? removed(item, rest) : item));
}

function isItem(item: unknown, element: Element): boolean {
  if ('value' in element) return equal(item, element.value);
  if (!('keys' in element) || !isFields(item)) return false;
  const own = keysIn(item, Object.keys(element.keys));
  return pathText([{ keys: own }]) === pathText([element]);
}
