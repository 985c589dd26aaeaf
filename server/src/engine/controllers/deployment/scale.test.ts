import { describe, expect, test } from 'vitest';
import type { Deployment, ReplicaSet } from '#engine/api/workloads.ts';
import { controllerBench } from '../../../../../test/support/controllerContext.ts';
import { replicaSet, web } from '../../../../../test/support/deployments.ts';
import { scale } from './scale.ts';

function scaleActions(
  deployment: Deployment,
  newest: ReplicaSet | undefined,
  old: readonly ReplicaSet[],
): readonly string[] {
  const bench = controllerBench([deployment, ...(newest === undefined ? [] : [newest]), ...old]);
  const stored = (set: ReplicaSet): ReplicaSet =>
    bench.context.view.get(`ReplicaSet.apps/default/${set.metadata.name}`) as ReplicaSet;
  scale(
    { context: bench.context, deployment: bench.context.view.list('Deployment.apps')[0] as Deployment },
    { newest: newest && stored(newest), old: old.map(stored) },
  );
  return bench.actions.filter((line) => line.startsWith('scale'));
}

describe('scale', () => {
  test.each<[string, number, number, [number, number] | undefined, readonly [number, number][], readonly string[]]>([
    ['normal scaling event: 10 -> 12', 12, 10, [10, 0], [], ['scale web-new 10 → 12']],
    ['normal scaling event: 10 -> 5', 5, 10, [10, 0], [], ['scale web-new 10 → 5']],
    ['proportional scaling: 5 -> 10', 10, 5, [2, 0], [[3, 0]], ['scale web-old1 3 → 6', 'scale web-new 2 → 4']],
    ['proportional scaling: 5 -> 3', 3, 5, [2, 0], [[3, 0]], ['scale web-old1 3 → 2', 'scale web-new 2 → 1']],
    ['proportional scaling: 9 -> 4', 4, 9, [8, 0], [[1, 0]], ['scale web-new 8 → 4', 'scale web-old1 1 → 0']],
    [
      'proportional scaling: 7 -> 10',
      10,
      7,
      [2, 0],
      [
        [3, 0],
        [2, 0],
      ],
      ['scale web-old1 3 → 4', 'scale web-new 2 → 3', 'scale web-old2 2 → 3'],
    ],
    [
      'proportional scaling: 13 -> 8',
      8,
      13,
      [2, 0],
      [
        [8, 0],
        [3, 0],
      ],
      ['scale web-old1 8 → 5', 'scale web-old2 3 → 2', 'scale web-new 2 → 1'],
    ],
    [
      'leftover distribution: 3 -> 4',
      4,
      3,
      [1, 0],
      [
        [1, 0],
        [1, 0],
      ],
      ['scale web-new 1 → 2'],
    ],
    [
      'leftover distribution: 3 -> 2',
      2,
      3,
      [1, 0],
      [
        [1, 0],
        [1, 0],
      ],
      ['scale web-old2 1 → 0'],
    ],
    ['scale to zero', 0, 4, [2, 0], [[2, 0]], ['scale web-old1 2 → 0', 'scale web-new 2 → 0']],
    [
      'no rolling update in flight, nothing new: the latest is scaled',
      6,
      3,
      undefined,
      [[3, 0]],
      ['scale web-old1 3 → 6'],
    ],
    ['nothing to spread: equal size', 20, 20, [5, 0], [[15, 0]], []],
  ])('TestScale: %s', (_, replicas, before, newest, olds, expected) => {
    const deployment = web(replicas, { maxSurge: 0, maxUnavailable: '20%', status: { replicas: before } });
    const fresh = newest && replicaSet('web-new', newest[0], { max: before, created: 200, available: newest[1] });
    const old = olds.map(([size], index) =>
      replicaSet(`web-old${index + 1}`, size, { max: before, created: 100 - index, available: size }),
    );
    expect(scaleActions(deployment, fresh, old)).toEqual(expected);
  });

  test('TestScale: a saturated but broken new replica set does not affect old pods; an available one takes over', () => {
    const deployment = web(2, { maxSurge: 0, maxUnavailable: 1 });
    const old = replicaSet('web-old', 2, { max: 2, available: 2 });
    const saturated = replicaSet('web-new', 2, { max: 2, available: 2, created: 9 });
    expect(scaleActions(deployment, saturated, [old])).toEqual(['scale web-old 2 → 0']);
  });

  test('TestScale: change both surge and size, the annotation tells the size before', () => {
    const deployment = web(50, { maxSurge: 6, maxUnavailable: 3 });
    const newest = replicaSet('web-new', 10, { max: 45, desired: 45, created: 200 });
    const old = [
      replicaSet('web-old1', 20, { max: 45, created: 1 }),
      replicaSet('web-old2', 15, { max: 45, created: 2 }),
    ];
    expect(scaleActions(deployment, newest, old)).toEqual([
      'scale web-old1 20 → 25',
      'scale web-old2 15 → 19',
      'scale web-new 10 → 12',
    ]);
  });
});
