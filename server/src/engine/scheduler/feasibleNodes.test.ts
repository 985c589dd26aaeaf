import { expect, test } from 'vitest';
import { keyOf } from '#engine/api/key.ts';
import type { Pod } from '#engine/api/pod.ts';
import { clusterWith, cycleOptions, node, pod } from '../../../../test/support/scheduling.ts';
import { advice } from './advice.ts';
import type { RemedySummary } from './diagnosis.ts';
import { enoughNodes } from './feasibleNodes.ts';
import { headroom } from './headroom.ts';
import { eventText, fitError, histogram } from './message.ts';
import { zoneOrder } from './nodeOrder.ts';
import { profilesOf } from './profile.ts';
import { scheduleOne } from './scheduleOne.ts';

test.each([
  ['TestNumFeasibleNodesToFind/not set percentageOfNodesToScore and nodes number not more than 50', 10, 0, 10],
  ['TestNumFeasibleNodesToFind/set percentageOfNodesToScore and nodes number not more than 50', 10, 40, 10],
  ['TestNumFeasibleNodesToFind/not set percentageOfNodesToScore and nodes number more than 50', 1000, 0, 420],
  ['TestNumFeasibleNodesToFind/set percentageOfNodesToScore and nodes number more than 50', 1000, 40, 400],
  ['TestNumFeasibleNodesToFind/not set percentageOfNodesToScore and nodes number more than 50*125', 6000, 0, 300],
  ['5,000 nodes: a tenth', 5000, 0, 500],
  ['never less than 100', 200, 5, 100],
])('%s', (_name, nodes, percentage, expected) => {
  expect(enoughNodes(nodes, percentage)).toBe(expected);
});

test('the next cycle begins where the last one ended', () => {
  const cluster = clusterWith(Array.from({ length: 150 }, (_, i) => node(`n${i}`)));
  const [profile] = [...profilesOf().values()];
  if (profile === undefined) throw new Error('there is no default profile');
  const options = cycleOptions();
  const ranges = [0, 1, 2].map(() => {
    const outcome = scheduleOne(cluster.info(pod('p')), cluster, profile, options);
    const feasible = outcome.kind === 'placed' ? outcome.feasible : [];
    return `${feasible[0]?.name}…${feasible.at(-1)?.name}`;
  });
  expect(ranges).toEqual(['n0…n99', 'n100…n49', 'n50…n149']);
});

test('TestNodeTree_List: zones take turns', () => {
  const zone = 'topology.kubernetes.io/zone';
  const cluster = clusterWith(
    ['a', 'a', 'a', 'b', 'c', 'c'].map((name, i) => node(`n${i}${name}`, { labels: { [zone]: name } })),
  );
  expect(zoneOrder(cluster.nodes).map(({ name }) => name)).toEqual(['n0a', 'n3b', 'n4c', 'n1a', 'n5c', 'n2a']);
});

test('pieces of the message are sorted as text', () => {
  const counts = new Map([
    ['Insufficient cpu', 2],
    ['node(s) were unschedulable', 10],
    ['Too many pods', 1],
  ]);
  expect(histogram(counts)).toBe('1 Too many pods, 10 node(s) were unschedulable, 2 Insufficient cpu');
});

test('an event is cut at 1,024 characters, the message itself is not', () => {
  expect(eventText('x'.repeat(1024))).toHaveLength(1024);
  expect(eventText('x'.repeat(2000))).toBe(`${'x'.repeat(1020)} ...`);
});

test('a refusal of the pod stands in for the reasons of the nodes', () => {
  const cluster = clusterWith([node('n1'), node('n2')]);
  const [profile] = [...profilesOf().values()];
  const incoming: Pod = pod('p', { spec: { volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'data' } }] } });
  const outcome = profile && scheduleOne(cluster.info(incoming), cluster, profile, cycleOptions());
  expect(outcome?.kind === 'refused' && fitError(outcome)).toBe(
    '0/2 nodes are available: persistentvolumeclaim "data" not found.',
  );
});

test('headroom: what is left of each node', () => {
  const objects = [
    node('n1', { capacity: { cpu: '4', memory: '1Gi', pods: 10, 'ephemeral-storage': 0, 'example.com/gpu': 2 } }),
    pod('x', { on: 'n1', asks: { cpu: '1500m', 'example.com/gpu': 1 } }),
    pod('gone', { on: 'n1', asks: { cpu: '1' }, status: { phase: 'Succeeded' } }),
  ];
  expect(headroom(new Map(objects.map((object) => [keyOf(object), object])), '1.36')).toEqual([
    {
      node: 'n1',
      unschedulable: false,
      pods: { allocatable: 10, used: 1 },
      resources: [
        { name: 'cpu', allocatable: 4000, requested: 1500, free: 2500 },
        { name: 'memory', allocatable: 1_073_741_824, requested: 0, free: 1_073_741_824 },
        { name: 'example.com/gpu', allocatable: 2, requested: 1, free: 1 },
      ],
    },
  ]);
});

test.each<[RemedySummary, string]>([
  [
    { kind: 'resource', subject: 'cpu', admits: 3, short: 300, node: 'w1' },
    'w1 is 300m of cpu short, the least of 3 nodes',
  ],
  [
    { kind: 'resource', subject: 'memory', admits: 1, short: 1_610_612_736, node: 'w1' },
    'w1 is 1536Mi of memory short',
  ],
  [{ kind: 'resource', subject: 'pods', admits: 1, short: 1, node: 'w1' }, 'w1 is 1 of pods short'],
  [
    { kind: 'toleration', subject: 'team=db:NoSchedule', admits: 2, node: 'w2' },
    'a toleration of team=db:NoSchedule would admit 2 nodes',
  ],
  [{ kind: 'label', subject: 'disk=ssd', admits: 1, node: 'w3' }, 'the label disk=ssd would admit 1 node'],
  [{ kind: 'uncordon', subject: 'w4', admits: 1, node: 'w4' }, 'w4 would do if it were not cordoned'],
  [{ kind: 'port', subject: 'TCP/80', admits: 2, node: 'w4' }, 'host port TCP/80 is taken on 2 nodes that would do'],
])('advice: %o', (remedy, expected) => {
  expect(advice([remedy])).toEqual([expected]);
});
