import type { ReplicaSet } from '../../api/workloads.ts';
import { equal } from '../../equal.ts';
import { rolloutBudget } from './budget.ts';
import type { Family } from './replicaSets.ts';
import { all } from './replicaSets.ts';
import { annotatedReplicas, scaleAnnotations } from './revision.ts';
import type { Failed, Sync } from './sync.ts';
import {
  availableOf,
  byCreation,
  desiredReplicasAnnotation,
  isScaledUp,
  maxReplicasAnnotation,
  replicasOf,
  sum,
} from './sync.ts';

/** Sets a ReplicaSet's size (and the annotations that go with it) and says so; the ReplicaSet as stored. Follows kubernetes scaleReplicaSet. */
export function scaleReplicaSet(sync: Sync, replicaSet: ReplicaSet, size: number, why: string): ReplicaSet | Failed {
  const { deployment, context } = sync;
  const before = replicasOf(replicaSet);
  const annotations = { ...replicaSet.metadata.annotations, ...scaleAnnotations(deployment) };
  if (before === size && equal(annotations, replicaSet.metadata.annotations)) return replicaSet;
  const outcome = context.api.update(
    { ...replicaSet, metadata: { ...replicaSet.metadata, annotations }, spec: { ...replicaSet.spec, replicas: size } },
    why,
  );
  if (outcome.kind === 'rejected') return 'failed';
  if (before !== size)
    context.api.event(
      deployment,
      'Normal',
      'ScalingReplicaSet',
      `Scaled ${before < size ? 'up' : 'down'} replica set ${replicaSet.metadata.name} from ${before} to ${size}`,
    );
  return outcome.after as ReplicaSet;
}

/** Whether the Deployment's size changed since its ReplicaSets were last written; follows kubernetes isScalingEvent. */
export function isScalingEvent(sync: Sync, family: Family): boolean {
  const replicas = replicasOf(sync.deployment);
  return all(family)
    .filter(isScaledUp)
    .some((replicaSet) => (annotatedReplicas(replicaSet, desiredReplicasAnnotation) ?? replicas) !== replicas);
}

/** Spreads a new size over the ReplicaSets, in proportion where a rollout is under way; follows kubernetes pkg/controller/deployment/sync.go scale. */
export function scale(sync: Sync, family: Family): Failed | undefined {
  const { deployment } = sync;
  const replicas = replicasOf(deployment);
  const only = activeOrLatest(family);
  if (only !== undefined) {
    if (replicasOf(only) === replicas) return undefined;
    return failure(scaleReplicaSet(sync, only, replicas, `the Deployment has ${replicas} replicas`));
  }
  if (family.newest !== undefined && isSaturated(family.newest, replicas)) {
    for (const old of family.old.filter(isScaledUp))
      if (scaleReplicaSet(sync, old, 0, 'the newest ReplicaSet carries all replicas') === 'failed') return 'failed';
    return undefined;
  }
  if ((deployment.spec.strategy?.type ?? 'RollingUpdate') !== 'RollingUpdate') return undefined;
  for (const [replicaSet, size] of proportions(sync, all(family).filter(isScaledUp)))
    if (scaleReplicaSet(sync, replicaSet, size, `its share of the Deployment's ${replicas} replicas`) === 'failed')
      return 'failed';
  return undefined;
}

function failure(outcome: ReplicaSet | Failed): Failed | undefined {
  return outcome === 'failed' ? 'failed' : undefined;
}

/** The one ReplicaSet to scale, unless several have pods. */
function activeOrLatest(family: Family): ReplicaSet | undefined {
  const active = all(family).filter(isScaledUp);
  if (active.length > 1) return undefined;
  return active[0] ?? family.newest ?? [...family.old].sort(byCreation).at(-1);
}

function isSaturated(newest: ReplicaSet, replicas: number): boolean {
  return (
    replicasOf(newest) === replicas &&
    annotatedReplicas(newest, desiredReplicasAnnotation) === replicas &&
    availableOf(newest) === replicas
  );
}

function proportions(sync: Sync, active: readonly ReplicaSet[]): readonly (readonly [ReplicaSet, number])[] {
  const { deployment } = sync;
  const replicas = replicasOf(deployment);
  const allowed = replicas > 0 ? replicas + rolloutBudget(deployment).surge : 0;
  const toAdd = allowed - sum(active, replicasOf);
  const sorted = [...active].sort(
    (a, b) => replicasOf(b) - replicasOf(a) || (toAdd > 0 ? byCreation(b, a) : byCreation(a, b)),
  );
  if (toAdd === 0) return sorted.map((replicaSet) => [replicaSet, replicasOf(replicaSet)] as const);
  let added = 0;
  const sizes = sorted.map((replicaSet) => {
    const left = toAdd - added;
    const share = fraction(sync, replicaSet);
    const portion = left === 0 ? 0 : toAdd > 0 ? Math.min(share, left) : Math.max(share, left);
    added += portion;
    return replicasOf(replicaSet) + portion;
  });
  // What rounding left over goes to the largest.
  return sorted.map((replicaSet, index) => {
    const size = sizes[index] ?? 0;
    return [replicaSet, index === 0 ? Math.max(0, size + toAdd - added) : size] as const;
  });
}

/** How much the ReplicaSet would grow or shrink to keep its share; follows kubernetes pkg/controller/deployment/util getReplicaSetFraction. */
function fraction(sync: Sync, replicaSet: ReplicaSet): number {
  const { deployment } = sync;
  const replicas = replicasOf(deployment);
  const size = replicasOf(replicaSet);
  if (replicas === 0) return -size;
  const before = annotatedReplicas(replicaSet, maxReplicasAnnotation) || (deployment.status?.replicas ?? 0);
  if (before === 0) return 0;
  return roundHalfAway((size * (replicas + rolloutBudget(deployment).surge)) / before) - size;
}

function roundHalfAway(value: number): number {
  return value < 0 ? Math.ceil(value - 0.5) : Math.floor(value + 0.5);
}
