import { keyOf } from '../../api/key.ts';
import type { Condition, Labels } from '../../api/meta.ts';
import type { Deployment, DeploymentStatus, ReplicaSet } from '../../api/workloads.ts';
import type { Context } from '../controller.ts';
import { omitEmpty } from '../statusCondition.ts';

/** One pass over a Deployment. `deployment` follows its own status writes; the ReplicaSets stay as they were read. */
export interface Sync {
  readonly context: Context;
  deployment: Deployment;
}

/** A request failed: the pass ends and is tried again after the work queue's back-off. */
export type Failed = 'failed';

export const revisionAnnotation = 'deployment.kubernetes.io/revision';
export const revisionHistoryAnnotation = 'deployment.kubernetes.io/revision-history';
export const desiredReplicasAnnotation = 'deployment.kubernetes.io/desired-replicas';
export const maxReplicasAnnotation = 'deployment.kubernetes.io/max-replicas';

const maxInt32 = 2_147_483_647;

export function replicasOf(object: Deployment | ReplicaSet): number {
  return object.spec.replicas ?? 1;
}

export function availableOf(replicaSet: ReplicaSet): number {
  return replicaSet.status?.availableReplicas ?? 0;
}

export function isScaledUp(replicaSet: ReplicaSet): boolean {
  return replicasOf(replicaSet) > 0;
}

export function sum(replicaSets: readonly ReplicaSet[], count: (replicaSet: ReplicaSet) => number): number {
  return replicaSets.reduce((total, replicaSet) => total + count(replicaSet), 0);
}

/** Seconds without progress before the rollout counts as stuck; undefined when nobody asked. */
export function progressDeadline(deployment: Deployment): number | undefined {
  const seconds = deployment.spec.progressDeadlineSeconds;
  return seconds === maxInt32 ? undefined : seconds;
}

export function historyLimit(deployment: Deployment): number | undefined {
  const limit = deployment.spec.revisionHistoryLimit;
  return limit === maxInt32 ? undefined : limit;
}

/** A condition as it would be written now. */
export function conditionNow(
  sync: Sync,
  type: string,
  status: Condition['status'],
  reason: string,
  message: string,
): Condition {
  const now = sync.context.timestamp();
  return { type, status, lastUpdateTime: now, lastTransitionTime: now, reason, message };
}

/** Writes the status (and, with it, the annotations given) and goes on with the Deployment as stored. */
export function writeStatus(sync: Sync, status: DeploymentStatus, annotations: Labels | undefined, why: string): void {
  const { deployment, context } = sync;
  const { terminatingReplicas, ...counts } = status;
  const written = {
    ...omitEmpty(counts),
    ...(terminatingReplicas === undefined ? {} : { terminatingReplicas }),
    ...(status.collisionCount === undefined ? {} : { collisionCount: status.collisionCount }),
  };
  const metadata = annotations === undefined ? deployment.metadata : { ...deployment.metadata, annotations };
  const outcome = context.api.updateStatus({ ...deployment, metadata, status: written }, why);
  if (outcome.kind === 'applied') sync.deployment = context.view.get(keyOf(deployment)) as Deployment;
}

/** Oldest first; the name decides within a second. Follows kubernetes pkg/controller ReplicaSetsByCreationTimestamp. */
export function byCreation(a: ReplicaSet, b: ReplicaSet): number {
  const left = a.metadata.creationTimestamp ?? '';
  const right = b.metadata.creationTimestamp ?? '';
  if (left !== right) return left < right ? -1 : 1;
  return a.metadata.name < b.metadata.name ? -1 : a.metadata.name > b.metadata.name ? 1 : 0;
}
