import { describe, expect, test } from 'vitest';
import type { Deployment, ReplicaSet } from '#engine/api/workloads.ts';
import { controllerBench } from '../../../../../test/support/controllerContext.ts';
import { at, replicaSet, web } from '../../../../../test/support/deployments.ts';
import { deploymentController } from './deployment.ts';

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
