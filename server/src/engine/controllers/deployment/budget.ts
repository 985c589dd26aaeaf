import { resolveIntOrPercent } from '../../api/intOrPercent.ts';
import type { Deployment, ReplicaSet } from '../../api/workloads.ts';
import { replicasOf, sum } from './sync.ts';

/** How many pods a rollout may have too many and too few; follows kubernetes pkg/controller/deployment/util ResolveFenceposts, MaxSurge, MaxUnavailable. */
export function rolloutBudget(deployment: Deployment): { readonly surge: number; readonly unavailable: number } {
  const { strategy } = deployment.spec;
  if ((strategy?.type ?? 'RollingUpdate') !== 'RollingUpdate') return { surge: 0, unavailable: 0 };
  const replicas = replicasOf(deployment);
  const { maxSurge = '25%', maxUnavailable = '25%' } = strategy?.rollingUpdate ?? {};
  const surge = resolveIntOrPercent(maxSurge, replicas, 'up');
  const unavailable = resolveIntOrPercent(maxUnavailable, replicas, 'down');
  if (!surge.ok || !unavailable.ok) return { surge: 0, unavailable: 0 };
  // Neither would ever let a pod be replaced.
  const atLeastOne = surge.value === 0 && unavailable.value === 0 ? 1 : unavailable.value;
  return { surge: surge.value, unavailable: Math.min(atLeastOne, replicas) };
}

/** The size the new ReplicaSet may have now; follows kubernetes pkg/controller/deployment/util NewRSNewReplicas. */
export function newReplicaSetSize(deployment: Deployment, all: readonly ReplicaSet[], current: number): number {
  const replicas = replicasOf(deployment);
  if ((deployment.spec.strategy?.type ?? 'RollingUpdate') !== 'RollingUpdate') return replicas;
  const total = sum(all, replicasOf);
  const room = replicas + rolloutBudget(deployment).surge - total;
  return room <= 0 ? current : current + Math.min(room, replicas - current);
}
