import type { Key } from '../api/key.ts';
import { groupOf, key } from '../api/key.ts';
import type { ApiObject, OwnerReference } from '../api/meta.ts';
import { controllerOf } from '../api/meta.ts';
import type { StoreView } from '../store/view.ts';
import type { Context } from './controller.ts';

/** The reference by which `owner` manages an object. */
export function controllerReference(owner: ApiObject): OwnerReference {
  return {
    apiVersion: owner.apiVersion,
    kind: owner.kind,
    name: owner.metadata.name,
    uid: owner.metadata.uid ?? '',
    controller: true,
    blockOwnerDeletion: true,
  };
}

/** The key of the object's controller if that is of `kind`, of the group of `apiVersion`, and still the one with that uid. */
export function keyOfController(object: ApiObject | null, apiVersion: string, kind: string, view: StoreView): Key[] {
  const owner = object === null ? undefined : controllerOf(object);
  if (object === null || owner === undefined || owner.kind !== kind) return [];
  const group = groupOf(apiVersion);
  if (groupOf(owner.apiVersion) !== group) return [];
  const found = key(group === '' ? kind : `${kind}.${group}`, object.metadata.namespace ?? '', owner.name);
  return view.get(found)?.metadata.uid === owner.uid ? [found] : [];
}

/**
 * The candidates that belong to `owner`: its own that still match stay, matching ones without a controller are adopted, its own that no
 * longer match are released; follows kubernetes pkg/controller/controller_ref_manager.go.
 */
export function claim<T extends ApiObject>(
  context: Context,
  owner: ApiObject,
  candidates: readonly T[],
  matches: (candidate: T) => boolean,
): readonly T[] {
  const claimed: T[] = [];
  for (const candidate of candidates) {
    const controller = controllerOf(candidate);
    if (controller !== undefined && controller.uid !== owner.metadata.uid) continue;
    const match = matches(candidate);
    if (controller !== undefined && match) claimed.push(candidate);
    else if (owner.metadata.deletionTimestamp !== undefined) continue;
    else if (controller !== undefined) release(context, owner, candidate);
    else if (match && candidate.metadata.deletionTimestamp === undefined)
      claimed.push(...adopt(context, owner, candidate));
  }
  return claimed;
}

function adopt<T extends ApiObject>(context: Context, owner: ApiObject, orphan: T): readonly T[] {
  const ownerReferences = [...(orphan.metadata.ownerReferences ?? []), controllerReference(owner)];
  const outcome = context.api.update(
    { ...orphan, metadata: { ...orphan.metadata, ownerReferences } },
    `${owner.kind} ${owner.metadata.name} adopts it: its labels match the selector and nobody controls it`,
  );
  return outcome.kind === 'applied' ? [outcome.after as T] : [];
}

function release(context: Context, owner: ApiObject, owned: ApiObject): void {
  const others = (owned.metadata.ownerReferences ?? []).filter(({ uid }) => uid !== owner.metadata.uid);
  const { ownerReferences: _, ...rest } = owned.metadata;
  const metadata = others.length === 0 ? rest : { ...rest, ownerReferences: others };
  context.api.update(
    { ...owned, metadata },
    `${owner.kind} ${owner.metadata.name} releases it: its labels no longer match the selector`,
  );
}
