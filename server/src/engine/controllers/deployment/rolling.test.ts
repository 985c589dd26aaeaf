import { describe, expect, test } from 'vitest';
import type { Deployment, ReplicaSet } from '#engine/api/workloads.ts';
import { controllerBench } from '../../../../../test/support/controllerContext.ts';
import { fresh, replicaSet, web } from '../../../../../test/support/deployments.ts';
import { rollOut } from './rolling.ts';

function rollOutActions(deployment: Deployment, sets: readonly ReplicaSet[]): readonly string[] {
  const bench = controllerBench([deployment, ...sets]);
  const stored = bench.context.view.list('ReplicaSet.apps') as readonly ReplicaSet[];
  rollOut({ context: bench.context, deployment: bench.context.view.list('Deployment.apps')[0] as Deployment }, stored);
  return bench.actions.filter((line) => line.startsWith('scale'));
}

describe('rollOut', () => {
  test.each([
    ['no surge, all there: nothing', 10, 0, 0, 10, 0, []],
    ['room of 2 for the new one', 10, 2, 0, 10, 0, ['scale web-new 0 → 2']],
    ['old is at 5: up to the limit', 10, 0, 0, 5, 0, ['scale web-new 0 → 5']],
    ['all room is used', 10, 2, 0, 10, 2, []],
    ['should scale down when too large', 10, 2, 0, 2, 11, ['scale web-new 11 → 10']],
  ] as const)(
    'TestDeploymentController_reconcileNewReplicaSet: %s',
    (_, replicas, maxSurge, maxUnavailable, old, current, expected) => {
      const deployment = web(replicas, {
        maxSurge,
        maxUnavailable: maxUnavailable === 0 && maxSurge === 0 ? '0%' : maxUnavailable,
      });
      // The old pods are all available and needed, or none of this would be about the new ones.
      const sets = [replicaSet('web-old', old, { available: old }), fresh(current, 0)];
      const actions = rollOutActions(deployment, sets).filter((line) => line.includes('web-new'));
      expect(actions).toEqual(expected);
    },
  );

  test.each([
    ['nothing may be unavailable', 10, 0, 10, 10, 1, 0, []],
    ['2 may be unavailable: 10 → 8', 10, 2, 10, 10, 0, 0, ['scale web-old 10 → 8']],
    ['2 unhealthy old pods go, and no healthy one', 10, 2, 10, 8, 0, 0, ['scale web-old 10 → 8']],
    [
      'expect unhealthy replicas from old replica sets been cleaned up first',
      10,
      2,
      8,
      7,
      4,
      4,
      ['scale web-old 8 → 7', 'scale web-old 7 → 4'],
    ],
    ['new pods that are not ready count as unavailable', 10, 2, 8, 8, 2, 0, []],
    ['healthy new pods make room', 10, 2, 10, 10, 2, 2, ['scale web-old 10 → 6']],
  ] as const)(
    'TestDeploymentController_reconcileOldReplicaSets: %s',
    (_, replicas, maxUnavailable, old, oldAvailable, current, available, expected) => {
      const deployment = web(replicas, { maxSurge: old + current - replicas, maxUnavailable });
      const sets = [replicaSet('web-old', old, { available: oldAvailable }), fresh(current, available)];
      const actions = rollOutActions(deployment, sets).filter((line) => line.includes('web-old'));
      expect(actions).toEqual(expected);
    },
  );

  test.each([
    [
      'oldest first',
      3,
      [
        ['web-a', 3, 1, 2],
        ['web-b', 2, 1, 1],
      ],
      ['scale web-b 2 → 1', 'scale web-a 3 → 1'],
    ],
    [
      'the name decides within a second, and no more than may go',
      4,
      [
        ['web-b', 3, 0, 1],
        ['web-a', 3, 0, 1],
      ],
      ['scale web-a 3 → 0'],
    ],
  ] as const)('TestDeploymentController_cleanupUnhealthyReplicas: %s', (_, replicas, olds, expected) => {
    const total = olds.reduce((sum, [, size]) => sum + size, 0);
    const deployment = web(replicas, { maxSurge: total - replicas, maxUnavailable: 1 });
    const sets = olds.map(([name, size, ready, created]) => replicaSet(name, size, { available: ready, created }));
    expect(rollOutActions(deployment, [...sets, fresh(0, 0)])).toEqual(expected);
  });
});
