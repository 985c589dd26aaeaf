import { describe, expect, test } from 'vitest';
import type { Pod } from '#engine/api/pod.ts';
import type { ReplicaSet } from '#engine/api/workloads.ts';
import { controllerBench } from '../../../../../test/support/controllerContext.ts';
import { bench } from '../../../../../test/support/engineRun.ts';
import { replicaSetController } from './replicaSet.ts';

function web(replicas: number, spec: Partial<ReplicaSet['spec']> = {}): ReplicaSet {
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: { name: 'web', namespace: 'default', uid: 'uid-web', generation: 1 },
    spec: {
      replicas,
      selector: { matchLabels: { app: 'web' } },
      template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'c', image: 'web' }] } },
      ...spec,
    },
  };
}

function pod(name: string, labels: Record<string, string>, owner?: string): Pod {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace: 'default',
      uid: name,
      labels,
      ...(owner === undefined
        ? {}
        : {
            ownerReferences: [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web', uid: owner, controller: true }],
          }),
    },
    spec: { containers: [{ name: 'c', image: 'web' }], nodeName: 'n1' },
    status: {
      phase: 'Running',
      conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: '2026-01-01T00:00:00Z' }],
    },
  };
}

/** What one sync does, without the names that chance gives. */
function sync(set: ReplicaSet, pods: readonly Pod[]): readonly string[] {
  const { context, actions } = controllerBench([set, ...pods]);
  replicaSetController().reconcile('ReplicaSet.apps/default/web', context);
  return actions.map((line) => line.replace(/web-[a-z0-9]{5}/g, 'web-*'));
}

const mine = { app: 'web' };

describe('replicaSetController', () => {
  test('TestSyncReplicaSetDoesNothing', () => {
    expect(sync(web(2), [pod('a', mine, 'uid-web'), pod('b', mine, 'uid-web')])).toEqual(['status ReplicaSet web']);
  });

  test('TestSyncReplicaSetCreates: the first batch is one pod', () => {
    expect(sync(web(2), [])).toEqual(['create Pod web-*', 'event SuccessfulCreate: Created pod: web-*']);
  });

  test('TestSyncReplicaSetDeletes, and the tie is told', () => {
    expect(sync(web(1), [pod('a', mine, 'uid-web'), pod('b', mine, 'uid-web')])).toEqual([
      'tie: victim drawn among 2 pods of equal rank',
      'delete Pod a',
      'event SuccessfulDelete: Deleted pod: a',
      'status ReplicaSet web',
    ]);
  });

  test('TestPatchPodWithOtherOwnerRef: one that another controls is left alone', () => {
    expect(sync(web(0), [pod('a', mine, 'uid-other')])).toEqual(['status ReplicaSet web']);
  });

  test('TestDoNotPatchPodWithOtherControlRef, TestUpdateLabelsRemoveControllerRef: released when its labels no longer match', () => {
    expect(sync(web(0), [pod('a', { app: 'b' }, 'uid-web')])).toEqual(['update Pod a', 'status ReplicaSet web']);
  });

  test('an orphan that matches is adopted and counts', () => {
    expect(sync(web(1), [pod('a', mine)])).toEqual(['update Pod a', 'status ReplicaSet web']);
  });

  test('TestDoNotAdoptOrCreateIfBeingDeleted', () => {
    const set = web(2);
    const deleting = { ...set, metadata: { ...set.metadata, deletionTimestamp: '2026-01-01T00:00:00Z' } };
    expect(sync(deleting, [pod('a', mine)])).toEqual(['status ReplicaSet web']);
  });

  test('a pod that has failed is no pod, and is not adopted', () => {
    const failed = { ...pod('a', mine, 'uid-web'), status: { phase: 'Failed' as const } };
    expect(sync(web(1), [failed])).toEqual([
      'create Pod web-*',
      'event SuccessfulCreate: Created pod: web-*',
      'status ReplicaSet web',
    ]);
  });

  test('TestSlowStartBatch: 1, 2, 4, … and the first batch with an error is the last; ReplicaFailure says so', () => {
    const cluster = bench();
    cluster.create(`
apiVersion: v1
kind: ResourceQuota
metadata: { name: few, namespace: default }
spec: { hard: { pods: "2" } }
`);
    cluster.pass(1);
    cluster.create(`
apiVersion: apps/v1
kind: ReplicaSet
metadata: { name: web, namespace: default }
spec:
  replicas: 8
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: c, image: web }] }
`);
    cluster.pass(1);
    const [made, refused] = ['applied', 'rejected'].map((kind) =>
      cluster.run.trace.entries
        .filter(
          ({ change }) =>
            change.kind === kind && 'verb' in change && change.verb === 'create' && change.key.startsWith('Pod/'),
        )
        .map(({ at }) => at - 1000),
    );
    // One, then two of which the second is refused; after that one try a sync, further and further apart.
    expect(made).toEqual([5, 15]);
    expect(refused?.slice(0, 2)).toEqual([15, 20]);
    // Until the two pods start, nothing but the work queue makes it try again.
    const gaps = (refused ?? [])
      .filter((at) => at < 500)
      .map((at, index, all) => at - (all[index - 1] ?? 0))
      .slice(-3);
    expect(gaps.map((gap) => gap / (gaps[0] ?? 1))).toEqual([1, 2, 4]);
    const status = cluster.get('ReplicaSet.apps/default/web')?.['status'] as ReplicaSet['status'];
    expect(status?.conditions?.map(({ type, status: is, reason }) => `${type}=${is} ${reason}`)).toEqual([
      'ReplicaFailure=True FailedCreate',
    ]);
    expect(status?.replicas).toBe(2);
  });

  test('minReadySeconds: ready at once, available later', () => {
    const cluster = bench();
    cluster.create(`
apiVersion: apps/v1
kind: ReplicaSet
metadata: { name: web, namespace: default }
spec:
  replicas: 1
  minReadySeconds: 10
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: c, image: web }] }
`);
    const counts = (): unknown => {
      const status = cluster.get('ReplicaSet.apps/default/web')?.['status'] as ReplicaSet['status'];
      return [status?.readyReplicas ?? 0, status?.availableReplicas ?? 0];
    };
    cluster.pass(5);
    expect(counts()).toEqual([1, 0]);
    cluster.pass(8);
    expect(counts()).toEqual([1, 1]);
  });
});
