import { describe, expect, test } from 'vitest';
import type { ApiObject } from '#engine/api/meta.ts';
import type { Pod } from '#engine/api/pod.ts';
import { checkFilter, clusterWith } from '../../../../../../test/support/scheduling.ts';
import { claim, dynamic, nodeA, object, using, volume } from '../../../../../../test/support/storage.ts';
import { nodeVolumeLimits } from './nodeVolumeLimits.ts';

describe('TestCSILimits', () => {
  const limit = (count: number): ApiObject =>
    object('storage.k8s.io/v1', 'CSINode', 'node-a', {
      spec: { drivers: [{ name: 'csi.example.com', allocatable: { count } }] },
    });
  const bound = ['a', 'b'].flatMap((one) => [
    claim(`pvc-${one}`, 'dyn-sc', { volume: `pv-${one}` }),
    volume(`pv-${one}`, 'dyn-sc', { handle: one }),
  ]);
  const there = { ...using('pvc-b'), metadata: { name: 'there', namespace: 'default' } };
  const placed = { ...there, spec: { ...there.spec, nodeName: 'node-a' } };

  test.each<[string, readonly ApiObject[], Pod, string]>([
    ['fits when node volume limit >= new pods CSI volume', [limit(2)], using('pvc-a'), 'node-a fits'],
    [
      "doesn't when node volume limit <= new pods CSI volume",
      [limit(1)],
      using('pvc-a'),
      'node-a: node(s) exceed max volume count (preemption helps)',
    ],
    ['fits when there is no limit', [], using('pvc-a'), 'node-a fits'],
    ['a volume that is attached already does not count again', [limit(1)], using('pvc-b'), 'node-a fits'],
    [
      'a claim without a volume counts for the one it will get',
      [limit(1), dynamic, claim('pvc-c', 'dyn-sc')],
      using('pvc-c'),
      'node-a: node(s) exceed max volume count (preemption helps)',
    ],
  ])('%s', (_name, objects, one, expected) => {
    expect(checkFilter(nodeVolumeLimits, one, clusterWith([nodeA, placed, ...bound, ...objects]))).toBe(expected);
  });
});
