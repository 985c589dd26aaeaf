import { expect, it } from 'vitest';
import { bench } from '../../../../../test/support/engineRun.ts';
import type { Node } from '../../api/node.ts';

const pod = `
apiVersion: v1
kind: Pod
metadata: { name: a }
spec: { nodeName: n1, tolerations: [{ operator: Exists }], containers: [{ name: c, image: good:v1 }] }
`;

it('pods of a node that is gone are taken away after the quarantine, at a full twenty seconds', () => {
  const cluster = bench();
  cluster.create(pod);
  cluster.pass(3);
  cluster.run.setNode('n1', 'removed');
  cluster.pass(56.9);
  expect(cluster.get('Pod/default/a')).toBeDefined();
  cluster.pass(0.2);
  expect(cluster.get('Pod/default/a')).toBeUndefined();
  const { entries } = cluster.run.trace;
  expect(entries[entries.length - 1]).toMatchObject({
    at: 60_000,
    actor: 'pod-garbage-collector',
    why: 'PodGC: node no longer exists',
  });
});

it('a node that returns in time keeps its pods', () => {
  const cluster = bench();
  cluster.create(pod);
  cluster.pass(3);
  const { resourceVersion: _, ...metadata } = (cluster.get('Node//n1') as Node).metadata;
  const node = { ...(cluster.get('Node//n1') as Node), metadata };
  cluster.run.setNode('n1', 'removed');
  cluster.pass(30);
  cluster.run.api().create(node, 'test');
  cluster.pass(90);
  expect(cluster.get('Pod/default/a')).toBeDefined();
});

it('a pod that cannot end because its node is out of service is ended for it', () => {
  const cluster = bench();
  cluster.create(pod);
  cluster.pass(3);
  cluster.run.setNode('n1', 'down');
  cluster.pass(70);
  cluster.run.api().delete('Pod/default/a', {}, 'test');
  cluster.pass(60);
  expect(cluster.get('Pod/default/a')?.metadata.deletionTimestamp).toBeDefined();
  const node = cluster.get('Node//n1') as Node;
  const taints = [
    ...(node.spec.taints ?? []),
    { key: 'node.kubernetes.io/out-of-service', value: 'shutdown', effect: 'NoExecute' as const },
  ];
  cluster.run.api().update({ ...node, spec: { ...node.spec, taints } }, 'test');
  cluster.pass(30);
  expect(cluster.get('Pod/default/a')).toBeUndefined();
});
