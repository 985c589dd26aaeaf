import { describe, expect, test } from 'vitest';
import { bench } from '../../../../../test/support/engineRun.ts';

const web = `
apiVersion: v1
kind: ReplicationController
metadata: { name: web, namespace: default }
spec:
  replicas: 2
  selector: { app: web }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: c, image: web }] }
`;

describe('replicationController', () => {
  test('TestSyncReplicationControllerCreates: as many pods as asked for, counted in its status', () => {
    const cluster = bench();
    cluster.create(web);
    cluster.pass(10);
    expect(cluster.get('ReplicationController/default/web')?.['status']).toEqual({
      replicas: 2,
      fullyLabeledReplicas: 2,
      readyReplicas: 2,
      availableReplicas: 2,
      observedGeneration: 1,
    });
    expect(cluster.events('ReplicationController/web')).toMatch(/SuccessfulCreate: Created pod: web-\w{5}\n/);
  });

  test('a pod relabelled is released, and another takes its place', () => {
    const cluster = bench();
    cluster.create(web);
    cluster.pass(10);
    const [pod] = cluster.run.view.list('Pod');
    if (pod === undefined) return;
    cluster.run.api().update({ ...pod, metadata: { ...pod.metadata, labels: { app: 'x' } } }, 'the test asks for it');
    cluster.pass(10);
    const owned = cluster.run.view
      .list('Pod')
      .map(({ metadata }) => (metadata.ownerReferences === undefined ? 'free' : 'owned'));
    expect(owned.sort()).toEqual(['free', 'owned', 'owned']);
  });

  test('deleted without a word on its dependents it leaves its pods behind', () => {
    const cluster = bench();
    cluster.create(web);
    cluster.pass(10);
    cluster.run.api().delete('ReplicationController/default/web', {}, 'the test asks for it');
    cluster.pass(10);
    expect(cluster.get('ReplicationController/default/web')).toBeUndefined();
    expect(cluster.run.view.list('Pod').map(({ metadata }) => metadata.ownerReferences)).toEqual([
      undefined,
      undefined,
    ]);
  });
});
