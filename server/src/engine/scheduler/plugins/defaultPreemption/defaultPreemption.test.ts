import { describe, expect, test } from 'vitest';
import type { ApiObject } from '#engine/api/meta.ts';
import type { Pod, PodSpec } from '#engine/api/pod.ts';
import { clusterWith, cycleOptions, node, pod } from '../../../../../../test/support/scheduling.ts';
import { profilesOf } from '../../profile.ts';
import { scheduleOne } from '../../scheduleOne.ts';
import { defaultPreemption } from './defaultPreemption.ts';

const low = 10;
const mid = 100;
const high = 1000;
const capacity = { cpu: '1', memory: '1Gi', pods: 32 };
const small = { cpu: '100m', memory: '100Mi' };
const medium = { cpu: '200m', memory: '200Mi' };
const large = { cpu: '300m', memory: '300Mi' };
const veryLarge = { cpu: '500m', memory: '500Mi' };

const at = (seconds: number): string => `2026-01-01T00:00:${String(seconds).padStart(2, '0')}Z`;
const on = (
  name: string,
  nodeName: string,
  priority: number,
  asks: typeof small,
  started = 0,
  more: Partial<PodSpec> = {},
): Pod =>
  pod(name, {
    on: nodeName,
    asks,
    labels: { app: name },
    spec: { priority, ...more },
    status: { startTime: at(started) },
  });
const incoming = (priority: number, asks: typeof small, more: Partial<PodSpec> = {}): Pod =>
  pod('p', { asks, labels: { app: 'p' }, spec: { priority, ...more } });
const budget = (name: string, app: string, disruptionsAllowed: number): ApiObject => ({
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  metadata: { name, namespace: 'default' },
  spec: { selector: { matchLabels: { app } } },
  status: { disruptionsAllowed },
});

/** `n1: a b`: the node that is chosen and who has to go; or what is said instead. */
function check(one: Pod, objects: readonly ApiObject[], seed = 1): string {
  const cluster = clusterWith(objects);
  const profile = [...profilesOf().values()][0];
  if (profile === undefined) throw new Error('there is no default profile');
  const before = JSON.stringify(cluster.nodes.map(({ requested, pods }) => [requested, [...pods.keys()].sort()]));
  const options = cycleOptions(seed);
  const outcome = scheduleOne(cluster.info(one), cluster, profile, options);
  if (outcome.kind === 'placed') return `fits ${outcome.node.name}`;
  const result = defaultPreemption().afterRefusal(outcome, cluster, options);
  expect(JSON.stringify(cluster.nodes.map(({ requested, pods }) => [requested, [...pods.keys()].sort()]))).toBe(before);
  if (result.kind === 'nothing') return result.message;
  const { choice } = result;
  return `${choice.node.name}: ${choice.victims.map(({ pod: victim }) => victim.metadata.name).join(' ')}`;
}

const nodes = [node('node1', { capacity }), node('node2', { capacity })];

describe('TestDryRunPreemption', () => {
  test.each<[string, Pod, readonly ApiObject[], string]>([
    [
      'a pod that does not fit on any node',
      incoming(high, { cpu: '2', memory: '1Gi' }),
      [...nodes, on('a', 'node1', low, veryLarge)],
      '0/2 nodes are available: 2 Preemption is not helpful for scheduling.',
    ],
    [
      'a pod that fits with no preemption',
      incoming(high, small),
      [...nodes, on('a', 'node1', mid, small), on('b', 'node2', high, veryLarge)],
      'fits node1',
    ],
    [
      'a pod that would fit on the machines, but other pods running are higher priority, no preemption would happen',
      incoming(mid, { cpu: '800m', memory: '100Mi' }),
      [...nodes, on('a', 'node1', high, veryLarge), on('b', 'node2', high, veryLarge)],
      '0/2 nodes are available: 2 No preemption victims found for incoming pod.',
    ],
    [
      'medium priority pod is preempted, but lower priority one stays as it is small',
      incoming(high, { cpu: '800m', memory: '100Mi' }),
      [nodes[0] as ApiObject, on('small', 'node1', low, small), on('big', 'node1', mid, large)],
      'node1: big',
    ],
    [
      'mixed priority pods are preempted',
      incoming(high, veryLarge),
      [
        nodes[0] as ApiObject,
        on('a', 'node1', mid, small),
        on('b', 'node1', low, small),
        on('c', 'node1', mid, large),
        on('d', 'node1', high, large),
      ],
      'node1: c',
    ],
    [
      'mixed priority pods are preempted, pick later StartTime one when priorities are equal',
      incoming(high, veryLarge),
      [
        nodes[0] as ApiObject,
        on('a', 'node1', low, small, 7),
        on('b', 'node1', low, small, 6),
        on('c', 'node1', mid, large, 5),
        on('d', 'node1', high, large, 3),
        on('e', 'node1', low, small, 4),
      ],
      'node1: c a',
    ],
    [
      'pod with anti-affinity is preempted',
      incoming(high, small),
      [
        nodes[0] as ApiObject,
        on('a', 'node1', low, small, 0, {
          affinity: {
            podAntiAffinity: {
              requiredDuringSchedulingIgnoredDuringExecution: [
                { labelSelector: { matchLabels: { app: 'p' } }, topologyKey: 'kubernetes.io/hostname' },
              ],
            },
          },
        }),
        on('b', 'node1', mid, medium),
        on('c', 'node1', high, small),
      ],
      'node1: a',
    ],
    [
      'preemption to resolve pod topology spread filter failure',
      incoming(high, small, {
        topologySpreadConstraints: [
          {
            maxSkew: 1,
            topologyKey: 'kubernetes.io/hostname',
            whenUnsatisfiable: 'DoNotSchedule',
            labelSelector: { matchExpressions: [{ key: 'app', operator: 'Exists' }] },
          },
        ],
        nodeSelector: { 'kubernetes.io/hostname': 'node1' },
      }),
      [...nodes, on('a', 'node1', low, small)],
      'fits node1',
    ],
    [
      'both nodes are possible, the pod on one of them is protected',
      incoming(high, veryLarge),
      [
        ...nodes,
        on('a', 'node1', low, { cpu: '700m', memory: '100Mi' }),
        on('b', 'node2', low, { cpu: '700m', memory: '100Mi' }),
        budget('pdb', 'a', 0),
      ],
      'node2: b',
    ],
    [
      'a protected pod goes when nothing else helps',
      incoming(high, veryLarge),
      [nodes[0] as ApiObject, on('a', 'node1', low, { cpu: '700m', memory: '100Mi' }), budget('pdb', 'a', 0)],
      'node1: a',
    ],
    [
      'a protected pod is put back before others',
      incoming(high, veryLarge),
      [
        nodes[0] as ApiObject,
        on('a', 'node1', low, veryLarge),
        on('b', 'node1', mid, veryLarge),
        budget('pdb', 'a', 0),
      ],
      'node1: b',
    ],
  ])('%s', (_name, one, objects, expected) => {
    expect(check(one, objects)).toBe(expected);
  });
});

describe('TestSelectBestCandidate', () => {
  test.each<[string, readonly Pod[], string]>([
    [
      'a pod that fits on both nodes when lower priority pods are preempted',
      [
        on('a', 'node1', low, veryLarge, 1),
        on('a2', 'node1', low, veryLarge, 1),
        on('b', 'node2', mid, veryLarge, 1),
        on('b2', 'node2', mid, veryLarge, 1),
      ],
      'node1: a a2',
    ],
    [
      'choose node with min highest-priority victim',
      [
        on('a', 'node1', mid, veryLarge),
        on('a2', 'node1', low, veryLarge),
        on('b', 'node2', low, veryLarge),
        on('b2', 'node2', low, veryLarge),
      ],
      'node2: b b2',
    ],
    [
      'when highest priorities are the same, minimum sum of priorities is picked',
      [
        on('a', 'node1', mid, veryLarge),
        on('a2', 'node1', mid, veryLarge),
        on('b', 'node2', mid, veryLarge),
        on('b2', 'node2', low, veryLarge),
      ],
      'node2: b b2',
    ],
    [
      'when highest priority and sum are the same, minimum number of pods is picked',
      [
        on('a', 'node1', 0, large),
        on('a2', 'node1', 0, large),
        on('a3', 'node1', 0, large),
        on('b', 'node2', 0, veryLarge),
        on('b2', 'node2', 0, veryLarge),
      ],
      'node2: b b2',
    ],
    [
      'pick latest start time',
      [
        on('a', 'node1', low, veryLarge, 5),
        on('a2', 'node1', low, veryLarge, 9),
        on('b', 'node2', low, veryLarge, 6),
        on('b2', 'node2', low, veryLarge, 7),
      ],
      'node2: b b2',
    ],
  ])('%s', (_name, pods, expected) => {
    expect(check(incoming(high, { cpu: '1', memory: '1Gi' }), [...nodes, ...pods])).toBe(expected);
  });

  test('between equal candidates the seed decides', () => {
    const pods = [
      on('a', 'node1', low, veryLarge),
      on('a2', 'node1', low, veryLarge),
      on('b', 'node2', low, veryLarge),
      on('b2', 'node2', low, veryLarge),
    ];
    const seeds = Array.from(
      { length: 20 },
      (_, seed) => check(incoming(high, { cpu: '1', memory: '1Gi' }), [...nodes, ...pods], seed).split(':')[0],
    );
    expect([...new Set(seeds)].sort()).toEqual(['node1', 'node2']);
  });
});

describe('TestPodEligibleToPreemptOthers', () => {
  const victim: Pod = {
    ...on('a', 'node1', low, veryLarge),
    metadata: { name: 'a', namespace: 'default', deletionTimestamp: at(30) },
    status: { conditions: [{ type: 'DisruptionTarget', status: 'True', reason: 'PreemptionByScheduler' }] },
  };
  const nominated = (one: Pod): Pod => ({ ...one, status: { nominatedNodeName: 'node1' } });
  const full = on('x', 'node1', high, veryLarge);

  test.each<[string, Pod, readonly ApiObject[], string]>([
    [
      "Pod with 'PreemptNever' preemption policy",
      incoming(high, veryLarge, { preemptionPolicy: 'Never' }),
      [victim],
      'not eligible due to preemptionPolicy=Never.',
    ],
    [
      'Pod with nominated node, and a victim that is still terminating there',
      nominated(incoming(high, veryLarge)),
      [victim],
      'not eligible due to a terminating pod on the nominated node.',
    ],
    [
      'Pod with nominated node, but without nominated node status',
      nominated(incoming(high, veryLarge)),
      [on('b', 'node1', low, veryLarge)],
      'node1: b',
    ],
  ])('%s', (_name, one, objects, expected) => {
    expect(check(one, [nodes[0] as ApiObject, full, ...objects])).toBe(expected);
  });
});
