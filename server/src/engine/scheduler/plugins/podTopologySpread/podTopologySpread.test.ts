import { describe, expect, test } from 'vitest';
import type { ApiObject, Labels } from '#engine/api/meta.ts';
import type { Node } from '#engine/api/node.ts';
import type { Pod, PodSpec, TopologySpreadConstraint } from '#engine/api/pod.ts';
import { checkFilter, checkScore, clusterWith, fitting, node, pod } from '../../../../../../test/support/scheduling.ts';
import { podTopologySpread } from './podTopologySpread.ts';

const plugin = podTopologySpread();
const foo = { foo: '' };
const matchFoo = { matchExpressions: [{ key: 'foo', operator: 'Exists' }] };
const constraint = (topologyKey: string, more: Partial<TopologySpreadConstraint> = {}): TopologySpreadConstraint => ({
  maxSkew: 1,
  topologyKey,
  whenUnsatisfiable: 'DoNotSchedule',
  labelSelector: matchFoo,
  ...more,
});
const incoming = (labels: Labels, ...constraints: readonly TopologySpreadConstraint[]): Pod =>
  pod('p', { labels, spec: { topologySpreadConstraints: constraints } });
const zoned = (name: string, zone: string): Node => node(name, { labels: { zone, node: name } });
/** `node-a×2 node-b`: so many pods with the label foo on these nodes. */
const placed = (text: string, labels: Labels = foo, namespace = 'default'): readonly Pod[] =>
  text
    .split(' ')
    .filter(Boolean)
    .flatMap((part) => {
      const [on = '', times = '1'] = part.split('×');
      return Array.from({ length: Number(times) }, (_, i) =>
        pod(`${on}-${Object.keys(labels).join('-')}-${namespace}-${i}`, { on, labels, namespace }),
      );
    });
const four = [zoned('node-a', 'zone1'), zoned('node-b', 'zone1'), zoned('node-x', 'zone2'), zoned('node-y', 'zone2')];

describe('TestSingleConstraint', () => {
  test.each<[string, Pod, readonly ApiObject[], string]>([
    ['no existing pods', incoming(foo, constraint('zone')), four, 'node-a node-b node-x node-y'],
    [
      "no existing pods, incoming pod doesn't match itself",
      incoming(foo, constraint('zone', { labelSelector: { matchLabels: { bar: '' } } })),
      four,
      'node-a node-b node-x node-y',
    ],
    [
      'existing pods in a different namespace do not count',
      incoming(foo, constraint('zone')),
      [...four, ...placed('node-a×2', foo, 'ns1'), ...placed('node-b node-y×2')],
      'node-a node-b',
    ],
    [
      'pods spread across zones as 3/3, all nodes fit',
      incoming(foo, constraint('zone')),
      [...four, ...placed('node-a×2 node-b node-y×3')],
      'node-a node-b node-x node-y',
    ],
    ["pod cannot be scheduled as all nodes don't have label 'rack'", incoming(foo, constraint('rack')), four, ''],
    [
      'pods spread across nodes as 2/1/0/3, only node-x fits',
      incoming(foo, constraint('node')),
      [...four, ...placed('node-a×2 node-b node-y×3')],
      'node-x',
    ],
    [
      'pods spread across nodes as 2/1/0/3, maxSkew is 2, node-b and node-x fit',
      incoming(foo, constraint('node', { maxSkew: 2 })),
      [...four, ...placed('node-a×2 node-b node-y×3')],
      'node-b node-x',
    ],
    [
      "pods spread across nodes as 2/1/0/3, but pod doesn't match itself",
      incoming({ bar: '' }, constraint('node')),
      [...four, ...placed('node-a×2 node-b node-y×3')],
      'node-b node-x',
    ],
    [
      'incoming pod has nodeAffinity, pods spread as 2/~1~/~0~/3, hence node-a fits',
      pod('p', {
        labels: foo,
        spec: {
          topologySpreadConstraints: [constraint('node')],
          affinity: {
            nodeAffinity: {
              requiredDuringSchedulingIgnoredDuringExecution: {
                nodeSelectorTerms: [
                  { matchExpressions: [{ key: 'node', operator: 'In', values: ['node-a', 'node-y'] }] },
                ],
              },
            },
          },
        },
      }),
      [...four, ...placed('node-a×2 node-b node-y×3')],
      'node-a node-b node-x',
    ],
    [
      'nodeAffinityPolicy Ignore counts all nodes',
      pod('p', {
        labels: foo,
        spec: {
          topologySpreadConstraints: [constraint('node', { nodeAffinityPolicy: 'Ignore' })],
          nodeSelector: { node: 'node-a' },
        },
      }),
      [...four, ...placed('node-a×2 node-b node-y×3')],
      'node-x',
    ],
    [
      'terminating Pods should be excluded',
      incoming(foo, constraint('node')),
      [
        zoned('node-a', 'zone1'),
        zoned('node-b', 'zone1'),
        pod('t', { on: 'node-a', labels: foo, terminating: true }),
        ...placed('node-b'),
      ],
      'node-a',
    ],
    [
      'existing pods with matchLabelKeys: only those of the same revision count',
      incoming({ foo: '', rev: '2' }, constraint('zone', { matchLabelKeys: ['rev'] })),
      [...four, ...placed('node-a×2', { foo: '', rev: '1' }), ...placed('node-y', { foo: '', rev: '2' })],
      'node-a node-b',
    ],
  ])('%s', (_name, one, objects, expected) => {
    expect(fitting(plugin, one, clusterWith(objects))).toBe(expected);
  });

  test("pods spread across zones as 1/2 due to absence of label 'zone' on node-b", () => {
    const nodes = [zoned('node-a', 'zone1'), node('node-b', { labels: { node: 'node-b' } }), zoned('node-x', 'zone2')];
    const cluster = clusterWith([...nodes, ...placed('node-a node-b node-x×2')]);
    expect(checkFilter(plugin, incoming(foo, constraint('zone')), cluster)).toBe(
      "node-a fits, node-b: node(s) didn't match pod topology spread constraints (missing required label), node-x: node(s) didn't match pod topology spread constraints (preemption helps)",
    );
  });

  test('NodeTaintsPolicy honoured: a tainted node is no domain', () => {
    const tainted = node('node-x', {
      labels: { zone: 'zone2', node: 'node-x' },
      taints: [{ key: 't', effect: 'NoSchedule' }],
    });
    const objects = [zoned('node-a', 'zone1'), tainted, ...placed('node-a')];
    const with_ = (nodeTaintsPolicy: string): string =>
      fitting(plugin, incoming(foo, constraint('zone', { nodeTaintsPolicy })), clusterWith(objects));
    expect([with_('Ignore'), with_('Honor')]).toEqual(['node-x', 'node-a node-x']);
  });

  test.each([
    [
      'pods spread across node as 2/2/1, maxSkew is 2, and the number of domains > minDomains, then the all nodes fit',
      2,
      'node-a node-b node-x',
    ],
    [
      'pods spread across node as 2/2/1, maxSkew is 2, and the number of domains < minDomains, then the third node fits',
      4,
      'node-x',
    ],
  ])('%s', (_name, minDomains, expected) => {
    const nodes = [zoned('node-a', 'z'), zoned('node-b', 'z'), zoned('node-x', 'z')];
    const one = incoming(foo, constraint('node', { maxSkew: 2, minDomains }));
    expect(fitting(plugin, one, clusterWith([...nodes, ...placed('node-a×2 node-b×2 node-x')]))).toBe(expected);
  });
});

describe('TestMultipleConstraints', () => {
  test.each<[string, Pod, readonly Pod[], string]>([
    [
      'two Constraints on zone and node, spreads = [3/3, 2/1/0/3]',
      incoming(foo, constraint('zone'), constraint('node')),
      placed('node-a×2 node-b node-y×3'),
      'node-x',
    ],
    [
      'two Constraints on zone and node, spreads = [3/4, 2/1/0/4]',
      incoming(foo, constraint('zone'), constraint('node')),
      placed('node-a×2 node-b node-y×4'),
      '',
    ],
    [
      'constraints hold different labelSelectors, spreads = [1/0, 1/0/0/1]',
      incoming(
        { foo: '', bar: '' },
        constraint('zone'),
        constraint('node', { labelSelector: { matchExpressions: [{ key: 'bar', operator: 'Exists' }] } }),
      ),
      [...placed('node-a', { foo: '', bar: '' }), ...placed('node-y', { bar: '' })],
      'node-x',
    ],
  ])('%s', (_name, one, pods, expected) => {
    expect(fitting(plugin, one, clusterWith([...four, ...pods]))).toBe(expected);
  });
});

describe('TestPodTopologySpreadScore', () => {
  const anyway = (topologyKey: string, more: Partial<TopologySpreadConstraint> = {}): TopologySpreadConstraint =>
    constraint(topologyKey, { whenUnsatisfiable: 'ScheduleAnyway', ...more });
  const host = 'kubernetes.io/hostname';

  test.each<[string, Pod, readonly ApiObject[], string]>([
    [
      'one constraint on node, no existing pods',
      incoming(foo, anyway(host)),
      four,
      'node-a=100 node-b=100 node-x=100 node-y=100',
    ],
    [
      'one constraint on node, all nodes have the same number of matching pods',
      incoming(foo, anyway(host)),
      [...four, ...placed('node-a node-b node-x node-y')],
      'node-a=100 node-b=100 node-x=100 node-y=100',
    ],
    // ln 6 = 1.79: 2 → 3.58 → 4, 1 → 2, 0 → 0, 3 → 5.38 → 5; 100 · (5 + 0 − raw) / 5
    [
      'one constraint on node, all 4 nodes are candidates',
      incoming(foo, anyway(host)),
      [...four, ...placed('node-a×2 node-b node-y×3')],
      'node-a=20 node-b=60 node-x=100 node-y=0',
    ],
    // two domains, ln 4 = 1.39: 3 → 4.16 → 4 each
    [
      'one constraint on zone, all 4 nodes are candidates',
      incoming(foo, anyway('zone')),
      [...four, ...placed('node-a×2 node-b node-y×3')],
      'node-a=100 node-b=100 node-x=100 node-y=100',
    ],
    [
      'nodes without the key are left out',
      incoming(foo, anyway('zone')),
      [zoned('node-a', 'zone1'), node('node-b')],
      'node-a=100 node-b=0',
    ],
    [
      'terminating pods do not count',
      incoming(foo, anyway(host)),
      [zoned('node-a', 'z'), zoned('node-b', 'z'), pod('t', { on: 'node-a', labels: foo, terminating: true })],
      'node-a=100 node-b=100',
    ],
  ])('%s', (_name, one, objects, expected) => {
    expect(checkScore(plugin, one, clusterWith(objects))).toBe(expected);
  });

  const service: ApiObject = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 's', namespace: 'default' },
    spec: { selector: { app: 'a' } },
  };
  const replicaSet: ApiObject = {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: { name: 'rs', namespace: 'default' },
    spec: { selector: { matchLabels: { app: 'a' } } },
  };
  const labels = { app: 'a' };
  const owner = { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'rs' };
  const two = [node('node-a'), node('node-b'), pod('x', { on: 'node-a', labels })];

  test.each<[string, Partial<Parameters<typeof pod>[1]>, readonly ApiObject[], string]>([
    ['system defaults constraints: nobody selects the pod', { labels }, two, 'skipped'],
    // hostname: ln 4 · 1 + 2 = 3.39 → 3 against 2; the zone adds nothing where there is none
    ['system defaults constraints, with a Service', { labels }, [...two, service], 'node-a=66 node-b=100'],
    ['system defaults constraints, with a ReplicaSet', { labels, owner }, [...two, replicaSet], 'node-a=66 node-b=100'],
  ])('%s', (_name, wish, objects, expected) => {
    expect(checkScore(plugin, pod('p', wish), clusterWith(objects))).toBe(expected);
  });

  test('defaultingType List: the configured constraints hold for pods without their own', () => {
    const listed = podTopologySpread({
      system: false,
      constraints: [{ maxSkew: 1, topologyKey: 'node', whenUnsatisfiable: 'DoNotSchedule' }],
    });
    const spec: Partial<PodSpec> = {};
    const cluster = clusterWith([...four, service, pod('x', { on: 'node-a', labels })]);
    expect(fitting(listed, pod('p', { labels, spec }), cluster)).toBe('node-b node-x node-y');
  });
});
