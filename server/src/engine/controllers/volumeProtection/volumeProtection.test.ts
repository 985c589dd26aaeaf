import { expect, it } from 'vitest';
import { bench } from '../../../../../test/support/engineRun.ts';

const manifests = `
apiVersion: v1
kind: PersistentVolume
metadata: { name: disk }
spec: { accessModes: [ReadWriteOnce], capacity: { storage: 1Gi }, hostPath: { path: /data } }
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
---
apiVersion: v1
kind: Pod
metadata: { name: p }
spec:
  volumes: [{ name: v, persistentVolumeClaim: { claimName: data } }]
  containers: [{ name: c, image: good:v1 }]
`;

it('a claim waits for the pod that uses it, a volume for its claim', () => {
  const cluster = bench();
  cluster.create(manifests);
  cluster.pass(5);
  cluster.run.api().delete('PersistentVolumeClaim/default/data', {}, 'test');
  cluster.run.api().delete('PersistentVolume//disk', {}, 'test');
  cluster.pass(5);
  expect(cluster.get('PersistentVolumeClaim/default/data')?.metadata.deletionTimestamp).toBeDefined();
  expect(cluster.get('PersistentVolume//disk')?.metadata.deletionTimestamp).toBeDefined();
  cluster.run.api().delete('Pod/default/p', {}, 'test');
  cluster.pass(5);
  expect(cluster.get('PersistentVolumeClaim/default/data')).toBeUndefined();
  expect(cluster.get('PersistentVolume//disk')).toBeUndefined();
});
