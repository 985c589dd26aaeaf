import type { Pod } from '../../api/pod.ts';
import type { ReplicaSet } from '../../api/workloads.ts';
import type { Requeue } from '../controller.ts';
import { cleanUpHistory } from './history.ts';
import { podsByReplicaSet } from './pods.ts';
import { isComplete, syncRolloutStatus } from './progress.ts';
import type { Family } from './replicaSets.ts';
import { syncRevision, syncRevisionOrCreate } from './replicaSets.ts';
import { scaleReplicaSet } from './scale.ts';
import type { Failed, Sync } from './sync.ts';
import { isScaledUp, replicasOf, sum } from './sync.ts';

/** All old pods go before the first new one comes; follows kubernetes pkg/controller/deployment/recreate.go. */
export function recreate(sync: Sync, owned: readonly ReplicaSet[]): Requeue | undefined | Failed {
  const pods = podsByReplicaSet(sync, owned);
  const before = syncRevision(sync, owned);
  if (before === 'failed') return before;
  const active = before.old.filter(isScaledUp);
  for (const old of active)
    if (scaleReplicaSet(sync, old, 0, 'strategy Recreate: old pods go first') === 'failed') return 'failed';
  if (active.length > 0 || hasOldPods(before, pods)) return syncRolloutStatus(sync, before);
  const family = before.newest === undefined ? syncRevisionOrCreate(sync, owned) : before;
  if (family === 'failed' || family.newest === undefined) return 'failed';
  const why = 'strategy Recreate: no old pod is left';
  if (scaleReplicaSet(sync, family.newest, replicasOf(sync.deployment), why) === 'failed') return 'failed';
  if (isComplete(sync.deployment, sync.deployment.status ?? {})) cleanUpHistory(sync, family.old);
  return syncRolloutStatus(sync, family);
}

function hasOldPods(family: Family, pods: ReadonlyMap<string, readonly Pod[]>): boolean {
  if (sum(family.old, ({ status }) => status?.replicas ?? 0) > 0) return true;
  for (const [uid, owned] of pods) {
    if (uid === family.newest?.metadata.uid) continue;
    if (owned.some(({ status }) => status?.phase !== 'Failed' && status?.phase !== 'Succeeded')) return true;
  }
  return false;
}
