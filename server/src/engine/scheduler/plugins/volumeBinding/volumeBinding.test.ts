import { describe, expect, test } from 'vitest';
import type { ApiObject } from '#engine/api/meta.ts';
import type { Pod } from '#engine/api/pod.ts';
import { checkFilter, clusterWith, pod } from '../../../../../../test/support/scheduling.ts';
import {
  claim,
  dynamic,
  immediate,
  nodeA,
  object,
  storageClass,
  using,
  volume,
  wait,
} from '../../../../../../test/support/storage.ts';
import { volumeBinding } from './volumeBinding.ts';

const driver = object('storage.k8s.io/v1', 'CSIDriver', 'csi.example.com', { spec: { storageCapacity: true } });
const room = (capacity: string, foo: string, maximumVolumeSize?: string): ApiObject =>
  object(
    'storage.k8s.io/v1',
    'CSIStorageCapacity',
    'room',
    {
      storageClassName: 'dyn-sc',
      capacity,
      nodeTopology: { matchLabels: { foo } },
      ...(maximumVolumeSize === undefined ? {} : { maximumVolumeSize }),
    },
    'kube-system',
  );

describe('TestVolumeBinding', () => {
  test.each<[string, Pod, readonly ApiObject[], string]>([
    ['pod has not pvcs', pod('pod-a'), [], 'skipped'],
    [
      'all bound',
      using('pvc-a'),
      [claim('pvc-a', 'wait-sc', { volume: 'pv-a' }), volume('pv-a', 'wait-sc')],
      'node-a fits',
    ],
    ['PVC does not exist', using('pvc-a'), [], 'refused: persistentvolumeclaim "pvc-a" not found'],
    [
      'Part of PVCs do not exist',
      using('pvc-a', 'pvc-b'),
      [claim('pvc-a', 'wait-sc', { volume: 'pv-a' }), volume('pv-a', 'wait-sc')],
      'refused: persistentvolumeclaim "pvc-b" not found',
    ],
    [
      'immediate claims not bound',
      using('pvc-a'),
      [immediate, claim('pvc-a', 'immediate-sc')],
      'refused: pod has unbound immediate PersistentVolumeClaims',
    ],
    [
      'unbound claims no matches',
      using('pvc-a'),
      [wait, claim('pvc-a', 'wait-sc')],
      "node-a: node(s) didn't find available persistent volumes to bind",
    ],
    [
      'bound and unbound unsatisfied',
      using('pvc-a', 'pvc-b'),
      [
        wait,
        claim('pvc-a', 'wait-sc', { volume: 'pv-a' }),
        claim('pvc-b', 'wait-sc'),
        volume('pv-a', 'wait-sc', { on: { foo: 'barbar' } }),
      ],
      "node-a: node(s) had volume node affinity conflict; node(s) didn't find available persistent volumes to bind",
    ],
    [
      'pv not found',
      using('pvc-a'),
      [claim('pvc-a', 'wait-sc', { volume: 'pv-a' })],
      'node-a: node(s) unavailable due to one or more pvc(s) bound to non-existent pv(s)',
    ],
    [
      'pvc is lost',
      using('pvc-a'),
      [claim('pvc-a', 'wait-sc', { volume: 'pv-a', phase: 'Lost' })],
      'refused: persistentvolumeclaim "pvc-a" bound to non-existent persistentvolume "pv-a"',
    ],
    [
      'an available volume on the node',
      using('pvc-a'),
      [wait, claim('pvc-a', 'wait-sc'), volume('pv-a', 'wait-sc', { on: { foo: 'bar' } })],
      'node-a fits',
    ],
    [
      'an available volume that is too small',
      using('pvc-a'),
      [wait, claim('pvc-a', 'wait-sc', { size: '2Gi' }), volume('pv-a', 'wait-sc')],
      "node-a: node(s) didn't find available persistent volumes to bind",
    ],
    [
      'two claims do not share one volume',
      using('pvc-a', 'pvc-b'),
      [wait, claim('pvc-a', 'wait-sc'), claim('pvc-b', 'wait-sc'), volume('pv-a', 'wait-sc')],
      "node-a: node(s) didn't find available persistent volumes to bind",
    ],
    ['a volume can be made', using('pvc-a'), [dynamic, claim('pvc-a', 'dyn-sc')], 'node-a fits'],
    [
      'a volume can be made, but not for this node',
      using('pvc-a'),
      [
        storageClass('dyn-sc', 'WaitForFirstConsumer', 'csi.example.com', {
          allowedTopologies: [{ matchLabelExpressions: [{ key: 'foo', values: ['other'] }] }],
        }),
        claim('pvc-a', 'dyn-sc'),
      ],
      "node-a: node(s) didn't find available persistent volumes to bind",
    ],
    [
      'another node was selected before',
      using('pvc-a'),
      [dynamic, claim('pvc-a', 'dyn-sc', { annotations: { 'volume.kubernetes.io/selected-node': 'node-b' } })],
      "node-a: node(s) didn't find available persistent volumes to bind",
    ],
    [
      'storage with room',
      using('pvc-a'),
      [dynamic, driver, room('1Gi', 'bar'), claim('pvc-a', 'dyn-sc')],
      'node-a fits',
    ],
    [
      'storage without room',
      using('pvc-a'),
      [dynamic, driver, room('1Gi', 'bar'), claim('pvc-a', 'dyn-sc', { size: '2Gi' })],
      'node-a: node(s) did not have enough free storage',
    ],
    [
      'room that the node cannot reach',
      using('pvc-a'),
      [dynamic, driver, room('9Gi', 'barbar'), claim('pvc-a', 'dyn-sc')],
      'node-a: node(s) did not have enough free storage',
    ],
    [
      'room, but not for a volume so large',
      using('pvc-a'),
      [dynamic, driver, room('9Gi', 'bar', '1Gi'), claim('pvc-a', 'dyn-sc', { size: '2Gi' })],
      'node-a: node(s) did not have enough free storage',
    ],
  ])('%s', (_name, one, objects, expected) => {
    expect(checkFilter(volumeBinding, one, clusterWith([nodeA, ...objects]))).toBe(expected);
  });

  test('the smallest volume that suffices is reserved; what is missing is ordered for the node', () => {
    const cluster = clusterWith([
      nodeA,
      wait,
      dynamic,
      claim('pvc-a', 'wait-sc'),
      claim('pvc-b', 'dyn-sc'),
      volume('pv-big', 'wait-sc', { size: '5Gi' }),
      volume('pv-fit', 'wait-sc', { size: '2Gi' }),
    ]);
    const state = cluster.node('node-a');
    const preBind = state && volumeBinding.beforeBind(cluster.info(using('pvc-a', 'pvc-b')), state, cluster);
    expect(
      preBind?.updates.map(({ metadata, spec }) => [
        metadata.name,
        metadata.annotations,
        (spec as { claimRef?: { name: string } }).claimRef?.name,
      ]),
    ).toEqual([
      ['pv-fit', { 'pv.kubernetes.io/bound-by-controller': 'yes' }, 'pvc-a'],
      ['pvc-b', { 'volume.kubernetes.io/selected-node': 'node-a' }, undefined],
    ]);
    expect(preBind?.isDone(cluster.view)).toBe(false);
  });
});
