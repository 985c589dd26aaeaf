import { describe, expect, test } from 'vitest';
import type { Node, Taint } from '#engine/api/node.ts';
import type { Pod, PodSpec } from '#engine/api/pod.ts';
import type { DaemonSet } from '#engine/api/workloads.ts';
import type { ImageBehaviour } from '#engine/world.ts';
import { nodeOf } from '#engine/world.ts';
import type { Bench } from '../../../../../test/support/engineRun.ts';
import { bench } from '../../../../../test/support/engineRun.ts';
import { eligibility } from './eligibility.ts';
import { FailedPods } from './failedPods.ts';

const images: readonly ImageBehaviour[] = [{ match: 'broken*', ready: 'never' }];

const agent = (spec: string): string => `
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: agent, namespace: default }
spec:
  selector: { matchLabels: { app: agent } }
  template:
    metadata: { labels: { app: agent } }
    spec: { containers: [{ name: c, image: "agent:1" }] }
  ${spec}
`;

function cluster(spec: string): Bench {
  const made = bench({ images, nodes: ['n1', 'n2', 'n3', 'n4'].map((name) => nodeOf({ name })) });
  expect(made.create(agent(spec))).toBe('DaemonSet/agent created');
  made.pass(30);
  return made;
}

function setImage(made: Bench, image: string): string {
  const set = made.get('DaemonSet.apps/default/agent') as DaemonSet;
  const from = made.run.trace.entries.length;
  const template = { ...set.spec.template, spec: { ...set.spec.template.spec, containers: [{ name: 'c', image }] } };
  made.run.api().update({ ...set, spec: { ...set.spec, template } }, 'the test asks for it');
  made.pass(60);
  return course(made, from);
}

/** The nodes on which pods are made (+) and taken away (−), in order. */
function course(made: Bench, from = 0): string {
  const words: string[] = [];
  for (const { change } of made.run.trace.entries.slice(from)) {
    if (change.kind !== 'applied' || !change.key.startsWith('Pod/')) continue;
    const [before, after] = [change.before as Pod | null, change.after as Pod | null];
    if (after !== null && before?.spec.nodeName === undefined && after.spec.nodeName !== undefined)
      words.push(`+${after.spec.nodeName}`);
    else if (
      before !== null &&
      after?.metadata.deletionTimestamp !== undefined &&
      before.metadata.deletionTimestamp === undefined
    )
      words.push(`-${before.spec.nodeName}`);
  }
  return words.join(' ');
}

const statusOf = (made: Bench): DaemonSet['status'] => (made.get('DaemonSet.apps/default/agent') as DaemonSet).status;

describe('daemonSetController', () => {
  test('TestSimpleDaemonSetLaunchesPods: one on every node', () => {
    const made = cluster('');
    expect(course(made).split(' ').sort().join(' ')).toBe('+n1 +n2 +n3 +n4');
    expect(statusOf(made)).toMatchObject({
      desiredNumberScheduled: 4,
      currentNumberScheduled: 4,
      numberReady: 4,
      numberAvailable: 4,
      updatedNumberScheduled: 4,
      numberMisscheduled: 0,
    });
  });

  test('TestDaemonSetUpdatesPods: maxUnavailable 1, one node after the other', () => {
    expect(setImage(cluster(''), 'agent:2')).toBe('-n1 +n1 -n2 +n2 -n3 +n3 -n4 +n4');
  });

  test('TestDaemonSetUpdatesPodsWithMaxSurge: the new one is available before the old one goes', () => {
    const made = cluster('updateStrategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } }');
    expect(setImage(made, 'agent:2')).toBe('+n1 -n1 +n2 -n2 +n3 -n3 +n4 -n4');
  });

  test('maxUnavailable 50% of 4 nodes is 2', () => {
    expect(setImage(cluster('updateStrategy: { rollingUpdate: { maxUnavailable: 50% } }'), 'agent:2')).toMatch(
      /^-n1 -n2 \+n1 /,
    );
  });

  test('a broken template stops at maxUnavailable', () => {
    const made = cluster('');
    expect(setImage(made, 'broken')).toBe('-n1 +n1');
    expect(statusOf(made)).toMatchObject({ numberAvailable: 3, numberUnavailable: 1, updatedNumberScheduled: 1 });
  });

  test('TestDaemonSetUpdatesAllOldPodsNotReady: old pods that serve nobody are replaced at once', () => {
    const made = bench({ images, nodes: ['n1', 'n2', 'n3', 'n4'].map((name) => nodeOf({ name })) });
    made.create(agent('').replace('agent:1', 'broken'));
    made.pass(30);
    expect(setImage(made, 'agent:3')).toBe('-n1 -n2 -n3 -n4 +n1 +n2 +n3 +n4');
  });

  test('an old pod that serves nobody counts as unavailable: a second bad image takes no more pods than the first', () => {
    const made = cluster('');
    expect(setImage(made, 'broken:1')).toBe('-n1 +n1');
    expect(setImage(made, 'broken:2')).toBe('-n1 +n1');
    expect(setImage(made, 'agent:3')).toBe('-n1 +n1 -n2 +n2 -n3 +n3 -n4 +n4');
  });

  test('surging, a node that shall have none any more is given up when enough others are available', () => {
    const made = cluster('updateStrategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } }');
    const node = made.get('Node//n1') as Node;
    const taints: Taint[] = [{ key: 'k', effect: 'NoSchedule' }];
    made.run.api().update({ ...node, spec: { ...node.spec, taints } }, 'the test asks for it');
    made.pass(1);
    expect(setImage(made, 'agent:2')).toBe('-n1 +n2 -n2 +n3 -n3 +n4 -n4');
  });

  test('OnDelete: nothing happens until a pod is deleted', () => {
    const made = cluster('updateStrategy: { type: OnDelete }');
    expect(setImage(made, 'agent:2')).toBe('');
    const [first] = made.run.view.podsOnNode('n2');
    made.run.api().delete(`Pod/default/${first?.metadata.name}`, {}, 'the test asks for it');
    made.pass(10);
    expect(made.run.view.podsOnNode('n2').map(({ spec }) => spec.containers[0]?.image)).toEqual(['agent:2']);
  });

  test('TestTaintedNodeDaemonDoesNotLaunchUntoleratePod: a NoExecute taint takes the pod away', () => {
    const made = cluster('');
    const node = made.get('Node//n1') as Node;
    made.run
      .api()
      .update(
        { ...node, spec: { ...node.spec, taints: [{ key: 'gone', effect: 'NoExecute' }] } },
        'the test asks for it',
      );
    made.pass(10);
    expect(made.run.view.podsOnNode('n1')).toEqual([]);
    expect(statusOf(made)?.desiredNumberScheduled).toBe(3);
  });

  test('TestNodeDaemonLaunchesToleratePod: daemon pods tolerate what nodes suffer from, and only their node takes them', () => {
    const [pod] = cluster('').run.view.podsOnNode('n1');
    expect(pod?.spec.tolerations?.map(({ key, effect }) => `${key?.slice(19)}:${effect}`)).toEqual([
      'not-ready:NoExecute',
      'unreachable:NoExecute',
      'disk-pressure:NoSchedule',
      'memory-pressure:NoSchedule',
      'pid-pressure:NoSchedule',
      'unschedulable:NoSchedule',
    ]);
    expect(pod?.spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms).toEqual(
      [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['n1'] }] }],
    );
  });

  test('TestDaemonKillFailedPods: a failed pod is replaced, the next one later', () => {
    const made = cluster('');
    const fail = (): void => {
      const [pod] = made.run.view.podsOnNode('n1');
      if (pod !== undefined)
        made.run.api().updateStatus({ ...pod, status: { ...pod.status, phase: 'Failed' } }, 'the test asks for it');
    };
    const first = made.run.view.podsOnNode('n1')[0]?.metadata.name;
    fail();
    made.pass(10);
    expect(made.run.view.podsOnNode('n1')[0]?.metadata.name).not.toBe(first);
    expect(made.events('DaemonSet/agent')).toContain(
      `FailedDaemonPod: Found failed daemon pod default/${first} on node n1, will try to kill it`,
    );
  });

  test('the template’s hash names its revision, and going back renumbers it', () => {
    const made = cluster('revisionHistoryLimit: 1');
    for (const image of ['agent:2', 'agent:3', 'agent:1']) setImage(made, image);
    const revisions = made.run.view.list('ControllerRevision.apps');
    expect(revisions.map((revision) => revision['revision']).sort()).toEqual([3, 4]);
    expect(
      made.get('DaemonSet.apps/default/agent')?.metadata.annotations?.['deprecated.daemonset.template.generation'],
    ).toBe('4');
  });
});

describe('eligibility', () => {
  const check = (spec: Partial<PodSpec>, labels: Record<string, string>, taints: readonly Taint[] = []): string => {
    const set = { spec: { template: { spec: { containers: [], ...spec } } } } as unknown as DaemonSet;
    const { runs, stays } = eligibility(set, nodeOf({ name: 'n1', labels, taints }));
    return `${runs ? 'runs' : '-'} ${stays ? 'stays' : '-'}`;
  };

  test.each<[string, Partial<PodSpec>, Record<string, string>, readonly Taint[], string]>([
    ['ShouldRunDaemonPod', {}, {}, [], 'runs stays'],
    [
      'OutOfDisk / NotReady NoExecute is tolerated',
      {},
      {},
      [{ key: 'node.kubernetes.io/not-ready', effect: 'NoExecute' }],
      'runs stays',
    ],
    [
      'Unschedulable is tolerated',
      {},
      {},
      [{ key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' }],
      'runs stays',
    ],
    ['NoSchedule: no new pod, the old one stays', {}, {}, [{ key: 'a', effect: 'NoSchedule' }], '- stays'],
    ['NoExecute: it goes', {}, {}, [{ key: 'a', effect: 'NoExecute' }], '- -'],
    ['PreferNoSchedule does not matter', {}, {}, [{ key: 'a', effect: 'PreferNoSchedule' }], 'runs stays'],
    ['PodNodeNameNotMatch', { nodeName: 'other' }, {}, [], '- -'],
    ['nodeSelector matches', { nodeSelector: { disk: 'ssd' } }, { disk: 'ssd' }, [], 'runs stays'],
    ['ErrNodeSelectorNotMatch', { nodeSelector: { disk: 'ssd' } }, {}, [], '- -'],
    [
      'network-unavailable is tolerated on the host network only',
      { hostNetwork: true },
      {},
      [{ key: 'node.kubernetes.io/network-unavailable', effect: 'NoSchedule' }],
      'runs stays',
    ],
    [
      'network-unavailable otherwise keeps it away',
      {},
      {},
      [{ key: 'node.kubernetes.io/network-unavailable', effect: 'NoSchedule' }],
      '- stays',
    ],
  ])('TestNodeShouldRunDaemonPod: %s', (_, spec, labels, taints, expected) => {
    expect(check(spec, labels, taints)).toBe(expected);
  });
});

describe('FailedPods', () => {
  test('1 s, 2 s, 4 s, … at most 15 min', () => {
    const failed = new FailedPods();
    const waits: number[] = [];
    for (let at = 0, times = 0; times < 12; times++) {
      failed.next('n1', at);
      waits.push(failed.left('n1', at) / 1000);
      at += failed.left('n1', at);
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]);
  });
});
