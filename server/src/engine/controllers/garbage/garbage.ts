import type { Key } from '../../api/key.ts';
import { groupKind, keyOf } from '../../api/key.ts';
import type { ApiObject, OwnerReference } from '../../api/meta.ts';
import type { Applied } from '../../store/change.ts';
import type { StoreView } from '../../store/view.ts';
import type { Context, Controller } from '../controller.ts';

const foreground = 'foregroundDeletion';
const orphan = 'orphan';

/** Deletes what has lost its owners, or lets it go, as the deletion asked; follows kubernetes pkg/controller/garbagecollector. */
export function garbageCollector(): Controller {
  return {
    name: 'generic-garbage-collector',
    watches: [{ kind: '*', keys: wakes }],
    reconcile(key, context) {
      const object = context.view.get(key);
      if (object === undefined) return undefined;
      if (waitsFor(object, orphan)) orphanDependents(context, object);
      else if (waitsFor(object, foreground)) deleteDependents(context, object);
      else if (object.metadata.deletionTimestamp === undefined) collect(context, object);
      return undefined;
    },
  };
}

function waitsFor({ metadata }: ApiObject, finalizer: string): boolean {
  return metadata.deletionTimestamp !== undefined && metadata.finalizers?.includes(finalizer) === true;
}

/** An owner that goes wakes its dependents; a dependent that goes, its waiting owners; a new dependent itself, if an owner is gone already. */
function wakes({ key, before, after }: Applied, view: StoreView): readonly Key[] {
  if (after === null) return [...dependentsOf(before, view).map(keyOf), ...waitingOwners(before, view)];
  if (waitsFor(after, orphan) || waitsFor(after, foreground)) return [key];
  const owners = after.metadata.ownerReferences;
  if (owners === undefined || (before !== null && before.metadata.ownerReferences === owners)) return [];
  return owners.some((owner) => ownerOf(after, owner, view) === undefined) ? [key] : waitingOwners(after, view);
}

function dependentsOf(owner: ApiObject | null, view: StoreView): readonly ApiObject[] {
  return owner?.metadata.uid === undefined ? [] : view.ownedBy(owner.metadata.uid);
}

function waitingOwners(object: ApiObject | null, view: StoreView): readonly Key[] {
  return (object?.metadata.ownerReferences ?? []).flatMap((reference) => {
    const owner = object === null ? undefined : ownerOf(object, reference, view);
    return owner !== undefined && waitsFor(owner, foreground) ? [keyOf(owner)] : [];
  });
}

/** The owner that a reference means, if it exists: same kind, name and uid, in the same namespace or in none. */
function ownerOf(dependent: ApiObject, reference: OwnerReference, view: StoreView): ApiObject | undefined {
  const owner = view.byUid(reference.uid);
  if (owner === undefined || owner.metadata.name !== reference.name) return undefined;
  if (groupKind(owner.apiVersion, owner.kind) !== groupKind(reference.apiVersion, reference.kind)) return undefined;
  const { namespace } = owner.metadata;
  return namespace === undefined || namespace === dependent.metadata.namespace ? owner : undefined;
}

/** Decides by its owners: one that stays keeps it, a waiting one takes it along in the foreground, none at all in the background. */
function collect(context: Context, object: ApiObject): void {
  const references = object.metadata.ownerReferences ?? [];
  if (references.length === 0) return;
  const owners = references.map((reference) => ({ reference, owner: ownerOf(object, reference, context.view) }));
  const solid = owners.filter(({ owner }) => owner !== undefined && !waitsFor(owner, foreground));
  if (solid.length > 0) {
    if (solid.length < owners.length)
      withOwners(
        context,
        object,
        solid.map(({ reference }) => reference),
        'its other owners are gone',
      );
    return;
  }
  const waiting = owners.find(({ owner }) => owner !== undefined)?.reference;
  const dependents = dependentsOf(object, context.view);
  if (waiting !== undefined && dependents.length > 0) {
    remove(context, object, 'Foreground', `its owner ${waiting.kind} ${waiting.name} waits for its dependents to go`);
    return;
  }
  const propagation = object.metadata.finalizers?.includes(orphan)
    ? 'Orphan'
    : object.metadata.finalizers?.includes(foreground)
      ? 'Foreground'
      : 'Background';
  const [first] = references;
  remove(
    context,
    object,
    propagation,
    waiting === undefined
      ? `its owner ${first?.kind} ${first?.name} is gone`
      : `its owner ${waiting.kind} ${waiting.name} is being deleted`,
  );
}

/** An owner deleted in the foreground goes when nothing that blocks it is left. */
function deleteDependents(context: Context, owner: ApiObject): void {
  const dependents = dependentsOf(owner, context.view);
  const blocks = (dependent: ApiObject): boolean =>
    dependent.metadata.ownerReferences?.some(
      ({ uid, blockOwnerDeletion }) => uid === owner.metadata.uid && blockOwnerDeletion === true,
    ) === true;
  if (!dependents.some(blocks)) {
    withoutFinalizer(context, owner, foreground, 'nothing that blocks its deletion is left');
    return;
  }
  for (const dependent of dependents)
    if (dependent.metadata.deletionTimestamp === undefined) collect(context, dependent);
}

function orphanDependents(context: Context, owner: ApiObject): void {
  for (const dependent of dependentsOf(owner, context.view)) {
    const others = dependent.metadata.ownerReferences?.filter(({ uid }) => uid !== owner.metadata.uid) ?? [];
    withOwners(context, dependent, others, `${owner.kind} ${owner.metadata.name} is deleted and leaves it behind`);
  }
  withoutFinalizer(context, owner, orphan, 'its dependents are on their own now');
}

function withOwners(context: Context, object: ApiObject, owners: readonly OwnerReference[], why: string): void {
  const { ownerReferences: _, ...metadata } = object.metadata;
  const kept = owners.length === 0 ? metadata : { ...metadata, ownerReferences: owners };
  context.api.update({ ...object, metadata: kept }, why);
}

function withoutFinalizer(context: Context, object: ApiObject, finalizer: string, why: string): void {
  const { finalizers = [], ...metadata } = object.metadata;
  const kept = finalizers.filter((name) => name !== finalizer);
  context.api.update({ ...object, metadata: kept.length === 0 ? metadata : { ...metadata, finalizers: kept } }, why);
}

function remove(
  context: Context,
  object: ApiObject,
  propagation: 'Background' | 'Foreground' | 'Orphan',
  why: string,
): void {
  const { uid } = object.metadata;
  context.api.delete(keyOf(object), { propagation, ...(uid === undefined ? {} : { uid }) }, why);
}
