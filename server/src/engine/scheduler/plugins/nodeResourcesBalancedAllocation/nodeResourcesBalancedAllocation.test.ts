import { describe, expect, test } from 'vitest';
import type { Pod, ResourceList } from '#engine/api/pod.ts';
import { checkScore, clusterWith, node, pod } from '../../../../../../test/support/scheduling.ts';
import { nodeResourcesBalancedAllocation } from './nodeResourcesBalancedAllocation.ts';

const sized = (cpu: number, memory: number, more: ResourceList = {}): ResourceList => ({
  cpu: `${cpu}m`,
  memory,
  ...more,
});
const plugin = nodeResourcesBalancedAllocation();

describe('TestNodeResourcesBalancedAllocation', () => {
  test.each<[string, Pod, readonly Pod[], ResourceList, ResourceList, string, string]>([
    // with: |0.75 - 0.5| / 2 = 0.125 → 87; without: 100 → 50 + (50 + 87 - 100) / 2 = 68
    [
      'nothing scheduled, resources requested, differently sized nodes',
      pod('p', { asks: sized(3000, 5000) }),
      [],
      sized(4000, 10_000),
      sized(6000, 10_000),
      'n1=87 n2=100',
      'n1=68 n2=75',
    ],
    ['no resources requested', pod('p'), [], sized(4000, 10_000), sized(4000, 10_000), 'skipped', 'skipped'],
    // n1: cpu 6000/10000, memory 5000/20000 → |0.6 - 0.25| / 2 → 82; before: 3000, 0 → 85; n2: nothing there: 0.3 and 0.25 → 97; before 100
    [
      'resources requested, pods scheduled with resources',
      pod('p', { asks: sized(3000, 5000) }),
      [pod('x', { on: 'n1', asks: sized(3000, 0) })],
      sized(10_000, 20_000),
      sized(10_000, 20_000),
      'n1=82 n2=97',
      'n1=73 n2=73',
    ],
    [
      'requested resources at node capacity',
      pod('p', { asks: sized(4000, 10_000) }),
      [],
      sized(4000, 10_000),
      sized(4000, 20_000),
      'n1=100 n2=75',
      'n1=75 n2=62',
    ],
  ])('%s', (_name, incoming, placed, one, other, until135, since136) => {
    const objects = [node('n1', { capacity: one }), node('n2', { capacity: other }), ...placed];
    expect(checkScore(plugin, incoming, clusterWith(objects, '1.35'))).toBe(until135);
    expect(checkScore(plugin, incoming, clusterWith(objects, '1.36'))).toBe(since136);
  });

  test('Include scalar resource on a node for balanced resource allocation: three fractions have a standard deviation', () => {
    const gpu = 'nvidia.com/gpu';
    const cluster = clusterWith([node('n1', { capacity: sized(3500, 40_000, { [gpu]: 8 }) })], '1.35');
    // 3000/3500, 0/40000, 3/8: mean 0.4107, σ 0.3508 → 64
    expect(
      checkScore(
        nodeResourcesBalancedAllocation(['cpu', 'memory', gpu]),
        pod('p', { asks: { cpu: '3000m', [gpu]: 3 } }),
        cluster,
      ),
    ).toBe('n1=64');
  });
});
