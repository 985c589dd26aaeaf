import { describe, expect, test } from 'vitest';
import type { Condition, ObjectMeta } from '#engine/api/meta.ts';
import type { Deployment, DeploymentStatus, IntOrString, ReplicaSet } from '#engine/api/workloads.ts';
import { controllerBench } from '../../../../../test/support/controllerContext.ts';
import { newReplicaSetSize, rolloutBudget } from './budget.ts';
import { deploymentController } from './deployment.ts';
import { cleanUpHistory } from './history.ts';
import { isComplete, syncRolloutStatus } from './progress.ts';
import { newReplicaSetAnnotations, scaleAnnotations } from './revision.ts';
import { rollOut } from './rolling.ts';
import { scale } from './scale.ts';

const startTime = Date.parse('2026-01-01T00:00:00Z');
const at = (seconds: number): string => new Date(startTime + seconds * 1000).toISOString().replace('.000', '');

interface Shape {
  readonly maxSurge?: IntOrString;
  readonly maxUnavailable?: IntOrString;
  readonly type?: 'RollingUpdate' | 'Recreate';
  readonly status?: DeploymentStatus;
  readonly metadata?: Partial<ObjectMeta>;
  readonly spec?: Partial<Deployment['spec']>;
}

function web(replicas: number, shape: Shape = {}): Deployment {
  const { maxSurge = 0, maxUnavailable = 0, type = 'RollingUpdate' } = shape;
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'default', uid: 'uid-web', generation: 1, ...shape.metadata },
    spec: {
      replicas,
      selector: { matchLabels: { app: 'web' } },
      strategy: type === 'Recreate' ? { type } : { type, rollingUpdate: { maxSurge, maxUnavailable } },
      template: template('web:new'),
      progressDeadlineSeconds: 600,
      revisionHistoryLimit: 10,
      ...shape.spec,
    },
    status: shape.status ?? {},
  };
}

const template = (image: string): Deployment['spec']['template'] => ({
  metadata: { labels: { app: 'web' } },
  spec: { containers: [{ name: 'c', image }] },
});

function replicaSet(
  name: string,
  replicas: number,
  { available = replicas, created = 0, image = name, max = 0, desired = max, ...metadata }: RsShape = {},
): ReplicaSet {
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name,
      namespace: 'default',
      uid: `uid-${name}`,
      generation: 1,
      creationTimestamp: at(created),
      labels: { app: 'web' },
      annotations: {
        ...(desired === 0 ? {} : { 'deployment.kubernetes.io/desired-replicas': String(desired) }),
        ...(max === 0 ? {} : { 'deployment.kubernetes.io/max-replicas': String(max) }),
        ...(metadata.revision === undefined ? {} : { 'deployment.kubernetes.io/revision': metadata.revision }),
      },
      ownerReferences: [{ apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', uid: 'uid-web', controller: true }],
    },
    spec: { replicas, selector: { matchLabels: { app: 'web' } }, template: template(image) },
    status: {
      replicas: metadata.pods ?? replicas,
      readyReplicas: available,
      availableReplicas: available,
      observedGeneration: 1,
    },
  };
}

interface RsShape {
  readonly available?: number;
  readonly pods?: number;
  readonly created?: number;
  readonly image?: string;
  readonly max?: number;
  readonly desired?: number;
  readonly revision?: string;
}

describe('rolloutBudget', () => {
  test.each([
    [10, '25%', '25%', 3, 2],
    [4, '25%', '25%', 1, 1],
    [1, '25%', '25%', 1, 0],
    [10, 0, 0, 0, 1],
    [0, '25%', '25%', 0, 0],
    [3, 0, '10%', 0, 1],
    [2, 5, 10, 5, 2],
    [10, '100%', '100%', 10, 10],
  ] as const)(
    'TestResolveFenceposts, TestMaxUnavailable: %s with %s/%s',
    (replicas, maxSurge, maxUnavailable, surge, unavailable) => {
      expect(rolloutBudget(web(replicas, { maxSurge, maxUnavailable }))).toEqual({ surge, unavailable });
    },
  );

  test('Recreate has none', () => {
    expect(rolloutBudget(web(5, { type: 'Recreate' }))).toEqual({ surge: 0, unavailable: 0 });
  });
});

describe('newReplicaSetSize', () => {
  test.each([
    ['can not scale up: all room is taken', 10, 0, 10, 0, 0],
    ['scale up to what the surge leaves', 10, 2, 10, 0, 2],
    ['goes on from its size', 10, 2, 8, 3, 4],
    ['never beyond the replicas', 6, 10, 2, 0, 6],
  ] as const)('TestNewRSNewReplicas: %s', (_, replicas, maxSurge, old, current, size) => {
    const deployment = web(replicas, { maxSurge, maxUnavailable: 1 });
    const all = [replicaSet('web-old', old), replicaSet('web-new', current)];
    expect(newReplicaSetSize(deployment, all, current)).toBe(size);
  });

  test('TestNewRSNewReplicas: recreate takes all at once', () => {
    expect(newReplicaSetSize(web(3, { type: 'Recreate' }), [replicaSet('web-old', 3)], 0)).toBe(3);
  });
});

function rollOutActions(deployment: Deployment, sets: readonly ReplicaSet[]): readonly string[] {
  const bench = controllerBench([deployment, ...sets]);
  const stored = bench.context.view.list('ReplicaSet.apps') as readonly ReplicaSet[];
  rollOut({ context: bench.context, deployment: bench.context.view.list('Deployment.apps')[0] as Deployment }, stored);
  return bench.actions.filter((line) => line.startsWith('scale'));
}

const fresh = (replicas: number, available: number): ReplicaSet =>
  replicaSet('web-new', replicas, { available, created: 99, image: 'web:new' });

describe('rollOut', () => {
  test.each([
    ['no surge, all there: nothing', 10, 0, 0, 10, 0, []],
    ['room of 2 for the new one', 10, 2, 0, 10, 0, ['scale web-new 0 → 2']],
    ['old is at 5: up to the limit', 10, 0, 0, 5, 0, ['scale web-new 0 → 5']],
    ['all room is used', 10, 2, 0, 10, 2, []],
    ['should scale down when too large', 10, 2, 0, 2, 11, ['scale web-new 11 → 10']],
  ] as const)(
    'TestDeploymentController_reconcileNewReplicaSet: %s',
    (_, replicas, maxSurge, maxUnavailable, old, current, expected) => {
      const deployment = web(replicas, {
        maxSurge,
        maxUnavailable: maxUnavailable === 0 && maxSurge === 0 ? '0%' : maxUnavailable,
      });
      // The old pods are all available and needed, or none of this would be about the new ones.
      const sets = [replicaSet('web-old', old, { available: old }), fresh(current, 0)];
      const actions = rollOutActions(deployment, sets).filter((line) => line.includes('web-new'));
      expect(actions).toEqual(expected);
    },
  );

  test.each([
    ['nothing may be unavailable', 10, 0, 10, 10, 1, 0, []],
    ['2 may be unavailable: 10 → 8', 10, 2, 10, 10, 0, 0, ['scale web-old 10 → 8']],
    ['2 unhealthy old pods go, and no healthy one', 10, 2, 10, 8, 0, 0, ['scale web-old 10 → 8']],
    [
      'expect unhealthy replicas from old replica sets been cleaned up first',
      10,
      2,
      8,
      7,
      4,
      4,
      ['scale web-old 8 → 7', 'scale web-old 7 → 4'],
    ],
    ['new pods that are not ready count as unavailable', 10, 2, 8, 8, 2, 0, []],
    ['healthy new pods make room', 10, 2, 10, 10, 2, 2, ['scale web-old 10 → 6']],
  ] as const)(
    'TestDeploymentController_reconcileOldReplicaSets: %s',
    (_, replicas, maxUnavailable, old, oldAvailable, current, available, expected) => {
      const deployment = web(replicas, { maxSurge: old + current - replicas, maxUnavailable });
      const sets = [replicaSet('web-old', old, { available: oldAvailable }), fresh(current, available)];
      const actions = rollOutActions(deployment, sets).filter((line) => line.includes('web-old'));
      expect(actions).toEqual(expected);
    },
  );

  test.each([
    [
      'oldest first',
      3,
      [
        ['web-a', 3, 1, 2],
        ['web-b', 2, 1, 1],
      ],
      ['scale web-b 2 → 1', 'scale web-a 3 → 1'],
    ],
    [
      'the name decides within a second, and no more than may go',
      4,
      [
        ['web-b', 3, 0, 1],
        ['web-a', 3, 0, 1],
      ],
      ['scale web-a 3 → 0'],
    ],
  ] as const)('TestDeploymentController_cleanupUnhealthyReplicas: %s', (_, replicas, olds, expected) => {
    const total = olds.reduce((sum, [, size]) => sum + size, 0);
    const deployment = web(replicas, { maxSurge: total - replicas, maxUnavailable: 1 });
    const sets = olds.map(([name, size, ready, created]) => replicaSet(name, size, { available: ready, created }));
    expect(rollOutActions(deployment, [...sets, fresh(0, 0)])).toEqual(expected);
  });
});

function scaleActions(
  deployment: Deployment,
  newest: ReplicaSet | undefined,
  old: readonly ReplicaSet[],
): readonly string[] {
  const bench = controllerBench([deployment, ...(newest === undefined ? [] : [newest]), ...old]);
  const stored = (set: ReplicaSet): ReplicaSet =>
    bench.context.view.get(`ReplicaSet.apps/default/${set.metadata.name}`) as ReplicaSet;
  scale(
    { context: bench.context, deployment: bench.context.view.list('Deployment.apps')[0] as Deployment },
    { newest: newest && stored(newest), old: old.map(stored) },
  );
  return bench.actions.filter((line) => line.startsWith('scale'));
}

describe('scale', () => {
  test.each<[string, number, number, [number, number] | undefined, readonly [number, number][], readonly string[]]>([
    ['normal scaling event: 10 -> 12', 12, 10, [10, 0], [], ['scale web-new 10 → 12']],
    ['normal scaling event: 10 -> 5', 5, 10, [10, 0], [], ['scale web-new 10 → 5']],
    ['proportional scaling: 5 -> 10', 10, 5, [2, 0], [[3, 0]], ['scale web-old1 3 → 6', 'scale web-new 2 → 4']],
    ['proportional scaling: 5 -> 3', 3, 5, [2, 0], [[3, 0]], ['scale web-old1 3 → 2', 'scale web-new 2 → 1']],
    ['proportional scaling: 9 -> 4', 4, 9, [8, 0], [[1, 0]], ['scale web-new 8 → 4', 'scale web-old1 1 → 0']],
    [
      'proportional scaling: 7 -> 10',
      10,
      7,
      [2, 0],
      [
        [3, 0],
        [2, 0],
      ],
      ['scale web-old1 3 → 4', 'scale web-new 2 → 3', 'scale web-old2 2 → 3'],
    ],
    [
      'proportional scaling: 13 -> 8',
      8,
      13,
      [2, 0],
      [
        [8, 0],
        [3, 0],
      ],
      ['scale web-old1 8 → 5', 'scale web-old2 3 → 2', 'scale web-new 2 → 1'],
    ],
    [
      'leftover distribution: 3 -> 4',
      4,
      3,
      [1, 0],
      [
        [1, 0],
        [1, 0],
      ],
      ['scale web-new 1 → 2'],
    ],
    [
      'leftover distribution: 3 -> 2',
      2,
      3,
      [1, 0],
      [
        [1, 0],
        [1, 0],
      ],
      ['scale web-old2 1 → 0'],
    ],
    ['scale to zero', 0, 4, [2, 0], [[2, 0]], ['scale web-old1 2 → 0', 'scale web-new 2 → 0']],
    [
      'no rolling update in flight, nothing new: the latest is scaled',
      6,
      3,
      undefined,
      [[3, 0]],
      ['scale web-old1 3 → 6'],
    ],
    ['nothing to spread: equal size', 20, 20, [5, 0], [[15, 0]], []],
  ])('TestScale: %s', (_, replicas, before, newest, olds, expected) => {
    const deployment = web(replicas, { maxSurge: 0, maxUnavailable: '20%', status: { replicas: before } });
    const fresh = newest && replicaSet('web-new', newest[0], { max: before, created: 200, available: newest[1] });
    const old = olds.map(([size], index) =>
      replicaSet(`web-old${index + 1}`, size, { max: before, created: 100 - index, available: size }),
    );
    expect(scaleActions(deployment, fresh, old)).toEqual(expected);
  });

  test('TestScale: a saturated but broken new replica set does not affect old pods; an available one takes over', () => {
    const deployment = web(2, { maxSurge: 0, maxUnavailable: 1 });
    const old = replicaSet('web-old', 2, { max: 2, available: 2 });
    const saturated = replicaSet('web-new', 2, { max: 2, available: 2, created: 9 });
    expect(scaleActions(deployment, saturated, [old])).toEqual(['scale web-old 2 → 0']);
  });

  test('TestScale: change both surge and size, the annotation tells the size before', () => {
    const deployment = web(50, { maxSurge: 6, maxUnavailable: 3 });
    const newest = replicaSet('web-new', 10, { max: 45, desired: 45, created: 200 });
    const old = [
      replicaSet('web-old1', 20, { max: 45, created: 1 }),
      replicaSet('web-old2', 15, { max: 45, created: 2 }),
    ];
    expect(scaleActions(deployment, newest, old)).toEqual([
      'scale web-old1 20 → 25',
      'scale web-old2 15 → 19',
      'scale web-new 10 → 12',
    ]);
  });
});

describe('newReplicaSetAnnotations', () => {
  const deployment = web(1, {
    metadata: {
      annotations: {
        mine: 'yes',
        'kubectl.kubernetes.io/last-applied-configuration': '{}',
        'deployment.kubernetes.io/revision': '7',
      },
    },
  });

  test('TestAnnotationUtils: copies but for its own and the last applied configuration', () => {
    expect(newReplicaSetAnnotations(deployment, undefined, 3)).toEqual({
      mine: 'yes',
      'deployment.kubernetes.io/revision': '3',
    });
  });

  test('TestAnnotationUtils: a higher revision pushes the old one into the history, a lower one changes nothing', () => {
    const current = { 'deployment.kubernetes.io/revision': '2', 'deployment.kubernetes.io/revision-history': '1' };
    expect(newReplicaSetAnnotations(deployment, current, 6)['deployment.kubernetes.io/revision-history']).toBe('1,2');
    expect(newReplicaSetAnnotations(deployment, current, 1)['deployment.kubernetes.io/revision']).toBe('2');
  });

  test('TestAnnotationUtils: the history drops its oldest beyond 2000 characters', () => {
    const history = Array.from({ length: 400 }, (_, index) => String(index + 1000)).join(',');
    const current = {
      'deployment.kubernetes.io/revision': '1400',
      'deployment.kubernetes.io/revision-history': history,
    };
    const next = newReplicaSetAnnotations(deployment, current, 1500)['deployment.kubernetes.io/revision-history'] ?? '';
    expect(next.length).toBeLessThanOrEqual(2000);
    expect([next.slice(0, 9), next.slice(-9)]).toEqual(['1001,1002', '1399,1400']);
  });

  test('TestSetReplicasAnnotations: desired and most', () => {
    expect(scaleAnnotations(web(10, { maxSurge: '25%', maxUnavailable: '25%' }))).toEqual({
      'deployment.kubernetes.io/desired-replicas': '10',
      'deployment.kubernetes.io/max-replicas': '13',
    });
  });
});

describe('isComplete', () => {
  test.each([
    [
      'not complete: min but not all pods become available',
      { replicas: 5, updatedReplicas: 5, availableReplicas: 4 },
      false,
    ],
    [
      'not complete: all pods are available but there are old ones',
      { replicas: 6, updatedReplicas: 5, availableReplicas: 5 },
      false,
    ],
    [
      'not complete: not observed',
      { replicas: 5, updatedReplicas: 5, availableReplicas: 5, observedGeneration: 0 },
      false,
    ],
    ['complete', { replicas: 5, updatedReplicas: 5, availableReplicas: 5 }, true],
  ] as const)('TestDeploymentComplete: %s', (_, status, expected) => {
    expect(isComplete(web(5), { observedGeneration: 1, ...status })).toBe(expected);
  });
});

/** The Progressing condition after one status sync `now` seconds after the start. */
function progressAfter(now: number, old: DeploymentStatus, newest: ReplicaSet): string {
  const bench = controllerBench([web(newest.spec.replicas ?? 1, { status: old }), newest], now * 1000);
  const { context } = bench;
  const again = syncRolloutStatus(
    { context, deployment: context.view.list('Deployment.apps')[0] as Deployment },
    { newest: context.view.list('ReplicaSet.apps')[0] as ReplicaSet, old: [] },
  );
  const { status } = context.view.list('Deployment.apps')[0] as Deployment;
  const found = status?.conditions?.find(({ type }) => type === 'Progressing');
  const wait = again !== undefined && 'after' in again ? ` again in ${again.after} ms` : '';
  return `${found?.status} ${found?.reason} updated ${found?.lastUpdateTime?.slice(14, 19)} changed ${found?.lastTransitionTime?.slice(14, 19)}${wait}`;
}

const progressing = (status: Condition['status'], reason: string, seconds: number): Condition => ({
  type: 'Progressing',
  status,
  reason,
  lastUpdateTime: at(seconds),
  lastTransitionTime: at(seconds),
  message: '',
});
const available: Condition = { type: 'Available', status: 'False', reason: 'MinimumReplicasUnavailable', message: '' };

describe('syncRolloutStatus', () => {
  const stuck = (updated: number): DeploymentStatus => ({
    observedGeneration: 1,
    replicas: 2,
    updatedReplicas: 2,
    readyReplicas: updated,
    availableReplicas: updated,
    unavailableReplicas: 2 - updated,
    conditions: [available, progressing('True', 'NewReplicaSetCreated', 10)],
  });

  test('TestDeploymentProgressing: a pod more is progress, the deadline runs anew', () => {
    expect(progressAfter(300, stuck(0), fresh(2, 1))).toBe('True ReplicaSetUpdated updated 05:00 changed 00:10');
  });

  test('TestDeploymentTimedOut: progressDeadline not passed yet - not timed out; it looks again a second after', () => {
    expect(progressAfter(310, stuck(0), fresh(2, 0))).toBe(
      'True NewReplicaSetCreated updated 00:10 changed 00:10 again in 301000 ms',
    );
  });

  test('TestDeploymentTimedOut: progressDeadline passed - timed out', () => {
    expect(progressAfter(611, stuck(0), fresh(2, 0))).toBe(
      'False ProgressDeadlineExceeded updated 10:11 changed 10:11',
    );
  });

  test('TestSyncRolloutStatus: completed deployment: NewReplicaSetAvailable', () => {
    expect(progressAfter(20, stuck(1), fresh(2, 2))).toBe('True NewReplicaSetAvailable updated 00:20 changed 00:10');
  });

  test('TestRequeueStuckDeployment: less than a second left: at once', () => {
    expect(progressAfter(609.5, stuck(0), fresh(2, 0))).toContain('again in 5 ms');
  });
});

describe('cleanUpHistory', () => {
  test.each([
    [
      'the lowest revisions go',
      1,
      [
        [0, 0, '1'],
        [0, 0, '2'],
        [0, 0, '3'],
      ],
      ['delete ReplicaSet web-1', 'delete ReplicaSet web-2'],
    ],
    [
      'within the limit nothing goes',
      3,
      [
        [0, 0, '1'],
        [0, 0, '2'],
        [0, 0, '3'],
      ],
      [],
    ],
    [
      'one with pods is skipped, not replaced',
      1,
      [
        [1, 1, '1'],
        [0, 0, '2'],
        [0, 0, '3'],
      ],
      ['delete ReplicaSet web-2'],
    ],
    ['one whose pods are not gone yet stays', 0, [[0, 1, '1']], []],
  ] as const)('TestDeploymentController_cleanupDeployment: %s', (_, revisionHistoryLimit, sets, expected) => {
    const deployment = web(1, { spec: { revisionHistoryLimit } });
    const old = sets.map(([size, pods, revision]) => replicaSet(`web-${revision}`, size, { pods, revision }));
    const bench = controllerBench([deployment, ...old]);
    cleanUpHistory(
      { context: bench.context, deployment },
      bench.context.view.list('ReplicaSet.apps') as readonly ReplicaSet[],
    );
    expect(bench.actions).toEqual(expected);
  });
});

function syncActions(deployment: Deployment, sets: readonly ReplicaSet[] = []): readonly string[] {
  const bench = controllerBench([deployment, ...sets]);
  deploymentController().reconcile('Deployment.apps/default/web', bench.context);
  return bench.actions;
}

describe('deploymentController', () => {
  test('TestSyncDeploymentCreatesReplicaSet', () => {
    expect(syncActions(web(1))).toEqual([
      expect.stringMatching(/^create ReplicaSet web-[4-9bcdf]+$/),
      expect.stringMatching(/^event ScalingReplicaSet: Scaled up replica set web-\w+ from 0 to 1$/),
      'status Deployment web',
      'status Deployment web',
    ]);
  });

  test('TestSyncDeploymentDontDoAnythingDuringDeletion: only the status', () => {
    const deleting = web(1, { metadata: { deletionTimestamp: at(0) } });
    expect(syncActions(deleting)).toEqual(['status Deployment web']);
  });

  test('TestSyncDeployment: a selector that selects everything is refused in an event', () => {
    expect(syncActions(web(1, { spec: { selector: {} } }))).toEqual([
      'event SelectingAll: This deployment is selecting all pods. A non-empty selector is required.',
      'status Deployment web',
    ]);
  });

  test('paused: no rollout, but its ReplicaSet follows the size', () => {
    const paused = web(3, { spec: { paused: true }, maxSurge: 1 });
    const old = replicaSet('web-old', 2, { desired: 2, max: 3 });
    expect(syncActions(paused, [old]).filter((line) => !line.startsWith('status'))).toEqual([
      'scale web-old 2 → 3',
      'event ScalingReplicaSet: Scaled up replica set web-old from 2 to 3',
    ]);
  });

  test('TestPodDeletionDoesntEnqueueRecreateDeployment and strategy Recreate: old pods go before a new ReplicaSet comes', () => {
    const recreate = web(2, { type: 'Recreate' });
    expect(syncActions(recreate, [replicaSet('web-old', 2)]).filter((line) => !line.startsWith('status'))).toEqual([
      'scale web-old 2 → 0',
      'event ScalingReplicaSet: Scaled down replica set web-old from 2 to 0',
    ]);
    expect(
      syncActions(recreate, [replicaSet('web-old', 0, { pods: 1 })]).filter((line) => !line.startsWith('status')),
    ).toEqual([]);
    expect(syncActions(recreate, [replicaSet('web-old', 0)])).toContainEqual(
      expect.stringMatching(/^create ReplicaSet web-/),
    );
  });
});
