import { describe, expect, test } from 'vitest';
import type { Taint } from '#engine/api/node.ts';
import type { Toleration } from '#engine/api/pod.ts';
import { checkFilter, checkScore, clusterWith, node, pod } from '../../../../../../test/support/scheduling.ts';
import { taintToleration } from './taintToleration.ts';

const dedicated: Taint = { key: 'dedicated', value: 'user1', effect: 'NoSchedule' };
const foo = (effect: Taint['effect']): Taint => ({ key: 'foo', value: 'bar', effect });
const refused = 'n1: node(s) had untolerated taint(s)';

describe('TestTaintTolerationFilter', () => {
  test.each<[string, readonly Toleration[], readonly Taint[], string]>([
    ["A pod having no tolerations can't be scheduled onto a node with nonempty taints", [], [dedicated], refused],
    [
      'A pod which can be scheduled on a dedicated node assigned to user1 with effect NoSchedule',
      [{ key: 'dedicated', value: 'user1', effect: 'NoSchedule' }],
      [dedicated],
      'n1 fits',
    ],
    [
      "A pod which can't be scheduled on a dedicated node assigned to user2 with effect NoSchedule",
      [{ key: 'dedicated', operator: 'Equal', value: 'user2', effect: 'NoSchedule' }],
      [dedicated],
      refused,
    ],
    [
      'A pod can be scheduled onto the node, with a toleration uses operator Exists that tolerates the taints on the node',
      [{ key: 'foo', operator: 'Exists', effect: 'NoSchedule' }],
      [foo('NoSchedule')],
      'n1 fits',
    ],
    [
      "A pod has a toleration that keys and values match the taint on the node, but (non-empty) effect doesn't match, can't be scheduled onto the node",
      [{ key: 'foo', operator: 'Equal', value: 'bar', effect: 'PreferNoSchedule' }],
      [foo('NoSchedule')],
      refused,
    ],
    [
      'The pod has a toleration that keys and values match the taint on the node, the effect of toleration is empty, and the effect of taint is NoSchedule. Pod can be scheduled onto the node',
      [{ key: 'foo', operator: 'Equal', value: 'bar' }],
      [foo('NoSchedule')],
      'n1 fits',
    ],
    [
      'The pod has no toleration, the effect of taint is PreferNoSchedule. Pod can be scheduled onto the node',
      [],
      [foo('PreferNoSchedule')],
      'n1 fits',
    ],
    ['a toleration of everything tolerates NoExecute', [{ operator: 'Exists' }], [foo('NoExecute')], 'n1 fits'],
  ])('%s', (_name, tolerations, taints, expected) => {
    const cluster = clusterWith([node('n1', { taints })]);
    expect(checkFilter(taintToleration, pod('p', { spec: { tolerations } }), cluster)).toBe(expected);
  });

  test('until 1.34 the text names the taint', () => {
    const cluster = clusterWith([node('n1', { taints: [dedicated] })], '1.34');
    expect(checkFilter(taintToleration, pod('p'), cluster)).toBe(
      'n1: node(s) had untolerated taint {dedicated: user1}',
    );
  });
});

describe('TestTaintTolerationScore', () => {
  const cpu = (value: string, effect: Taint['effect'] = 'PreferNoSchedule'): Taint => ({
    key: 'cpu-type',
    value,
    effect,
  });
  const disk = (value: string, effect: Taint['effect'] = 'PreferNoSchedule'): Taint => ({
    key: 'disk-type',
    value,
    effect,
  });
  const tolerates = (taint: Taint): Toleration => ({
    operator: 'Equal',
    key: taint.key,
    value: taint.value ?? '',
    effect: taint.effect,
  });

  test.each<[string, readonly Toleration[], readonly (readonly Taint[])[], string]>([
    [
      'node with taints tolerated by the pod, gets a higher score than those node with intolerable taints',
      [tolerates(foo('PreferNoSchedule'))],
      [[foo('PreferNoSchedule')], [{ key: 'foo', value: 'blah', effect: 'PreferNoSchedule' }]],
      'n0=100 n1=0',
    ],
    [
      'the nodes that all of their taints are tolerated by the pod, get the same score, no matter how many tolerable taints a node has',
      [tolerates(cpu('arm64')), tolerates(disk('ssd'))],
      [[], [cpu('arm64')], [cpu('arm64'), disk('ssd')]],
      'n0=100 n1=100 n2=100',
    ],
    [
      'the more intolerable taints a node has, the lower score it gets.',
      [tolerates(foo('PreferNoSchedule'))],
      [[], [cpu('arm64')], [cpu('arm64'), disk('ssd')]],
      'n0=100 n1=50 n2=0',
    ],
    [
      'only taints and tolerations that have effect PreferNoSchedule are checked by taints-tolerations priority function',
      [tolerates(cpu('arm64', 'NoSchedule')), tolerates(disk('ssd', 'NoSchedule'))],
      [[], [cpu('arm64', 'NoSchedule')], [cpu('arm64'), disk('ssd')]],
      'n0=100 n1=100 n2=0',
    ],
    [
      'Default behaviour No taints and tolerations, lands on node with no taints',
      [],
      [[], [cpu('arm64')]],
      'n0=100 n1=0',
    ],
  ])('%s', (_name, tolerations, taints, expected) => {
    const cluster = clusterWith(taints.map((list, i) => node(`n${i}`, { taints: list })));
    expect(checkScore(taintToleration, pod('p', { spec: { tolerations } }), cluster)).toBe(expected);
  });
});
