import { expect, it } from 'vitest';
import { bench } from '../../../../../test/support/engineRun.ts';

const manifests = `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: now }
provisioner: disk.example.com
---
apiVersion: v1
kind: Pod
metadata: { name: p }
spec:
  volumes:
  - name: scratch
    ephemeral:
      volumeClaimTemplate:
        metadata: { labels: { kind: scratch } }
        spec: { accessModes: [ReadWriteOnce], storageClassName: now, resources: { requests: { storage: 1Gi } } }
  containers: [{ name: c, image: good:v1 }]
`;

it('a pod has its own claim, which goes with it', () => {
  const cluster = bench();
  cluster.create(manifests);
  cluster.pass(5);
  expect(cluster.get('PersistentVolumeClaim/default/p-scratch')).toMatchObject({
    metadata: { labels: { kind: 'scratch' }, ownerReferences: [{ kind: 'Pod', name: 'p', controller: true }] },
    status: { phase: 'Bound' },
  });
  expect(cluster.get('Pod/default/p')).toMatchObject({ status: { phase: 'Running' } });
  cluster.run.api().delete('Pod/default/p', {}, 'test');
  cluster.pass(5);
  expect(cluster.get('PersistentVolumeClaim/default/p-scratch')).toBeUndefined();
});
