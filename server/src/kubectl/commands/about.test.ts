import { expect, test } from 'vitest';
import { checkKubectl, clusterOf } from '../testing/checkKubectl.ts';

test('versions', () => {
  const cluster = clusterOf({}, { kubernetesVersion: '1.33' });
  expect(checkKubectl(cluster, 'version')).toBe(
    'Client Version: v1.33.0\nKustomize Version: v5.6.0\nServer Version: v1.33.0',
  );
  expect(checkKubectl(cluster, 'version --client')).toBe('Client Version: v1.33.0\nKustomize Version: v5.6.0');
  expect(checkKubectl(cluster, 'version -o table')).toBe("error: --output must be 'yaml' or 'json'\n(exit 1)");
  expect(checkKubectl(cluster, 'version --short')).toMatch(/^error: unknown flag: --short\n/);
});

test('cluster-info names the services that are the cluster’s own', () => {
  const cluster = clusterOf();
  const service = (name: string, called: string, port: string): string =>
    `apiVersion: v1\nkind: Service\nmetadata:\n  name: ${name}\n  namespace: kube-system\n  labels: { kubernetes.io/cluster-service: "true", kubernetes.io/name: ${called} }\nspec: { ports: [${port}] }\n`;
  checkKubectl(cluster, 'apply -f -', service('kube-dns', 'CoreDNS', '{ name: dns, port: 53, protocol: UDP }'));
  checkKubectl(cluster, 'apply -f -', service('metrics-server', 'Metrics-server', '{ name: https, port: 443 }'));
  const at = 'https://127.0.0.1:6443';
  expect(checkKubectl(cluster, 'cluster-info')).toBe(
    [
      `Kubernetes control plane is running at ${at}`,
      `CoreDNS is running at ${at}/api/v1/namespaces/kube-system/services/kube-dns:dns/proxy`,
      `Metrics-server is running at ${at}/api/v1/namespaces/kube-system/services/https:metrics-server:https/proxy`,
      '',
      "To further debug and diagnose cluster problems, use 'kubectl cluster-info dump'.",
    ].join('\n'),
  );
});

test('kinds in order of their groups, names or kinds', () => {
  const cluster = clusterOf();
  const first = (words: string): string =>
    checkKubectl(cluster, `api-resources --no-headers -o name ${words}`).split('\n').slice(0, 2).join(' ');
  expect(first('')).toBe('bindings configmaps');
  expect(first('--sort-by=name')).toBe('apiservices.apiregistration.k8s.io bindings');
  expect(first('--sort-by=kind')).toBe('apiservices.apiregistration.k8s.io bindings');
  expect(first('--api-group=apps --namespaced')).toBe('controllerrevisions.apps daemonsets.apps');
  expect(first('--sort-by=size')).toMatch(/^error: --sort-by accepts only name or kind/);
});
