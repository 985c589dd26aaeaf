import { describe, expect, test } from 'vitest';
import type { ApiObject, Labels } from '#engine/api/meta.ts';
import type { Pod } from '#engine/api/pod.ts';
import { checkFilter, clusterWith, node, pod } from '../../../../../../test/support/scheduling.ts';
import { nodeVolumeLimits } from '../nodeVolumeLimits/nodeVolumeLimits.ts';
import { volumeRestrictions } from '../volumeRestrictions/volumeRestrictions.ts';
import { volumeZone } from '../volumeZone/volumeZone.ts';
import { volumeBinding } from './volumeBinding.ts';

const object = (
  apiVersion: string,
  kind: string,
  name: string,
  rest: Readonly<Record<string, unknown>>,
  namespace?: string,
): ApiObject => ({
  apiVersion,
  kind,
  metadata: {
    name,
    ...(namespace === undefined ? {} : { namespace }),
    ...((rest['metadata'] as object | undefined) ?? {}),
  },
  ...Object.fromEntries(Object.entries(rest).filter(([field]) => field !== 'metadata')),
});
const storageClass = (
  name: string,
  mode: string,
  provisioner = 'csi.example.com',
  more: Readonly<Record<string, unknown>> = {},
): ApiObject => object('storage.k8s.io/v1', 'StorageClass', name, { provisioner, volumeBindingMode: mode, ...more });
const claim = (
  name: string,
  className: string,
  more: {
    readonly volume?: string;
    readonly modes?: readonly string[];
    readonly annotations?: Labels;
    readonly size?: string;
    readonly phase?: string;
  } = {},
): ApiObject =>
  object(
    'v1',
    'PersistentVolumeClaim',
    name,
    {
      metadata: { uid: `uid-${name}`, ...(more.annotations === undefined ? {} : { annotations: more.annotations }) },
      spec: {
        storageClassName: className,
        accessModes: more.modes ?? ['ReadWriteOnce'],
        resources: { requests: { storage: more.size ?? '1Gi' } },
        ...(more.volume === undefined ? {} : { volumeName: more.volume }),
      },
      status: { phase: more.phase ?? (more.volume === undefined ? 'Pending' : 'Bound') },
    },
    'default',
  );
const volume = (
  name: string,
  className: string,
  more: { readonly on?: Labels; readonly labels?: Labels; readonly size?: string; readonly handle?: string } = {},
): ApiObject =>
  object('v1', 'PersistentVolume', name, {
    ...(more.labels === undefined ? {} : { metadata: { labels: more.labels } }),
    spec: {
      storageClassName: className,
      accessModes: ['ReadWriteOnce'],
      capacity: { storage: more.size ?? '1Gi' },
      ...(more.handle === undefined ? {} : { csi: { driver: 'csi.example.com', volumeHandle: more.handle } }),
      ...(more.on === undefined
        ? {}
        : {
            nodeAffinity: {
              required: {
                nodeSelectorTerms: [
                  {
                    matchExpressions: Object.entries(more.on).map(([key, value]) => ({
                      key,
                      operator: 'In',
                      values: [value],
                    })),
                  },
                ],
              },
            },
          }),
    },
  });
const using = (...claims: readonly string[]): Pod =>
  pod('pod-a', {
    spec: { volumes: claims.map((claimName) => ({ name: claimName, persistentVolumeClaim: { claimName } })) },
  });
const nodeA = node('node-a', { labels: { foo: 'bar', 'topology.kubernetes.io/zone': 'zone1' } });
const wait = storageClass('wait-sc', 'WaitForFirstConsumer', 'kubernetes.io/no-provisioner');
const dynamic = storageClass('dyn-sc', 'WaitForFirstConsumer');
const immediate = storageClass('immediate-sc', 'Immediate');

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

describe('TestVolumeZone', () => {
  const zone = 'topology.kubernetes.io/zone';
  test.each<[string, Labels, Labels, string]>([
    ['TestSingleZone/node without labels', {}, { [zone]: 'zone1' }, 'n fits'],
    ['TestSingleZone/label zone failure domain matched', { [zone]: 'zone1' }, { [zone]: 'zone1' }, 'n fits'],
    [
      'TestSingleZone/label zone failure domain failed match',
      { [zone]: 'no_zone1' },
      { [zone]: 'zone1' },
      'n: node(s) had no available volume zone',
    ],
    ['TestMultiZone/multiple zones, one matches', { [zone]: 'zone2' }, { [zone]: 'zone1__zone2' }, 'n fits'],
    [
      'TestSingleZone/beta zone label matches',
      { [zone]: 'zone1' },
      { 'failure-domain.beta.kubernetes.io/zone': 'zone1' },
      'n fits',
    ],
  ])('%s', (_name, onNode, onVolume, expected) => {
    const objects = [
      node('n', { labels: onNode }),
      claim('pvc-a', 'wait-sc', { volume: 'pv-a' }),
      volume('pv-a', 'wait-sc', { labels: onVolume }),
    ];
    expect(checkFilter(volumeZone, using('pvc-a'), clusterWith(objects))).toBe(expected);
  });

  test.each<[string, readonly ApiObject[], string]>([
    [
      'TestWithBinding/unbound volume empty storage class',
      [claim('pvc-a', '')],
      'refused: PersistentVolumeClaim had no pv name and storageClass name',
    ],
    [
      'TestWithBinding/unbound volume no storage class',
      [claim('pvc-a', 'none')],
      'refused: storageclass.storage.k8s.io "none" not found',
    ],
    [
      'TestWithBinding/unbound volume immediate binding mode',
      [immediate, claim('pvc-a', 'immediate-sc')],
      'refused: PersistentVolume had no name',
    ],
    ['TestWithBinding/unbound volume wait binding mode', [wait, claim('pvc-a', 'wait-sc')], 'skipped'],
  ])('%s', (_name, objects, expected) => {
    expect(checkFilter(volumeZone, using('pvc-a'), clusterWith([nodeA, ...objects]))).toBe(expected);
  });
});

describe('TestVolumeRestrictions', () => {
  const disk = (name: string, source: Readonly<Record<string, unknown>>, on?: string): Pod =>
    pod(name, { ...(on === undefined ? {} : { on }), spec: { volumes: [{ name: 'v', ...source }] } });
  const gce = (pdName: string, readOnly = false): Readonly<Record<string, unknown>> => ({
    gcePersistentDisk: { pdName, readOnly },
  });
  const refused = 'node-a: node(s) had no available disk (preemption helps)';

  test.each<[string, Readonly<Record<string, unknown>>, Readonly<Record<string, unknown>>, string]>([
    ['TestGCEDiskConflicts/nothing', { emptyDir: {} }, gce('foo'), 'skipped'],
    ['TestGCEDiskConflicts/same state', gce('foo'), gce('foo'), refused],
    ['TestGCEDiskConflicts/different state', gce('bar'), gce('foo'), 'node-a fits'],
    ['TestGCEDiskConflicts/same state, both read only', gce('foo', true), gce('foo', true), 'node-a fits'],
    [
      'TestAWSDiskConflicts/same state',
      { awsElasticBlockStore: { volumeID: 'foo' } },
      { awsElasticBlockStore: { volumeID: 'foo' } },
      refused,
    ],
    ['TestISCSIDiskConflicts/same state', { iscsi: { iqn: 'iqn.1' } }, { iscsi: { iqn: 'iqn.1' } }, refused],
    [
      'TestRBDDiskConflicts/same state',
      { rbd: { monitors: ['a', 'b'], pool: 'foo', image: 'bar' } },
      { rbd: { monitors: ['c', 'b'], pool: 'foo', image: 'bar' } },
      refused,
    ],
    [
      'TestRBDDiskConflicts/different state',
      { rbd: { monitors: ['a'], pool: 'foo', image: 'bar' } },
      { rbd: { monitors: ['c'], pool: 'foo', image: 'bar' } },
      'node-a fits',
    ],
  ])('%s', (_name, wanted, used, expected) => {
    expect(checkFilter(volumeRestrictions, disk('p', wanted), clusterWith([nodeA, disk('x', used, 'node-a')]))).toBe(
      expected,
    );
  });

  test.each([
    ['TestAccessModeConflicts/nothing', false, 'node-a fits'],
    [
      'TestAccessModeConflicts/access mode conflict',
      true,
      'node-a: node(s) unavailable due to PersistentVolumeClaim with ReadWriteOncePod access mode already in-use by another pod (preemption helps)',
    ],
  ])('%s', (_name, used, expected) => {
    const rwop = claim('pvc-a', 'wait-sc', { volume: 'pv-a', modes: ['ReadWriteOncePod'] });
    const other = { ...using('pvc-a'), metadata: { name: 'other', namespace: 'default' } };
    const objects = used ? [{ ...other, spec: { ...other.spec, nodeName: 'node-a' } }] : [];
    expect(checkFilter(volumeRestrictions, using('pvc-a'), clusterWith([nodeA, rwop, ...objects]))).toBe(expected);
  });
});

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
