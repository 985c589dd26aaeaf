import { describe, expect, test } from 'vitest';
import type { ApiObject, Labels } from '#engine/api/meta.ts';
import { checkFilter, clusterWith, node } from '../../../../../../test/support/scheduling.ts';
import { claim, immediate, nodeA, using, volume, wait } from '../../../../../../test/support/storage.ts';
import { volumeZone } from './volumeZone.ts';

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
