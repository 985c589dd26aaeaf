import type { ApiObject, ObjectMeta } from '../api/meta.ts';
import type { Pod } from '../api/pod.ts';
import { equal } from '../equal.ts';
import type { DeleteOptions } from './api.ts';

/** What a request to delete makes of an object: it goes at once, it waits (as the object given), or nothing changes. */
export type Deletion = 'gone' | 'unchanged' | ApiObject;

/** Follows kubernetes apiserver pkg/registry/rest/delete.go and pkg/registry/generic/registry/store.go. */
export function deletionOf(
  old: ApiObject,
  options: DeleteOptions,
  orphansByDefault: boolean,
  timestamp: string,
): Deletion {
  const finalizers = finalizersFor(old, options.propagation, orphansByDefault);
  const isNamespace = old.kind === 'Namespace' && old.apiVersion === 'v1';
  const spec = old['spec'] as { readonly finalizers?: readonly string[] } | undefined;
  if (finalizers.length === 0 && !(isNamespace && (spec?.finalizers ?? []).length > 0)) return 'gone';
  const { deletionTimestamp, generation } = old.metadata;
  if (deletionTimestamp !== undefined && equal(finalizers, old.metadata.finalizers ?? [])) return 'unchanged';
  const metadata: ObjectMeta = {
    ...old.metadata,
    ...(finalizers.length > 0 ? { finalizers } : {}),
    deletionTimestamp: deletionTimestamp ?? timestamp,
    deletionGracePeriodSeconds: 0,
    ...(generation === undefined ? {} : { generation: generation + 1 }),
  };
  const phase = isNamespace ? { status: { ...(old['status'] as object), phase: 'Terminating' } } : {};
  return { ...old, ...phase, metadata };
}

/** Pods go gracefully: `timestampAfter` names the moment so many seconds from now. Follows kubernetes pkg/registry/core/pod/strategy.go CheckGracefulDelete. */
export function podDeletionOf(old: Pod, options: DeleteOptions, timestampAfter: (seconds: number) => string): Deletion {
  const { deletionGracePeriodSeconds: running, finalizers = [], generation } = old.metadata;
  const asked = options.gracePeriodSeconds ?? running ?? old.spec.terminationGracePeriodSeconds ?? 30;
  const ended = old.status?.phase === 'Succeeded' || old.status?.phase === 'Failed';
  const grace = !old.spec.nodeName || ended ? 0 : Math.max(asked, 0);
  if (grace === 0 && finalizers.length === 0) return 'gone';
  if (running !== undefined && running <= grace) return 'unchanged';
  const metadata = {
    ...old.metadata,
    deletionTimestamp: timestampAfter(grace),
    deletionGracePeriodSeconds: grace,
    ...(generation === undefined ? {} : { generation: generation + 1 }),
  };
  return { ...old, metadata };
}

/** A pod that goes at once is marked first, which watchers see: graceful deletion of no length. */
export function markedPod(old: Pod, timestamp: string): Pod {
  const { generation } = old.metadata;
  const metadata = {
    ...old.metadata,
    deletionTimestamp: timestamp,
    deletionGracePeriodSeconds: 0,
    ...(generation === undefined ? {} : { generation: generation + 1 }),
  };
  return { ...old, metadata };
}

/** Whether an update has taken the last thing away that kept a deleted object; follows ShouldDeleteDuringUpdate. */
export function endsDeletion({ apiVersion, kind, metadata, spec }: ApiObject): boolean {
  if (metadata.deletionTimestamp === undefined || (metadata.finalizers ?? []).length > 0) return false;
  if (kind === 'Namespace' && apiVersion === 'v1')
    return ((spec as { readonly finalizers?: readonly string[] } | undefined)?.finalizers ?? []).length === 0;
  return (metadata.deletionGracePeriodSeconds ?? 0) === 0;
}

function finalizersFor(
  { metadata: { finalizers = [] } }: ApiObject,
  propagation: DeleteOptions['propagation'],
  orphansByDefault: boolean,
): readonly string[] {
  const others = finalizers.filter((name) => name !== 'foregroundDeletion' && name !== 'orphan');
  switch (propagation) {
    case 'Foreground':
      return [...others, 'foregroundDeletion'];
    case 'Orphan':
      return [...others, 'orphan'];
    case 'Background':
      return others;
    case undefined:
      return orphansByDefault && others.length === finalizers.length ? [...others, 'orphan'] : finalizers;
  }
}
