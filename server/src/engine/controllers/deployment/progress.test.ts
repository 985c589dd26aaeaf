import { describe, expect, test } from 'vitest';
import type { Condition } from '#engine/api/meta.ts';
import type { Deployment, DeploymentStatus, ReplicaSet } from '#engine/api/workloads.ts';
import { controllerBench } from '../../../../../test/support/controllerContext.ts';
import { at, fresh, web } from '../../../../../test/support/deployments.ts';
import { isComplete, syncRolloutStatus } from './progress.ts';

describe('isComplete', () => {
  test.each([
    [
      'not complete: min but not all pods become available',
      { replicas: 5, updatedReplicas: 5, availableReplicas: 4 },
      false,
    ],
    [
      'not complete: all pods are available but there are old ones',
      { replicas: 6, updatedReplicas: 5, availableReplicas: 5 },
      false,
    ],
    [
      'not complete: not observed',
      { replicas: 5, updatedReplicas: 5, availableReplicas: 5, observedGeneration: 0 },
      false,
    ],
    ['complete', { replicas: 5, updatedReplicas: 5, availableReplicas: 5 }, true],
  ] as const)('TestDeploymentComplete: %s', (_, status, expected) => {
    expect(isComplete(web(5), { observedGeneration: 1, ...status })).toBe(expected);
  });
});

/** The Progressing condition after one status sync `now` seconds after the start. */
function progressAfter(now: number, old: DeploymentStatus, newest: ReplicaSet): string {
  const bench = controllerBench([web(newest.spec.replicas ?? 1, { status: old }), newest], now * 1000);
  const { context } = bench;
  const again = syncRolloutStatus(
    { context, deployment: context.view.list('Deployment.apps')[0] as Deployment },
    { newest: context.view.list('ReplicaSet.apps')[0] as ReplicaSet, old: [] },
  );
  const { status } = context.view.list('Deployment.apps')[0] as Deployment;
  const found = status?.conditions?.find(({ type }) => type === 'Progressing');
  const wait = again !== undefined && 'after' in again ? ` again in ${again.after} ms` : '';
  return `${found?.status} ${found?.reason} updated ${found?.lastUpdateTime?.slice(14, 19)} changed ${found?.lastTransitionTime?.slice(14, 19)}${wait}`;
}

const progressing = (status: Condition['status'], reason: string, seconds: number): Condition => ({
  type: 'Progressing',
  status,
  reason,
  lastUpdateTime: at(seconds),
  lastTransitionTime: at(seconds),
  message: '',
});
const available: Condition = { type: 'Available', status: 'False', reason: 'MinimumReplicasUnavailable', message: '' };

describe('syncRolloutStatus', () => {
  const stuck = (updated: number): DeploymentStatus => ({
    observedGeneration: 1,
    replicas: 2,
    updatedReplicas: 2,
    readyReplicas: updated,
    availableReplicas: updated,
    unavailableReplicas: 2 - updated,
    conditions: [available, progressing('True', 'NewReplicaSetCreated', 10)],
  });

  test('TestDeploymentProgressing: a pod more is progress, the deadline runs anew', () => {
    expect(progressAfter(300, stuck(0), fresh(2, 1))).toBe('True ReplicaSetUpdated updated 05:00 changed 00:10');
  });

  test('TestDeploymentTimedOut: progressDeadline not passed yet - not timed out; it looks again a second after', () => {
    expect(progressAfter(310, stuck(0), fresh(2, 0))).toBe(
      'True NewReplicaSetCreated updated 00:10 changed 00:10 again in 301000 ms',
    );
  });

  test('TestDeploymentTimedOut: progressDeadline passed - timed out', () => {
    expect(progressAfter(611, stuck(0), fresh(2, 0))).toBe(
      'False ProgressDeadlineExceeded updated 10:11 changed 10:11',
    );
  });

  test('TestSyncRolloutStatus: completed deployment: NewReplicaSetAvailable', () => {
    expect(progressAfter(20, stuck(1), fresh(2, 2))).toBe('True NewReplicaSetAvailable updated 00:20 changed 00:10');
  });

  test('TestRequeueStuckDeployment: less than a second left: as soon as the queue lets it', () => {
    expect(progressAfter(609.5, stuck(0), fresh(2, 0))).toContain('again in 100 ms');
  });
});
