import { keyOf } from '../../api/key.ts';
import type { ReplicaSet } from '../../api/workloads.ts';
import { revisionOf } from './revision.ts';
import type { Sync } from './sync.ts';
import { byCreation, historyLimit, replicasOf } from './sync.ts';

/** Deletes empty old ReplicaSets beyond revisionHistoryLimit, lowest revision first; follows kubernetes cleanupDeployment. */
export function cleanUpHistory({ context, deployment }: Sync, old: readonly ReplicaSet[]): void {
  const limit = historyLimit(deployment);
  if (limit === undefined) return;
  const alive = old.filter(({ metadata }) => metadata.deletionTimestamp === undefined);
  const surplus = alive.length - limit;
  if (surplus <= 0) return;
  const oldest = [...alive].sort((a, b) => revisionOf(a) - revisionOf(b) || byCreation(a, b)).slice(0, surplus);
  for (const replicaSet of oldest.filter(isEmpty))
    context.api.delete(keyOf(replicaSet), {}, `beyond the ${limit} old revisions to keep (revisionHistoryLimit)`);
}

function isEmpty(replicaSet: ReplicaSet): boolean {
  const { metadata, status } = replicaSet;
  const observed = (metadata.generation ?? 0) <= (status?.observedGeneration ?? 0);
  return observed && (status?.replicas ?? 0) === 0 && replicasOf(replicaSet) === 0;
}
