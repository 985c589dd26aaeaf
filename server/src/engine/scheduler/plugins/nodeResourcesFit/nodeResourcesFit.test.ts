import { describe, expect, test } from 'vitest';
import type { Container, Pod, PodSpec, ResourceList } from '#engine/api/pod.ts';
import { checkFilter, checkScore, clusterWith, node, pod } from '../../../../../../test/support/scheduling.ts';
import type { FitArgs } from './nodeResourcesFit.ts';
import { nodeResourcesFit } from './nodeResourcesFit.ts';
import type { ScoringStrategy } from './scoringStrategy.ts';
import { leastAllocated, mostAllocated, requestedToCapacityRatio } from './scoringStrategy.ts';

const ext = 'example.com/aaa';
/** As upstream: 10 milli-cores, 20 bytes, 32 pods, five of an extended resource, 20 bytes of storage. */
const capacity = { cpu: '10m', memory: 20, pods: 32, [ext]: 5, 'ephemeral-storage': 20 };
const asks = (cpu: number, memory: number, more: ResourceList = {}): ResourceList => ({
  cpu: `${cpu}m`,
  memory,
  ...more,
});
const container = (name: string, requests: ResourceList, more: Partial<Container> = {}): Container => ({
  name,
  image: 'i',
  resources: { requests },
  ...more,
});
const inits = (...lists: readonly ResourceList[]): Partial<PodSpec> => ({
  initContainers: lists.map((list, i) => container(`i${i}`, list)),
});

describe('TestEnoughRequests', () => {
  test.each<[string, Pod, Pod, string]>([
    ['no resources requested always fits', pod('p'), pod('x', { asks: asks(10, 20) }), 'n1 fits'],
    [
      'too many resources fails',
      pod('p', { asks: asks(1, 1) }),
      pod('x', { asks: asks(10, 20) }),
      'n1: Insufficient cpu; Insufficient memory (preemption helps)',
    ],
    [
      'too many resources fails due to init container cpu',
      pod('p', { asks: asks(1, 1), spec: inits(asks(3, 1)) }),
      pod('x', { asks: asks(8, 19) }),
      'n1: Insufficient cpu (preemption helps)',
    ],
    [
      'too many resources fails due to highest init container cpu',
      pod('p', { asks: asks(1, 1), spec: inits(asks(3, 1), asks(2, 1)) }),
      pod('x', { asks: asks(8, 19) }),
      'n1: Insufficient cpu (preemption helps)',
    ],
    [
      'too many resources fails due to highest init container memory',
      pod('p', { asks: asks(1, 1), spec: inits(asks(1, 3), asks(1, 2)) }),
      pod('x', { asks: asks(9, 19) }),
      'n1: Insufficient memory (preemption helps)',
    ],
    [
      "init container fits because it's the max, not sum, of containers and init containers",
      pod('p', { asks: asks(1, 1), spec: inits(asks(1, 1)) }),
      pod('x', { asks: asks(9, 19) }),
      'n1 fits',
    ],
    ['both resources fit', pod('p', { asks: asks(1, 1) }), pod('x', { asks: asks(5, 5) }), 'n1 fits'],
    [
      'one resource memory fits',
      pod('p', { asks: asks(2, 1) }),
      pod('x', { asks: asks(9, 5) }),
      'n1: Insufficient cpu (preemption helps)',
    ],
    [
      'one resource cpu fits',
      pod('p', { asks: asks(1, 2) }),
      pod('x', { asks: asks(5, 19) }),
      'n1: Insufficient memory (preemption helps)',
    ],
    ['equal edge case', pod('p', { asks: asks(5, 1) }), pod('x', { asks: asks(5, 19) }), 'n1 fits'],
    ['extended resource fits', pod('p', { asks: { [ext]: 5 } }), pod('x'), 'n1 fits'],
    [
      'extended resource capacity enforced',
      pod('p', { asks: asks(1, 1, { [ext]: 10 }) }),
      pod('x'),
      'n1: Insufficient example.com/aaa',
    ],
    [
      'extended resource allocatable enforced',
      pod('p', { asks: { [ext]: 1 } }),
      pod('x', { asks: { [ext]: 5 } }),
      'n1: Insufficient example.com/aaa (preemption helps)',
    ],
    [
      'extended resource allocatable enforced for unknown resource',
      pod('p', { asks: asks(1, 1, { 'example.com/bbb': 1 }) }),
      pod('x'),
      'n1: Insufficient example.com/bbb',
    ],
    [
      'resources + pod overhead fits',
      pod('p', { asks: asks(1, 1), spec: { overhead: asks(3, 13) } }),
      pod('x', { asks: asks(5, 5) }),
      'n1 fits',
    ],
    [
      'requests + overhead does not fit for memory',
      pod('p', { asks: asks(1, 1), spec: { overhead: asks(1, 15) } }),
      pod('x', { asks: asks(5, 5) }),
      'n1: Insufficient memory (preemption helps)',
    ],
    [
      'storage ephemeral local storage request exceeds allocatable',
      pod('p', { asks: { 'ephemeral-storage': 25 } }),
      pod('x'),
      'n1: Insufficient ephemeral-storage',
    ],
    [
      'a sidecar runs beside the containers',
      pod('p', {
        asks: asks(4, 1),
        spec: { initContainers: [container('s', asks(3, 1), { restartPolicy: 'Always' })] },
      }),
      pod('x', { asks: asks(4, 1) }),
      'n1: Insufficient cpu (preemption helps)',
    ],
    [
      'a step after a sidecar runs beside it',
      pod('p', {
        asks: asks(1, 1),
        spec: { initContainers: [container('s', asks(3, 1), { restartPolicy: 'Always' }), container('i', asks(4, 1))] },
      }),
      pod('x', { asks: asks(4, 1) }),
      'n1: Insufficient cpu (preemption helps)',
    ],
    [
      'pod-level resources stand for those of the containers',
      pod('p', { asks: asks(9, 1), spec: { resources: { requests: asks(2, 2) } } }),
      pod('x', { asks: asks(8, 1) }),
      'n1 fits',
    ],
    [
      'limits stand for requests that are missing',
      pod('p', { container: { resources: { limits: { [ext]: 6 } } } }),
      pod('x'),
      'n1: Insufficient example.com/aaa',
    ],
  ])('%s', (_name, incoming, there, expected) => {
    const placed = { ...there, spec: { ...there.spec, nodeName: 'n1' } };
    const cluster = clusterWith([node('n1', { capacity }), placed]);
    expect(checkFilter(nodeResourcesFit(), incoming, cluster)).toBe(expected);
  });

  test('until 1.33 preemption is tried even where the empty node would be too small', () => {
    const cluster = clusterWith([node('n1', { capacity })], '1.33');
    expect(checkFilter(nodeResourcesFit(), pod('p', { asks: asks(11, 1) }), cluster)).toBe(
      'n1: Insufficient cpu (preemption helps)',
    );
  });

  test.each([
    ['skip checking ignored extended resource', { ignoredResources: new Set(['example.com/bbb']) }],
    [
      'skip checking resource request with ignored extended resource group',
      { ignoredResourceGroups: new Set(['example.com']) },
    ],
  ])('%s', (_name, ignored) => {
    const args: FitArgs = {
      strategy: leastAllocated,
      ignoredResources: new Set(),
      ignoredResourceGroups: new Set(),
      ...ignored,
    };
    const cluster = clusterWith([node('n1', { capacity })]);
    expect(checkFilter(nodeResourcesFit(args), pod('p', { asks: { 'example.com/bbb': 2 } }), cluster)).toBe('n1 fits');
  });
});

describe('TestNotEnoughRequests', () => {
  test.each([
    [
      "even without specified resources, predicate fails when there's no space for additional pod",
      pod('p'),
      'n1: Too many pods (preemption helps)',
    ],
    [
      'all that fail are named',
      pod('p', { asks: asks(6, 1) }),
      'n1: Too many pods; Insufficient cpu (preemption helps)',
    ],
  ])('%s', (_name, incoming, expected) => {
    const cluster = clusterWith([
      node('n1', { capacity: { ...capacity, pods: 1 } }),
      pod('x', { on: 'n1', asks: asks(5, 1) }),
    ]);
    expect(checkFilter(nodeResourcesFit(), incoming, cluster)).toBe(expected);
  });
});

describe('TestFitScore', () => {
  const sized = (cpu: number, memory: number): ResourceList => ({ cpu: `${cpu}m`, memory });
  const score = (
    strategy: ScoringStrategy,
    incoming: Pod,
    placed: readonly Pod[],
    one: ResourceList,
    other: ResourceList,
  ): string => {
    const args: FitArgs = { strategy, ignoredResources: new Set(), ignoredResourceGroups: new Set() };
    const cluster = clusterWith([node('n1', { capacity: one }), node('n2', { capacity: other }), ...placed]);
    return checkScore(nodeResourcesFit(args), incoming, cluster);
  };
  const asking = pod('p', { asks: sized(3000, 5000) });
  const ratio = requestedToCapacityRatio([
    { utilization: 0, score: 10 },
    { utilization: 100, score: 0 },
  ]);

  test.each<[string, ScoringStrategy, string]>([
    // n1: cpu (4000-3000)/4000 = 25, memory (10000-5000)/10000 = 50; n2: cpu 50, memory 50
    [
      'TestLeastAllocatedScoringStrategy/nothing scheduled, resources requested, differently sized nodes',
      leastAllocated,
      'n1=37 n2=50',
    ],
    [
      'TestMostAllocatedScoringStrategy/nothing scheduled, resources requested, differently sized nodes',
      mostAllocated,
      'n1=62 n2=50',
    ],
    [
      'TestRequestedToCapacityRatioScoringStrategy/nothing scheduled, resources requested, differently sized nodes',
      ratio,
      'n1=38 n2=50',
    ],
  ])('%s', (_name, strategy, expected) => {
    expect(score(strategy, asking, [], sized(4000, 10_000), sized(6000, 10_000))).toBe(expected);
  });

  test('TestLeastAllocatedScoringStrategy/requested resources exceed node capacity', () => {
    const there = pod('x', { on: 'n1', asks: sized(3000, 0) });
    expect(score(leastAllocated, asking, [there], sized(4000, 10_000), sized(4000, 10_000))).toBe('n1=25 n2=37');
  });

  test('containers without requests count as 100m and 200Mi', () => {
    const big = sized(1000, 2000 * 1024 * 1024);
    // (1000-100)/1000 = 90 and (2000-200)/2000 = 90; with one such pod there: 80 and 80
    expect(score(leastAllocated, pod('p'), [pod('x', { on: 'n1' })], big, big)).toBe('n1=80 n2=90');
  });

  test('TestRequestedToCapacityRatioScoringStrategy/resources requested, pods scheduled with resources, bin packing of an extended resource', () => {
    const strategy: ScoringStrategy = {
      ...requestedToCapacityRatio([
        { utilization: 0, score: 0 },
        { utilization: 100, score: 1 },
      ]),
      resources: [{ name: 'intel.com/foo', weight: 1 }],
    };
    const foo = (amount: number): ResourceList => ({ 'intel.com/foo': amount });
    // n1: 2 of 8 → 25 % → 2; n2: 2 of 4 → 50 % → 5
    expect(score(strategy, pod('p', { asks: foo(2) }), [], foo(8), foo(4))).toBe('n1=2 n2=5');
  });
});
