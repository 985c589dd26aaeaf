import { expect, test } from 'vitest';
import { checkKubectl, clusterOf } from './testing/checkKubectl.ts';

const pods = '{ hostPID: true, containers: [{ name: a, image: "a:1" }] }';
const deployment = `{ apiVersion: apps/v1, kind: Deployment, metadata: { name: web, namespace: ns }, spec: { selector: { matchLabels: { a: b } }, template: { metadata: { labels: { a: b } }, spec: ${pods} } } }`;
const pod = `{ apiVersion: v1, kind: Pod, metadata: { name: p, namespace: ns }, spec: ${pods} }`;

test('a namespace that warns lets pods in, and says so before; one that enforces refuses them', () => {
  const cluster = clusterOf();
  checkKubectl(cluster, 'create namespace ns');
  checkKubectl(cluster, 'label namespace ns pod-security.kubernetes.io/warn=baseline');
  const warning = 'Warning: would violate PodSecurity "baseline:latest": host namespaces (hostPID=true)';
  expect(checkKubectl(cluster, 'apply -f -', deployment)).toBe(`deployment.apps/web created\n${warning}`);
  expect(checkKubectl(cluster, 'apply -f -', pod)).toBe(`pod/p created\n${warning}`);

  checkKubectl(cluster, 'label namespace ns pod-security.kubernetes.io/enforce=baseline');
  expect(checkKubectl(cluster, 'apply -f -', pod.replace('name: p,', 'name: q,'))).toContain(
    'pods "q" is forbidden: violates PodSecurity "baseline:latest": host namespaces (hostPID=true)',
  );
});
