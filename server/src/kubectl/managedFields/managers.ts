import type { Key } from '#engine/api/key.ts';
import { keyOf } from '#engine/api/key.ts';
import type { ApiObject } from '#engine/api/meta.ts';
import type { Run } from '#engine/engine.ts';
import { equal } from '#engine/equal.ts';
import { timestamp } from '#engine/time.ts';
import type { Entry } from '#engine/trace/trace.ts';
import { kindOfStored } from '../kindLookup.ts';
import { type FieldPath, fieldsOf, type Leaf } from './fieldPaths.ts';
import { fromFieldsV1, toFieldsV1 } from './fieldsV1.ts';

/** Who manages which fields of an object. */
export interface Manager {
  readonly name: string;
  readonly operation: 'Apply' | 'Update';
  readonly subresource?: 'status';
  /** When it last changed something. */
  time: string;
  readonly fields: Map<string, FieldPath>;
}

/** One entry of `metadata.managedFields`. */
export interface ManagedFieldsEntry {
  readonly apiVersion: string;
  readonly fieldsType: 'FieldsV1';
  readonly fieldsV1: Readonly<Record<string, unknown>>;
  readonly manager: string;
  readonly operation: 'Apply' | 'Update';
  readonly subresource?: 'status';
  readonly time: string;
}

/**
 * The managers of an object, out of all that was done to it: who changes a field manages it alone, who applies the same value shares it.
 * Only what was applied on the server's side stands in the object itself. Follows structured-merge-diff merge/update.go.
 */
export function managersOf(run: Run, object: ApiObject, kind: string | undefined): readonly Manager[] {
  const key = keyOf(object);
  const managers: Manager[] = [];
  for (const entry of run.trace.entries) fold(managers, entry, key, kind, run.world.startTime);
  return managers.filter(({ fields }) => fields.size > 0);
}

/** The object with all its managers in `metadata.managedFields`. */
export function withManagedFields(run: Run, object: ApiObject): ApiObject {
  if (object.metadata === undefined) return object;
  const info = kindOfStored(run.view, object);
  const entries = managersOf(run, object, info.kind).map((manager) => entryOf(manager, object.apiVersion));
  return { ...object, metadata: { ...object.metadata, managedFields: entries } } as ApiObject;
}

/** The object without them, as kubectl shows it. */
export function withoutManagedFields(object: ApiObject): ApiObject {
  if (object.metadata?.['managedFields' as never] === undefined) return object;
  const { managedFields: _, ...metadata } = object.metadata as ApiObject['metadata'] & { managedFields?: unknown };
  return { ...object, metadata };
}

/** The manager as it stands in `metadata.managedFields`. */
export function entryOf(manager: Manager, apiVersion: string): ManagedFieldsEntry {
  const { name, operation, subresource, time, fields } = manager;
  return {
    apiVersion,
    fieldsType: 'FieldsV1',
    fieldsV1: toFieldsV1(fields),
    manager: name,
    operation,
    ...(subresource === undefined ? {} : { subresource }),
    time,
  };
}

/** What stands in the object: those who applied it on the server's side. */
export function appliersOf(object: ApiObject | null): readonly ManagedFieldsEntry[] {
  const entries = (object?.metadata as { readonly managedFields?: unknown } | undefined)?.managedFields;
  return Array.isArray(entries) ? (entries as readonly ManagedFieldsEntry[]) : [];
}

function fold(
  managers: Manager[],
  { change, actor, why, at }: Entry,
  key: Key,
  kind: string | undefined,
  start: number,
): void {
  if (change.kind !== 'applied' || change.key !== key) return;
  const { before, after } = change;
  if (before === null || after === null) managers.length = 0;
  if (after === null) return;
  const changed = changedFields(fieldsOf(kind, before ?? {}), fieldsOf(kind, after));
  for (const { fields } of managers) {
    for (const text of changed.set.keys()) fields.delete(text);
    for (const text of changed.gone) fields.delete(text);
  }
  const time = timestamp(start, at);
  const name = managerOf(actor, why);
  const applied = why.includes(' --server-side')
    ? appliersOf(after).find(({ manager }) => manager === name)
    : undefined;
  if (applied === undefined) {
    give(managers, { name, operation: 'Update', time }, changed.set);
    return;
  }
  const own = managers.findIndex((each) => each.operation === 'Apply' && each.name === name);
  if (own >= 0) managers.splice(own, 1);
  managers.push({ name, operation: 'Apply', time, fields: new Map(fromFieldsV1(applied.fieldsV1)) });
}

interface Changed {
  readonly set: ReadonlyMap<string, FieldPath>;
  readonly gone: readonly string[];
}

function changedFields(before: ReadonlyMap<string, Leaf>, after: ReadonlyMap<string, Leaf>): Changed {
  const set = new Map<string, FieldPath>();
  for (const [text, { path, value }] of after) {
    const old = before.get(text);
    if (old === undefined || !equal(old.value, value)) set.set(text, path);
  }
  return { set, gone: [...before.keys()].filter((text) => !after.has(text)) };
}

/** What is changed in the status is another manager's than what is changed in the rest. */
function give(
  managers: Manager[],
  who: Omit<Manager, 'fields' | 'subresource'>,
  set: ReadonlyMap<string, FieldPath>,
): void {
  const status = [...set].filter(([text]) => text.startsWith('.status'));
  const rest = [...set].filter(([text]) => !text.startsWith('.status'));
  for (const [fields, subresource] of [
    [rest, undefined],
    [status, 'status'],
  ] as const) {
    if (fields.length === 0) continue;
    const known = managers.find(
      (each) => each.operation === 'Update' && each.name === who.name && each.subresource === subresource,
    );
    const manager = known ?? { ...who, fields: new Map(), ...(subresource === undefined ? {} : { subresource }) };
    if (known === undefined) managers.push(manager);
    manager.time = who.time;
    for (const [text, path] of fields) manager.fields.set(text, path);
  }
}

const programs: Readonly<Record<string, string>> = {
  'kubectl apply': 'kubectl-client-side-apply',
  'kubectl scale': 'kubectl',
  'kubectl cordon': 'kubectl',
  'kubectl uncordon': 'kubectl',
  'kubectl drain': 'kubectl',
};

/** The name under which a change is kept: that of `--field-manager`, of the command, of the program of the control plane. */
function managerOf(actor: string, why: string): string {
  const given = /--field-manager=(\S+)/.exec(why)?.[1];
  if (given !== undefined) return given;
  if (why.includes(' --server-side')) return 'kubectl';
  if (actor.startsWith('kubelet')) return 'kubelet';
  if (actor === 'default-scheduler') return 'kube-scheduler';
  if (actor !== 'user') return 'kube-controller-manager';
  const command = /^kubectl \w+/.exec(why)?.[0];
  return command === undefined ? 'kubectl' : (programs[command] ?? command.replace(' ', '-'));
}
