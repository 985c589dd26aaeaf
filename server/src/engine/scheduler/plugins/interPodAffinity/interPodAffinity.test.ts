import { describe, expect, test } from 'vitest';
import type { ApiObject, Labels } from '#engine/api/meta.ts';
import type { Pod, PodAffinityTerm, PodSpec } from '#engine/api/pod.ts';
import { checkFilter, checkScore, clusterWith, node, pod } from '../../../../../../test/support/scheduling.ts';
import { interPodAffinity } from './interPodAffinity.ts';

const plugin = interPodAffinity();
const term = (
  key: string,
  operator: string,
  values: readonly string[] | undefined,
  topologyKey: string,
  more: Partial<PodAffinityTerm> = {},
): PodAffinityTerm => ({
  labelSelector: { matchExpressions: [{ key, operator, ...(values === undefined ? {} : { values }) }] },
  topologyKey,
  ...more,
});
const required = (near: readonly PodAffinityTerm[], away: readonly PodAffinityTerm[] = []): Partial<PodSpec> => ({
  affinity: {
    ...(near.length === 0 ? {} : { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: near } }),
    ...(away.length === 0 ? {} : { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: away } }),
  },
});
const labels = { service: 'securityscan' };
const machine = node('machine1', { labels: { region: 'r1', zone: 'z11' } });
const there = (spec: Partial<PodSpec> = {}, own: Labels = labels, namespace = 'default'): Pod =>
  pod('there', { on: 'machine1', labels: own, namespace, spec });

const affinity = "machine1: node(s) didn't match pod affinity rules";
const antiAffinity = "machine1: node(s) didn't match pod anti-affinity rules (preemption helps)";
const existing = "machine1: node(s) didn't satisfy existing pods anti-affinity rules (preemption helps)";
const near = term('service', 'In', ['securityscan', 'value2'], 'region');
const away = term('service', 'In', ['antivirusscan', 'value2'], 'node');

describe('TestRequiredAffinitySingleNode', () => {
  test.each<[string, Pod, readonly ApiObject[], string]>([
    [
      'A pod that has no required pod affinity scheduling rules can schedule onto a node with no existing pods',
      pod('p'),
      [],
      'skipped',
    ],
    [
      'satisfies with requiredDuringSchedulingIgnoredDuringExecution in PodAffinity using In operator that matches the existing pod',
      pod('p', { spec: required([near]) }),
      [there()],
      'machine1 fits',
    ],
    [
      'satisfies the pod with requiredDuringSchedulingIgnoredDuringExecution in PodAffinity using not in operator in labelSelector that matches the existing pod',
      pod('p', { spec: required([term('service', 'NotIn', ['securityscan3', 'value3'], 'region')]) }),
      [there()],
      'machine1 fits',
    ],
    [
      'Does not satisfy the PodAffinity with labelSelector because of diff Namespace',
      pod('p', { spec: required([near]) }),
      [there({}, labels, 'ns')],
      affinity,
    ],
    [
      'namespaces of the term are honoured',
      pod('p', { spec: required([{ ...near, namespaces: ['ns'] }]) }),
      [there({}, labels, 'ns')],
      'machine1 fits',
    ],
    [
      "Doesn't satisfy the PodAffinity because of unmatching labelSelector with the existing pod",
      pod('p', { spec: required([term('service', 'In', ['antivirusscan', 'value2'], 'region')]) }),
      [there()],
      affinity,
    ],
    [
      "The labelSelector requirements (items of matchExpressions) are ANDed, the pod cannot schedule onto the node because one of the matchExpression item don't match.",
      pod('p', { spec: required([near, term('service', 'NotIn', ['securityscan'], 'region')]) }),
      [there()],
      affinity,
    ],
    [
      'satisfies the PodAffinity and PodAntiAffinity with the existing pod',
      pod('p', { spec: required([near], [away]) }),
      [there()],
      'machine1 fits',
    ],
    [
      "satisfies the PodAffinity but doesn't satisfy the PodAntiAffinity with the existing pod",
      pod('p', { spec: required([near], [term('service', 'In', ['securityscan'], 'zone')]) }),
      [there()],
      antiAffinity,
    ],
    [
      "satisfies the PodAffinity and PodAntiAffinity but doesn't satisfy PodAntiAffinity symmetry with the existing pod",
      pod('p', { labels, spec: required([near], [away]) }),
      [there(required([], [term('service', 'In', ['securityscan', 'value2'], 'zone')]))],
      existing,
    ],
    [
      'pod matches its own Label in PodAffinity and that matches the existing pod Labels',
      pod('p', { labels, spec: required([term('service', 'NotIn', ['securityscan', 'value2'], 'region')]) }),
      [pod('x', { on: 'machine2', labels })],
      affinity,
    ],
    [
      "verify that PodAntiAffinity from existing pod is respected when pod has no AntiAffinity constraints. doesn't satisfy PodAntiAffinity symmetry with the existing pod",
      pod('p', { labels }),
      [there(required([], [term('service', 'In', ['securityscan', 'value2'], 'zone')]))],
      existing,
    ],
    [
      'the first pod of a group that wants to be together may begin',
      pod('p', { labels, spec: required([near]) }),
      [],
      'machine1 fits',
    ],
    ['a pod that wants others has nobody to join', pod('p', { spec: required([near]) }), [], affinity],
    [
      'even the first of a group needs a node with the key',
      pod('p', { labels, spec: required([{ ...near, topologyKey: 'rack' }]) }),
      [],
      affinity,
    ],
  ])('%s', (_name, incoming, objects, expected) => {
    expect(checkFilter(plugin, incoming, clusterWith([machine, ...objects]))).toBe(expected);
  });
});

describe('TestRequiredAffinityMultipleNodes', () => {
  const china = node('machine1', { labels: { region: 'China', az: 'az1' } });
  const second = node('machine2', { labels: { region: 'China', az: 'az2' } });
  const india = node('machine3', { labels: { region: 'India' } });
  const foo = { foo: 'abc' };
  const fooIn = (topologyKey: string): PodAffinityTerm => term('foo', 'In', ['abc', 'bar'], topologyKey);

  test.each<[string, Pod, readonly ApiObject[], string]>([
    [
      'A pod can be scheduled onto all the nodes that have the same topology key & label value with one of them has an existing pod that matches the affinity rules',
      pod('p', { spec: required([fooIn('region')]) }),
      [pod('x', { on: 'machine1', labels: foo })],
      "machine1 fits, machine2 fits, machine3: node(s) didn't match pod affinity rules",
    ],
    [
      "The affinity rule is to schedule all of the pods of this collection to the same zone. The first pod of the collection should not be blocked from being scheduled onto any node, even there's no existing pod that matches the rule anywhere.",
      pod('p', { labels: foo, spec: required([fooIn('region')]) }),
      [],
      'machine1 fits, machine2 fits, machine3 fits',
    ],
    [
      'NodeA and nodeB have same topologyKey and label value. NodeA does not satisfy node affinity rule, but has an existing pod that matches the inter pod anti-affinity rule. The pod can be scheduled onto neither',
      pod('p', { spec: required([], [fooIn('region')]) }),
      [pod('x', { on: 'machine1', labels: foo })],
      "machine1: node(s) didn't match pod anti-affinity rules (preemption helps), machine2: node(s) didn't match pod anti-affinity rules (preemption helps), machine3 fits",
    ],
    [
      "Test existing pod's anti-affinity: incoming pod wouldn't considered as a fit as it at least violates one anti-affinity rule of existingPod",
      pod('p', { labels: { foo: '', bar: '' } }),
      [
        pod('x', {
          on: 'machine1',
          spec: required([], [term('foo', 'Exists', undefined, 'az'), term('bar', 'Exists', undefined, 'region')]),
        }),
      ],
      "machine1: node(s) didn't satisfy existing pods anti-affinity rules (preemption helps), machine2: node(s) didn't satisfy existing pods anti-affinity rules (preemption helps), machine3 fits",
    ],
    [
      'all terms have to be met by the same pod',
      pod('p', { spec: required([fooIn('region'), term('bar', 'Exists', undefined, 'region')]) }),
      [pod('x', { on: 'machine1', labels: foo }), pod('y', { on: 'machine2', labels: { bar: '' } })],
      "machine1: node(s) didn't match pod affinity rules, machine2: node(s) didn't match pod affinity rules, machine3: node(s) didn't match pod affinity rules",
    ],
  ])('%s', (_name, incoming, objects, expected) => {
    expect(checkFilter(plugin, incoming, clusterWith([china, second, india, ...objects]))).toBe(expected);
  });

  test('namespaceSelector selects by the labels of namespaces', () => {
    const team: ApiObject = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'a', labels: { team: 'one' } } };
    const other: ApiObject = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'b', labels: { team: 'two' } } };
    const spec = required(
      [],
      [{ ...fooIn('kubernetes.io/hostname'), namespaceSelector: { matchLabels: { team: 'one' } } }],
    );
    const cluster = clusterWith([
      china,
      second,
      team,
      other,
      pod('x', { on: 'machine1', labels: foo, namespace: 'a' }),
      pod('y', { on: 'machine2', labels: foo, namespace: 'b' }),
    ]);
    expect(checkFilter(plugin, pod('p', { spec }), cluster)).toBe(
      "machine1: node(s) didn't match pod anti-affinity rules (preemption helps), machine2 fits",
    );
  });
});

describe('TestPreferredAffinity', () => {
  const nodes = [
    node('node1', { labels: { region: 'China' } }),
    node('node2', { labels: { region: 'India' } }),
    node('node3', { labels: { az: 'az1' } }),
  ];
  const s1 = { security: 'S1' };
  const preferred = (
    kind: 'podAffinity' | 'podAntiAffinity',
    weight: number,
    topologyKey: string,
  ): Partial<PodSpec> => ({
    affinity: {
      [kind]: {
        preferredDuringSchedulingIgnoredDuringExecution: [
          { weight, podAffinityTerm: { topologyKey, labelSelector: { matchLabels: s1 } } },
        ],
      },
    },
  });

  test.each<[string, Pod, readonly Pod[], string]>([
    ['all nodes are same priority as Affinity is nil', pod('p', { labels: s1 }), [], 'skipped'],
    [
      "Affinity: pod that matches topology key & pods in nodes will get high score comparing to others which doesn't match either pods in nodes or in topology key",
      pod('p', { spec: preferred('podAffinity', 5, 'region') }),
      [pod('x', { on: 'node1', labels: s1 }), pod('y', { on: 'node2', labels: { security: 'S2' } })],
      'node1=100 node2=0 node3=0',
    ],
    [
      'Affinity symmetry: considered only the preferredDuringSchedulingIgnoredDuringExecution in pod affinity symmetry',
      pod('p', { labels: s1 }),
      [
        pod('x', { on: 'node1', spec: preferred('podAffinity', 5, 'region') }),
        pod('y', { on: 'node2', spec: preferred('podAffinity', 10, 'region') }),
      ],
      'node1=50 node2=100 node3=0',
    ],
    [
      'Anti Affinity: pod that does not match existing pods in node will get high score ',
      pod('p', { spec: preferred('podAntiAffinity', 5, 'region') }),
      [pod('x', { on: 'node1', labels: s1 })],
      'node1=0 node2=100 node3=100',
    ],
    [
      'Affinity symmetry: considered RequiredDuringSchedulingIgnoredDuringExecution in pod affinity symmetry',
      pod('p', { labels: s1 }),
      [pod('x', { on: 'node1', spec: required([{ topologyKey: 'region', labelSelector: { matchLabels: s1 } }]) })],
      'node1=100 node2=0 node3=0',
    ],
  ])('%s', (_name, incoming, pods, expected) => {
    expect(checkScore(plugin, incoming, clusterWith([...nodes, ...pods]))).toBe(expected);
  });

  test.each([
    [
      'Hard Pod Affinity symmetry: hard pod affinity symmetry weights 1 by default, then nodes that match the hard pod affinity symmetry rules, get a high score',
      1,
      'node1=100 node2=0 node3=0',
    ],
    [
      'Hard Pod Affinity symmetry: hard pod affinity symmetry is closed(weights 0), then nodes that match the hard pod affinity symmetry rules, get same score with those not match',
      0,
      'skipped',
    ],
  ])('%s', (_name, hardPodAffinityWeight, expected) => {
    const weighted = interPodAffinity({ hardPodAffinityWeight, ignorePreferredTermsOfExistingPods: false });
    const x = pod('x', {
      on: 'node1',
      spec: required([{ topologyKey: 'region', labelSelector: { matchLabels: s1 } }]),
    });
    expect(checkScore(weighted, pod('p', { labels: s1 }), clusterWith([...nodes, x]))).toBe(expected);
  });
});
