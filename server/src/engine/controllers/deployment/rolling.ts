import type { ReplicaSet } from '../../api/workloads.ts';
import type { Requeue } from '../controller.ts';
import { newReplicaSetSize, rolloutBudget } from './budget.ts';
import { cleanUpHistory } from './history.ts';
import { isComplete, syncRolloutStatus } from './progress.ts';
import type { Family } from './replicaSets.ts';
import { all, syncRevisionOrCreate } from './replicaSets.ts';
import { scaleReplicaSet } from './scale.ts';
import type { Failed, Sync } from './sync.ts';
import { availableOf, byCreation, isScaledUp, replicasOf, sum } from './sync.ts';

/** One step of a rolling update, in one direction; follows kubernetes pkg/controller/deployment/rolling.go. */
export function rollOut(sync: Sync, owned: readonly ReplicaSet[]): Requeue | undefined | Failed {
  const family = syncRevisionOrCreate(sync, owned);
  if (family === 'failed' || family.newest === undefined) return 'failed';
  const grown = scaleNewest(sync, family, family.newest);
  if (grown === 'failed') return grown;
  if (grown) return syncRolloutStatus(sync, family);
  const shrunk = scaleOld(sync, family, family.newest);
  if (shrunk === 'failed') return shrunk;
  if (!shrunk && isComplete(sync.deployment, sync.deployment.status ?? {})) cleanUpHistory(sync, family.old);
  return syncRolloutStatus(sync, family);
}

function scaleNewest(sync: Sync, family: Family, newest: ReplicaSet): boolean | Failed {
  const replicas = replicasOf(sync.deployment);
  const size = replicasOf(newest);
  if (size === replicas) return false;
  const next = size > replicas ? replicas : newReplicaSetSize(sync.deployment, all(family), size);
  if (next === size) return false;
  const { surge } = rolloutBudget(sync.deployment);
  const why = `${sum(all(family), replicasOf)} of at most ${replicas + surge} pods are wanted (replicas ${replicas} + maxSurge ${surge})`;
  return scaleReplicaSet(sync, newest, next, why) === 'failed' ? 'failed' : true;
}

function scaleOld(sync: Sync, family: Family, newest: ReplicaSet): boolean | Failed {
  const active = family.old.filter(isScaledUp).sort(byCreation);
  if (active.length === 0) return false;
  const minAvailable = replicasOf(sync.deployment) - rolloutBudget(sync.deployment).unavailable;
  const unavailable = replicasOf(newest) - availableOf(newest);
  const most = sum(all(family), replicasOf) - minAvailable - unavailable;
  if (most <= 0) return false;
  const cleaned = removeUnhealthy(sync, active, most);
  if (cleaned === 'failed') return cleaned;
  const budget = sum([...cleaned, newest], availableOf) - minAvailable;
  const removed = removeAvailable(sync, cleaned, budget, minAvailable);
  return removed === 'failed' ? removed : removed || sum(active, replicasOf) !== sum(cleaned, replicasOf);
}

/** Pods that serve nobody go first, oldest ReplicaSet first; follows cleanupUnhealthyReplicas. */
function removeUnhealthy(sync: Sync, old: readonly ReplicaSet[], most: number): readonly ReplicaSet[] | Failed {
  let left = most;
  const after: ReplicaSet[] = [];
  for (const replicaSet of old) {
    const size = replicasOf(replicaSet);
    const unavailable = size - availableOf(replicaSet);
    if (left <= 0 || size === 0 || unavailable === 0) {
      after.push(replicaSet);
      continue;
    }
    // Its status still counts pods it has been told to delete: wait for the truth.
    if (unavailable < 0) return 'failed';
    const remove = Math.min(left, unavailable);
    const why = `${unavailable} of its pods are unavailable and of an old template`;
    const scaled = scaleReplicaSet(sync, replicaSet, size - remove, why);
    if (scaled === 'failed') return scaled;
    after.push(scaled);
    left -= remove;
  }
  return after;
}

/** What is available beyond the least goes, oldest ReplicaSet first; follows scaleDownOldReplicaSetsForRollingUpdate. */
function removeAvailable(
  sync: Sync,
  old: readonly ReplicaSet[],
  budget: number,
  minAvailable: number,
): boolean | Failed {
  let left = budget;
  for (const replicaSet of old) {
    if (left <= 0) break;
    const size = replicasOf(replicaSet);
    const remove = Math.min(size, left);
    if (remove === 0) continue;
    const why = `${minAvailable + budget} pods are available, ${minAvailable} must be (replicas − maxUnavailable)`;
    if (scaleReplicaSet(sync, replicaSet, size - remove, why) === 'failed') return 'failed';
    left -= remove;
  }
  return left < budget;
}
