import { describe, expect, test } from 'vitest';
import type { Pod } from '#engine/api/pod.ts';
import { isActive } from '#engine/api/pod.ts';
import type { Deployment, IntOrString, ReplicaSet } from '#engine/api/workloads.ts';
import type { Run } from '#engine/engine.ts';
import { start } from '#engine/engine.ts';
import { defaultTiming, defaultWorld, nodeOf } from '#engine/world.ts';

/** [replicas, maxSurge, maxUnavailable, most pods, fewest available, sizes of the new and the old ReplicaSet in order] */
const rollouts: readonly (readonly [number, IntOrString, IntOrString, number, number, string])[] = [
  [1, '25%', '25%', 2, 1, 'new=1 old=0'],
  [1, 1, 0, 2, 1, 'new=1 old=0'],
  [1, 0, 1, 1, 0, 'new=0 old=0 new=1'],
  [1, '50%', '0%', 2, 1, 'new=1 old=0'],
  [1, '1%', '1%', 2, 1, 'new=1 old=0'],
  [2, '25%', '25%', 3, 2, 'new=1 old=1 new=2 old=0'],
  [2, 1, 0, 3, 2, 'new=1 old=1 new=2 old=0'],
  [2, 0, 1, 2, 1, 'new=0 old=1 new=1 old=0 new=2'],
  [2, '50%', '0%', 3, 2, 'new=1 old=1 new=2 old=0'],
  [2, '1%', '1%', 3, 2, 'new=1 old=1 new=2 old=0'],
  [3, '25%', '25%', 4, 3, 'new=1 old=2 new=2 old=1 new=3 old=0'],
  [3, 1, 0, 4, 3, 'new=1 old=2 new=2 old=1 new=3 old=0'],
  [3, 0, 1, 3, 2, 'new=0 old=2 new=1 old=1 new=2 old=0 new=3'],
  [3, '50%', '0%', 5, 3, 'new=2 old=2 new=3 old=1 old=0'],
  [3, '1%', '1%', 4, 3, 'new=1 old=2 new=2 old=1 new=3 old=0'],
  [4, '25%', '25%', 5, 3, 'new=1 old=3 new=2 old=2 new=3 old=1 new=4 old=0'],
  [4, 1, 0, 5, 4, 'new=1 old=3 new=2 old=2 new=3 old=1 new=4 old=0'],
  [4, 0, 1, 4, 3, 'new=0 old=3 new=1 old=2 new=2 old=1 new=3 old=0 new=4'],
  [4, '50%', '0%', 6, 4, 'new=2 old=3 new=3 old=2 new=4 old=1 old=0'],
  [4, '1%', '1%', 5, 4, 'new=1 old=3 new=2 old=2 new=3 old=1 new=4 old=0'],
  [5, '25%', '25%', 7, 4, 'new=2 old=4 new=3 old=3 new=4 old=2 new=5 old=1 old=0'],
  [5, 1, 0, 6, 5, 'new=1 old=4 new=2 old=3 new=3 old=2 new=4 old=1 new=5 old=0'],
  [5, 0, 1, 5, 4, 'new=0 old=4 new=1 old=3 new=2 old=2 new=3 old=1 new=4 old=0 new=5'],
  [5, '50%', '0%', 8, 5, 'new=3 old=4 new=4 old=3 new=5 old=2 old=1 old=0'],
  [5, '1%', '1%', 6, 5, 'new=1 old=4 new=2 old=3 new=3 old=2 new=4 old=1 new=5 old=0'],
  [
    10,
    '25%',
    '25%',
    13,
    8,
    'new=3 old=8 new=5 old=7 new=6 old=6 new=7 old=5 new=8 old=4 new=9 old=3 new=10 old=2 old=1 old=0',
  ],
  [
    10,
    1,
    0,
    11,
    10,
    'new=1 old=9 new=2 old=8 new=3 old=7 new=4 old=6 new=5 old=5 new=6 old=4 new=7 old=3 new=8 old=2 new=9 old=1 new=10 old=0',
  ],
  [
    10,
    0,
    1,
    10,
    9,
    'new=0 old=9 new=1 old=8 new=2 old=7 new=3 old=6 new=4 old=5 new=5 old=4 new=6 old=3 new=7 old=2 new=8 old=1 new=9 old=0 new=10',
  ],
  [
    10,
    '50%',
    '0%',
    15,
    10,
    'new=5 old=9 new=6 old=8 new=7 old=7 new=8 old=6 new=9 old=5 new=10 old=4 old=3 old=2 old=1 old=0',
  ],
  [
    10,
    '1%',
    '1%',
    11,
    10,
    'new=1 old=9 new=2 old=8 new=3 old=7 new=4 old=6 new=5 old=5 new=6 old=4 new=7 old=3 new=8 old=2 new=9 old=1 new=10 old=0',
  ],
  [
    15,
    '25%',
    '25%',
    19,
    12,
    'new=4 old=12 new=7 old=11 new=8 old=10 new=9 old=9 new=10 old=8 new=11 old=7 new=12 old=6 new=13 old=5 new=14 old=4 new=15 old=3 old=2 old=1 old=0',
  ],
  [
    15,
    1,
    0,
    16,
    15,
    'new=1 old=14 new=2 old=13 new=3 old=12 new=4 old=11 new=5 old=10 new=6 old=9 new=7 old=8 new=8 old=7 new=9 old=6 new=10 old=5 new=11 old=4 new=12 old=3 new=13 old=2 new=14 old=1 new=15 old=0',
  ],
  [
    15,
    0,
    1,
    15,
    14,
    'new=0 old=14 new=1 old=13 new=2 old=12 new=3 old=11 new=4 old=10 new=5 old=9 new=6 old=8 new=7 old=7 new=8 old=6 new=9 old=5 new=10 old=4 new=11 old=3 new=12 old=2 new=13 old=1 new=14 old=0 new=15',
  ],
  [
    15,
    '50%',
    '0%',
    23,
    15,
    'new=8 old=14 new=9 old=13 new=10 old=12 new=11 old=11 new=12 old=10 new=13 old=9 new=14 old=8 new=15 old=7 old=6 old=5 old=4 old=3 old=2 old=1 old=0',
  ],
  [
    15,
    '1%',
    '1%',
    16,
    15,
    'new=1 old=14 new=2 old=13 new=3 old=12 new=4 old=11 new=5 old=10 new=6 old=9 new=7 old=8 new=8 old=7 new=9 old=6 new=10 old=5 new=11 old=4 new=12 old=3 new=13 old=2 new=14 old=1 new=15 old=0',
  ],
];

describe('a rolling update, pods becoming available one at a time', () => {
  test.each(rollouts)(
    'replicas %s, maxSurge %s, maxUnavailable %s',
    (replicas, maxSurge, maxUnavailable, most, least, sizes) => {
      const run = running(replicas, { maxSurge, maxUnavailable });
      const from = run.trace.entries.length;
      setImage(run, 'web:2');
      run.settle(60_000, 3_600_000);
      expect(sizesSince(run, from)).toBe(sizes);
      expect(extremesSince(run, from)).toEqual({ most, least });
    },
  );

  test('a broken image stops at the budget, with 8 of 10 available', () => {
    const run = running(10, { maxSurge: '25%', maxUnavailable: '25%' });
    const from = run.trace.entries.length;
    setImage(run, 'broken:2');
    run.settle(60_000, 300_000);
    expect(sizesSince(run, from)).toBe('new=3 old=8 new=5');
    run.advance(run.now + 700_000);
    const { status } = run.view.get('Deployment.apps/default/web') as Deployment;
    expect(status?.conditions?.map(({ type, status: is, reason }) => `${type}=${is} ${reason}`)).toEqual([
      'Available=True MinimumReplicasAvailable',
      'Progressing=False ProgressDeadlineExceeded',
    ]);
    expect([status?.updatedReplicas, status?.availableReplicas, status?.unavailableReplicas]).toEqual([5, 8, 5]);
  });

  test('a third template while the second is broken: the broken pods go first', () => {
    const run = running(10, { maxSurge: '25%', maxUnavailable: '25%' });
    setImage(run, 'broken:2');
    run.settle(60_000, 300_000);
    const from = run.trace.entries.length;
    setImage(run, 'web:3');
    run.settle(60_000, 3_600_000);
    expect(sizesSince(run, from)).toMatch(/^new=0 old=0 new=5 old=7 new=6 old=6 new=7 /);
    expect(extremesSince(run, from)).toEqual({ most: 13, least: 8 });
  });
});

function running(replicas: number, rollingUpdate: { maxSurge: IntOrString; maxUnavailable: IntOrString }): Run {
  const run = start({
    ...defaultWorld(),
    nodes: [nodeOf({ name: 'n1', capacity: { cpu: '64' } })],
    // Far enough apart that the control plane has answered one pod before the next is available.
    timing: { ...defaultTiming, stagger: 2000 },
    images: [{ match: 'broken*', ready: 'never' }],
  });
  run.api().create(
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web', namespace: 'default' },
      spec: {
        replicas,
        strategy: { rollingUpdate },
        selector: { matchLabels: { app: 'web' } },
        template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'c', image: 'web:1' }] } },
      },
    },
    'the test asks for it',
  );
  run.settle(60_000, 3_600_000);
  return run;
}

function setImage(run: Run, image: string): void {
  const deployment = run.view.get('Deployment.apps/default/web') as Deployment;
  const [container] = deployment.spec.template.spec.containers;
  if (container === undefined) return;
  const template = {
    ...deployment.spec.template,
    spec: { ...deployment.spec.template.spec, containers: [{ ...container, image }] },
  };
  run.api().update({ ...deployment, spec: { ...deployment.spec, template } }, 'the test asks for it');
}

/** `new=3 old=8 …`: every size the Deployment gave a ReplicaSet, the one created last being the new one. */
function sizesSince(run: Run, from: number): string {
  const sized = run.trace.entries.slice(from).flatMap(({ change }) => {
    if (change.kind !== 'applied' || !change.key.startsWith('ReplicaSet.apps/') || change.after === null) return [];
    const before = (change.before as ReplicaSet | null)?.spec.replicas;
    const after = (change.after as ReplicaSet).spec.replicas;
    return before === after ? [] : [{ name: change.after.metadata.name, after, created: change.verb === 'create' }];
  });
  const newest = sized.find(({ created }) => created)?.name;
  return sized.map(({ name, after }) => `${name === newest ? 'new' : 'old'}=${after}`).join(' ');
}

/** Most pods that are not Terminating, and fewest available ones, at any moment since the entry. */
function extremesSince(run: Run, from: number): { most: number; least: number } {
  const pods = new Map<string, Pod>();
  let most = 0;
  let least = Number.POSITIVE_INFINITY;
  for (const { seq, change } of run.trace.entries) {
    if (change.kind !== 'applied' || !change.key.startsWith('Pod/')) continue;
    if (change.after === null) pods.delete(change.key);
    else pods.set(change.key, change.after as Pod);
    if (seq < from) continue;
    const active = [...pods.values()].filter(isActive);
    most = Math.max(most, active.length);
    least = Math.min(least, active.filter((pod) => isReadyPod(pod)).length);
  }
  return { most, least };
}

function isReadyPod(pod: Pod): boolean {
  return pod.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') === true;
}
