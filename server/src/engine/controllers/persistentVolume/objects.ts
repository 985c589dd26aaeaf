import type { ApiObject } from '../../api/meta.ts';
import type { Claim, PersistentVolume } from '../../scheduler/volumes/objects.ts';

export const bindCompleted = 'pv.kubernetes.io/bind-completed';
export const boundByController = 'pv.kubernetes.io/bound-by-controller';
export const provisionedBy = 'pv.kubernetes.io/provisioned-by';

/** Whether the volume is reserved for this claim (and for no earlier one of the same name). */
export function isFor({ spec }: PersistentVolume, { metadata }: Claim): boolean {
  const { claimRef } = spec;
  if (claimRef?.name !== metadata.name || claimRef.namespace !== metadata.namespace) return false;
  return claimRef.uid === undefined || claimRef.uid === '' || claimRef.uid === metadata.uid;
}

/** The object as a client would send it back: with these annotations, without the version it was read at. */
export function annotated<T extends ApiObject>(object: T, annotations: Readonly<Record<string, string>>): T {
  const { resourceVersion: _, ...metadata } = object.metadata;
  return { ...object, metadata: { ...metadata, annotations: { ...metadata.annotations, ...annotations } } };
}

export function unversioned<T extends ApiObject>(object: T): T {
  const { resourceVersion: _, ...metadata } = object.metadata;
  return { ...object, metadata };
}
