import { describe, expect, test } from 'vitest';
import type { Labels } from '#engine/api/meta.ts';
import type { NodeSelectorTerm, PodSpec } from '#engine/api/pod.ts';
import { checkFilter, checkScore, clusterWith, node, pod } from '../../../../../../test/support/scheduling.ts';
import { nodeAffinity } from './nodeAffinity.ts';

const mismatch = "n1: node(s) didn't match Pod's node affinity/selector";
const required = (...nodeSelectorTerms: readonly NodeSelectorTerm[]): Partial<PodSpec> => ({
  affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } } },
});
const expression = (key: string, operator: string, ...values: readonly string[]): NodeSelectorTerm => ({
  matchExpressions: [{ key, operator, ...(values.length === 0 ? {} : { values }) }],
});
const field = (operator: string, ...values: readonly string[]): NodeSelectorTerm => ({
  matchFields: [{ key: 'metadata.name', operator, values }],
});

describe('TestNodeAffinity', () => {
  test.each<[string, Partial<PodSpec>, Labels, string]>([
    ['no selector', {}, {}, 'skipped'],
    ['missing labels', { nodeSelector: { foo: 'bar' } }, {}, mismatch],
    ['same labels', { nodeSelector: { foo: 'bar' } }, { foo: 'bar' }, 'n1 fits'],
    ['node labels are superset', { nodeSelector: { foo: 'bar' } }, { foo: 'bar', baz: 'blah' }, 'n1 fits'],
    ['node labels are subset', { nodeSelector: { foo: 'bar', baz: 'blah' } }, { foo: 'bar' }, mismatch],
    [
      'Pod with matchExpressions using In operator that matches the existing node',
      required(expression('foo', 'In', 'bar', 'value2')),
      { foo: 'bar' },
      'n1 fits',
    ],
    [
      'Pod with matchExpressions using Gt operator that matches the existing node',
      required(expression('kernel-version', 'Gt', '0204')),
      { 'kernel-version': '0206' },
      'n1 fits',
    ],
    [
      'Pod with matchExpressions using NotIn operator that matches the existing node',
      required(expression('mem-type', 'NotIn', 'DDR', 'DDR2')),
      { 'mem-type': 'DDR3' },
      'n1 fits',
    ],
    [
      'Pod with matchExpressions using Exists operator that matches the existing node',
      required(expression('GPU', 'Exists')),
      { GPU: 'NVIDIA-GRID-K1' },
      'n1 fits',
    ],
    [
      "Pod with affinity that don't match node's labels won't schedule onto the node",
      required(expression('foo', 'In', 'value1', 'value2')),
      { foo: 'bar' },
      mismatch,
    ],
    [
      "Pod with empty MatchExpressions is not a valid value will match no objects and won't schedule onto the node",
      required({}),
      { foo: 'bar' },
      mismatch,
    ],
    ['Pod with no Affinity will schedule onto a node', {}, { foo: 'bar' }, 'skipped'],
    [
      "Pod with multiple NodeSelectorTerms ORed in affinity, matches the node's labels and will schedule onto the node",
      required(expression('foo', 'In', 'bar', 'value2'), expression('diffkey', 'In', 'wrong', 'value2')),
      { foo: 'bar' },
      'n1 fits',
    ],
    [
      "Pod with an Affinity matches node's labels but the PodSpec.NodeSelector(the old thing that we are deprecating) is not satisfied, won't schedule onto the node",
      { nodeSelector: { foo: 'bar' }, ...required(expression('foo', 'Exists')) },
      { foo: 'barrrrrr' },
      mismatch,
    ],
    [
      "Pod with an invalid value in Affinity term won't be scheduled onto the node",
      required(expression('foo', 'NotIn', 'invalid value: ___@#$%^')),
      { foo: 'invalid value: ___@#$%^' },
      mismatch,
    ],
    [
      'Pod with matchFields using In operator that matches the existing node',
      required(field('In', 'n1')),
      {},
      'n1 fits',
    ],
    [
      'Pod with matchFields using In operator that does not match the existing node',
      required(field('In', 'n2')),
      {},
      mismatch,
    ],
    [
      'Pod with two terms: matchFields does not match, but matchExpressions matches',
      required(field('In', 'n2'), expression('foo', 'In', 'bar')),
      { foo: 'bar' },
      'n1 fits',
    ],
    [
      'Pod with one term: matchFields does not match, but matchExpressions matches',
      required({ ...field('In', 'n2'), ...expression('foo', 'In', 'bar') }),
      { foo: 'bar' },
      mismatch,
    ],
    [
      'Matches no nodes: nil matchFields conflict',
      required({
        matchFields: [
          { key: 'metadata.name', operator: 'In', values: ['n1'] },
          { key: 'metadata.name', operator: 'In', values: ['n2'] },
        ],
      }),
      {},
      'refused: pod affinity terms conflict',
    ],
  ])('%s', (_name, spec, labels, expected) => {
    expect(checkFilter(nodeAffinity(), pod('p', { spec }), clusterWith([node('n1', { labels })]))).toBe(expected);
  });

  test('Matches added affinity but not the node selector', () => {
    const plugin = nodeAffinity({
      requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [expression('zone', 'In', 'foo')] },
    });
    const cluster = clusterWith([node('n1', { labels: { zone: 'bar' } }), node('n2', { labels: { zone: 'foo' } })]);
    expect(checkFilter(plugin, pod('p'), cluster)).toBe(
      "n1: node(s) didn't match scheduler-enforced node affinity, n2 fits",
    );
  });
});

describe('TestNodeAffinityPriority', () => {
  const nodes = [
    node('n1', { labels: { foo: 'bar' } }),
    node('n2', { labels: { key: 'value' } }),
    node('n3', { labels: { az: 'az1' } }),
    node('n5', { labels: { foo: 'bar', key: 'value', az: 'az1' } }),
  ];
  const preferred = (...terms: readonly (readonly [number, NodeSelectorTerm])[]): Partial<PodSpec> => ({
    affinity: {
      nodeAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: terms.map(([weight, preference]) => ({ weight, preference })),
      },
    },
  });
  const bar = expression('foo', 'In', 'bar');
  const all: NodeSelectorTerm = {
    matchExpressions: [bar, expression('key', 'In', 'value'), expression('az', 'In', 'az1')].flatMap(
      (term) => term.matchExpressions ?? [],
    ),
  };

  test.each([
    ['all nodes are same priority as NodeAffinity is nil', {}, 'skipped'],
    [
      "no node matches preferred scheduling requirements in NodeAffinity of pod so all nodes' priority is zero",
      preferred([2, expression('foo', 'In', 'other')]),
      'n1=0 n2=0 n3=0 n5=0',
    ],
    ['only node1 matches the preferred scheduling requirements of pod', preferred([2, bar]), 'n1=100 n2=0 n3=0 n5=100'],
    [
      'all nodes matches the preferred scheduling requirements of pod but with different priorities ',
      preferred([2, bar], [4, expression('key', 'In', 'value')], [5, all]),
      'n1=18 n2=36 n3=0 n5=100',
    ],
  ])('%s', (_name, spec, expected) => {
    expect(checkScore(nodeAffinity(), pod('p', { spec }), clusterWith(nodes))).toBe(expected);
  });
});
