import { describe, expect, test } from 'vitest';
import type { Pod } from '#engine/api/pod.ts';
import { checkFilter, clusterWith, pod } from '../../../../../../test/support/scheduling.ts';
import { claim, nodeA, using } from '../../../../../../test/support/storage.ts';
import { volumeRestrictions } from './volumeRestrictions.ts';

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
