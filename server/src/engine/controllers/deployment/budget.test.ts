import { describe, expect, test } from 'vitest';
import { replicaSet, web } from '../../../../../test/support/deployments.ts';
import { newReplicaSetSize, rolloutBudget } from './budget.ts';

describe('rolloutBudget', () => {
  test.each([
    [10, '25%', '25%', 3, 2],
    [4, '25%', '25%', 1, 1],
    [1, '25%', '25%', 1, 0],
    [10, 0, 0, 0, 1],
    [0, '25%', '25%', 0, 0],
    [3, 0, '10%', 0, 1],
    [2, 5, 10, 5, 2],
    [10, '100%', '100%', 10, 10],
  ] as const)(
    'TestResolveFenceposts, TestMaxUnavailable: %s with %s/%s',
    (replicas, maxSurge, maxUnavailable, surge, unavailable) => {
      expect(rolloutBudget(web(replicas, { maxSurge, maxUnavailable }))).toEqual({ surge, unavailable });
    },
  );

  test('Recreate has none', () => {
    expect(rolloutBudget(web(5, { type: 'Recreate' }))).toEqual({ surge: 0, unavailable: 0 });
  });
});

describe('newReplicaSetSize', () => {
  test.each([
    ['can not scale up: all room is taken', 10, 0, 10, 0, 0],
    ['scale up to what the surge leaves', 10, 2, 10, 0, 2],
    ['goes on from its size', 10, 2, 8, 3, 4],
    ['never beyond the replicas', 6, 10, 2, 0, 6],
  ] as const)('TestNewRSNewReplicas: %s', (_, replicas, maxSurge, old, current, size) => {
    const deployment = web(replicas, { maxSurge, maxUnavailable: 1 });
    const all = [replicaSet('web-old', old), replicaSet('web-new', current)];
    expect(newReplicaSetSize(deployment, all, current)).toBe(size);
  });

  test('TestNewRSNewReplicas: recreate takes all at once', () => {
    expect(newReplicaSetSize(web(3, { type: 'Recreate' }), [replicaSet('web-old', 3)], 0)).toBe(3);
  });
});
