import type { Condition } from '../../api/meta.ts';
import { atLeast } from '../../api/version.ts';
import type { Deployment, DeploymentStatus, ReplicaSet } from '../../api/workloads.ts';
import { equal } from '../../equal.ts';
import type { Millis } from '../../time.ts';
import { parseTimestamp } from '../../time.ts';
import type { Requeue } from '../controller.ts';
import { conditionOf, omitEmpty, withCondition, withoutCondition } from '../statusCondition.ts';
import { rolloutBudget } from './budget.ts';
import type { Family } from './replicaSets.ts';
import { all } from './replicaSets.ts';
import type { Sync } from './sync.ts';
import { availableOf, conditionNow, progressDeadline, replicasOf, sum, writeStatus } from './sync.ts';

/** Writes what the ReplicaSets' status adds up to, and how the rollout goes on; follows kubernetes pkg/controller/deployment/progress.go. */
export function syncRolloutStatus(sync: Sync, family: Family): Requeue | undefined {
  const { deployment } = sync;
  const counted = countStatus(sync, family);
  const progressed = withProgress(sync, family, counted);
  const failure = replicaFailure(family);
  const conditions =
    failure === undefined
      ? withoutCondition(progressed.conditions, 'ReplicaFailure')
      : withCondition(progressed.conditions, failure);
  const status = { ...progressed, conditions };
  if (isSameStatus(deployment.status, status)) return whenStuck(sync, status);
  writeStatus(sync, status, undefined, describe(status));
  return undefined;
}

/** The same without a word on progress: while paused, being scaled or deleted; follows syncDeploymentStatus. */
export function syncCountedStatus(sync: Sync, family: Family): void {
  const status = countStatus(sync, family);
  if (!isSameStatus(sync.deployment.status, status)) writeStatus(sync, status, undefined, describe(status));
}

/** Whether every pod is of the newest template and available; follows kubernetes pkg/controller/deployment/util DeploymentComplete. */
export function isComplete(deployment: Deployment, status: DeploymentStatus): boolean {
  const replicas = replicasOf(deployment);
  return (
    (status.updatedReplicas ?? 0) === replicas &&
    (status.replicas ?? 0) === replicas &&
    (status.availableReplicas ?? 0) === replicas &&
    (status.observedGeneration ?? 0) >= (deployment.metadata.generation ?? 0)
  );
}

function countStatus(sync: Sync, family: Family): DeploymentStatus {
  const { deployment, context } = sync;
  const every = all(family);
  const available = sum(every, availableOf);
  const terminating = atLeast(context.conditions.kubernetesVersion, '1.35') ? terminatingReplicas(every) : undefined;
  const enough = available >= replicasOf(deployment) - rolloutBudget(deployment).unavailable;
  const condition = enough
    ? conditionNow(sync, 'Available', 'True', 'MinimumReplicasAvailable', 'Deployment has minimum availability.')
    : conditionNow(
        sync,
        'Available',
        'False',
        'MinimumReplicasUnavailable',
        'Deployment does not have minimum availability.',
      );
  const collisionCount = deployment.status?.collisionCount;
  return {
    observedGeneration: deployment.metadata.generation ?? 0,
    replicas: sum(every, ({ status }) => status?.replicas ?? 0),
    updatedReplicas: family.newest?.status?.replicas ?? 0,
    readyReplicas: sum(every, ({ status }) => status?.readyReplicas ?? 0),
    availableReplicas: available,
    unavailableReplicas: Math.max(0, sum(every, replicasOf) - available),
    ...(terminating === undefined ? {} : { terminatingReplicas: terminating }),
    ...(collisionCount === undefined ? {} : { collisionCount }),
    conditions: withCondition(deployment.status?.conditions, condition),
  };
}

/** Unknown while one ReplicaSet has not said. */
function terminatingReplicas(every: readonly ReplicaSet[]): number | undefined {
  if (every.some(({ status }) => status?.terminatingReplicas === undefined)) return undefined;
  return sum(every, ({ status }) => status?.terminatingReplicas ?? 0);
}

function withProgress(sync: Sync, family: Family, status: DeploymentStatus): DeploymentStatus {
  const { deployment } = sync;
  if (progressDeadline(deployment) === undefined)
    return { ...status, conditions: withoutCondition(status.conditions, 'Progressing') };
  const current = conditionOf(deployment.status?.conditions, 'Progressing');
  const settled =
    (status.replicas ?? 0) === (status.updatedReplicas ?? 0) && current?.reason === 'NewReplicaSetAvailable';
  if (settled) return status;
  const what =
    family.newest === undefined
      ? `Deployment "${deployment.metadata.name}"`
      : `ReplicaSet "${family.newest.metadata.name}"`;
  const say = (is: Condition['status'], reason: string, text: string): Condition =>
    conditionNow(sync, 'Progressing', is, reason, `${what} ${text}`);
  if (isComplete(deployment, status))
    return withNew(status, say('True', 'NewReplicaSetAvailable', 'has successfully progressed.'));
  if (isProgressing(deployment, status)) {
    const condition = say('True', 'ReplicaSetUpdated', 'is progressing.');
    // Progress renews the deadline, so the condition is replaced even if its words stay.
    const kept = current?.status === 'True' ? current.lastTransitionTime : undefined;
    const renewed = kept === undefined ? condition : { ...condition, lastTransitionTime: kept };
    return { ...status, conditions: [...withoutCondition(status.conditions, 'Progressing'), renewed] };
  }
  if (hasTimedOut(sync, status))
    return withNew(status, say('False', 'ProgressDeadlineExceeded', 'has timed out progressing.'));
  return status;
}

function withNew(status: DeploymentStatus, condition: Condition): DeploymentStatus {
  return { ...status, conditions: withCondition(status.conditions, condition) };
}

function isProgressing(deployment: Deployment, status: DeploymentStatus): boolean {
  const old = deployment.status ?? {};
  const count = (of: DeploymentStatus, name: 'replicas' | 'updatedReplicas' | 'readyReplicas' | 'availableReplicas') =>
    of[name] ?? 0;
  return (
    count(status, 'updatedReplicas') > count(old, 'updatedReplicas') ||
    count(status, 'replicas') - count(status, 'updatedReplicas') <
      count(old, 'replicas') - count(old, 'updatedReplicas') ||
    count(status, 'readyReplicas') > count(old, 'readyReplicas') ||
    count(status, 'availableReplicas') > count(old, 'availableReplicas')
  );
}

function hasTimedOut(sync: Sync, status: DeploymentStatus): boolean {
  const condition = conditionOf(status.conditions, 'Progressing');
  if (condition === undefined || condition.reason === 'NewReplicaSetAvailable') return false;
  return condition.reason === 'ProgressDeadlineExceeded' || untilDeadline(sync, condition) < 0;
}

function untilDeadline({ context, deployment }: Sync, { lastUpdateTime }: Condition): Millis {
  const from = parseTimestamp(context.conditions.startTime, lastUpdateTime ?? context.timestamp());
  return from + (progressDeadline(deployment) ?? 0) * 1000 - context.now;
}

/** Nothing changed: look again when the deadline has passed; follows requeueStuckDeployment. */
function whenStuck(sync: Sync, status: DeploymentStatus): Requeue | undefined {
  const condition = conditionOf(sync.deployment.status?.conditions, 'Progressing');
  if (progressDeadline(sync.deployment) === undefined || condition === undefined) return undefined;
  if (isComplete(sync.deployment, status) || condition.reason === 'ProgressDeadlineExceeded') return undefined;
  const left = untilDeadline(sync, condition);
  return { after: left < 1000 ? firstRetry : left + 1000 };
}

/** A sync that succeeds forgets the key's back-off; what is left is the work queue's bucket, 10 a second. */
const firstRetry: Millis = 100;

/** The first failure that a ReplicaSet reports, the newest asked first. */
function replicaFailure({ newest, old }: Family): Condition | undefined {
  for (const replicaSet of newest === undefined ? old : [newest, ...old]) {
    const failure = conditionOf(replicaSet.status?.conditions, 'ReplicaFailure');
    if (failure === undefined) continue;
    const { lastTransitionTime } = failure;
    return lastTransitionTime === undefined ? failure : { ...failure, lastUpdateTime: lastTransitionTime };
  }
  return undefined;
}

function isSameStatus(old: DeploymentStatus | undefined, next: DeploymentStatus): boolean {
  const { terminatingReplicas: a, ...counts } = old ?? {};
  const { terminatingReplicas: b, ...nextCounts } = next;
  return a === b && equal(omitEmpty(counts), omitEmpty(nextCounts));
}

function describe({ replicas = 0, updatedReplicas = 0, availableReplicas = 0 }: DeploymentStatus): string {
  return `${replicas} pods, ${updatedReplicas} of the newest template, ${availableReplicas} available`;
}
