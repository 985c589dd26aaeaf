import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { applyDefaults } from '../api/defaults/defaults.ts';
import type { PodTemplate } from '../api/pod.ts';
import type { KubernetesVersion } from '../api/version.ts';
import { dumpTemplate } from './dump.ts';
import { sameTemplate } from './sameTemplate.ts';
import { templateHash } from './templateHash.ts';

type Template = { metadata?: object; spec: object };

function defaulted(template: Template, version: KubernetesVersion = '1.36'): PodTemplate {
  const deployment = applyDefaults(
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'x' },
      spec: { selector: { matchLabels: {} }, template },
    },
    version,
  );
  return (deployment['spec'] as { template: PodTemplate }).template;
}

function nginx(image: string, annotations?: Record<string, string>): Template {
  return {
    metadata: { labels: { app: 'nginx' }, ...(annotations === undefined ? {} : { annotations }) },
    spec: { containers: [{ name: 'nginx', image, ports: [{ containerPort: 80 }] }] },
  };
}

const coreDns: Template = {
  metadata: { labels: { 'k8s-app': 'kube-dns' } },
  spec: {
    priorityClassName: 'system-cluster-critical',
    serviceAccountName: 'coredns',
    affinity: {
      podAntiAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [
          {
            weight: 100,
            podAffinityTerm: {
              labelSelector: { matchExpressions: [{ key: 'k8s-app', operator: 'In', values: ['kube-dns'] }] },
              topologyKey: 'kubernetes.io/hostname',
            },
          },
        ],
      },
    },
    tolerations: [
      { key: 'CriticalAddonsOnly', operator: 'Exists' },
      { key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' },
    ],
    nodeSelector: { 'kubernetes.io/os': 'linux' },
    containers: [
      {
        name: 'coredns',
        image: 'registry.k8s.io/coredns/coredns:v1.12.0',
        imagePullPolicy: 'IfNotPresent',
        resources: { limits: { memory: '170Mi' }, requests: { cpu: '100m', memory: '70Mi' } },
        args: ['-conf', '/etc/coredns/Corefile'],
        volumeMounts: [{ name: 'config-volume', mountPath: '/etc/coredns', readOnly: true }],
        ports: [
          { containerPort: 53, name: 'dns', protocol: 'UDP' },
          { containerPort: 53, name: 'dns-tcp', protocol: 'TCP' },
          { containerPort: 9153, name: 'metrics', protocol: 'TCP' },
        ],
        livenessProbe: {
          httpGet: { path: '/health', port: 8080, scheme: 'HTTP' },
          initialDelaySeconds: 60,
          timeoutSeconds: 5,
          successThreshold: 1,
          failureThreshold: 5,
        },
        readinessProbe: { httpGet: { path: '/ready', port: 8181, scheme: 'HTTP' } },
        securityContext: {
          allowPrivilegeEscalation: false,
          capabilities: { add: ['NET_BIND_SERVICE'], drop: ['ALL'] },
          readOnlyRootFilesystem: true,
        },
      },
    ],
    dnsPolicy: 'Default',
    volumes: [
      { name: 'config-volume', configMap: { name: 'coredns', items: [{ key: 'Corefile', path: 'Corefile' }] } },
    ],
  },
};

const versions: readonly KubernetesVersion[] = ['1.32', '1.33', '1.34', '1.35', '1.36'];

describe('templateHash gives the names of real clusters', () => {
  test.each([
    [
      'nginx:1.14.2 with port 80 (the documentation’s example)',
      nginx('nginx:1.14.2'),
      '647677fc66 647677fc66 bf744486c 77bc6bd484 6c5f67b5f7',
    ],
    ['nginx:1.16.1', nginx('nginx:1.16.1'), '8d94c585f 8d94c585f 857d9f6c74 57976869f5 66b9cb6d4d'],
    ['nginx:latest', nginx('nginx:latest'), '96b9d695 96b9d695 6f9664446b 59f86b59ff 59c4c87bc6'],
    [
      'kubectl create deployment nginx --image=nginx',
      { metadata: { labels: { app: 'nginx' } }, spec: { containers: [{ name: 'nginx', image: 'nginx' }] } },
      '5869d7778c 5869d7778c 66686b6766 56c45fd5ff 7f8fbb96d',
    ],
    [
      'kubectl rollout restart',
      nginx('nginx:1.14.2', { 'kubectl.kubernetes.io/restartedAt': '2026-01-01T00:00:00Z' }),
      '7b6cd97c47 7b6cd97c47 55dcf7f8c4 8bb5688f5 58b9bd9864',
    ],
    ['kubeadm’s CoreDNS v1.12.0', coreDns, '674b8bbfcf 674b8bbfcf 7c9ccfd854 5dbc7bd7bc 87fc8d4c6'],
  ])('%s', (_, template, hashes) => {
    expect(versions.map((version) => templateHash(defaulted(template, version), undefined, version)).join(' ')).toBe(
      hashes,
    );
  });

  test('the collision count makes another name', () => {
    const template = defaulted(nginx('nginx:1.14.2'));
    expect([0, 1, 2].map((count) => templateHash(template, count, '1.36'))).toEqual([
      '5c649576f',
      '6f4479b5f6',
      '77497cb5f9',
    ]);
  });

  test('the printed form of 1.36', () => {
    const file = new URL('../../../../test/fixtures/podTemplateDump-1.36.txt', import.meta.url);
    expect(dumpTemplate(defaulted(nginx('nginx:1.14.2')), '1.36')).toBe(readFileSync(file, 'utf8').trim());
  });
});

describe('sameTemplate', () => {
  const withResources = (cpu: string, more: object = {}): PodTemplate =>
    ({
      metadata: { labels: { app: 'a' } },
      spec: { containers: [{ name: 'c', image: 'i', resources: { requests: { cpu } }, ...more }] },
    }) as PodTemplate;

  test.each([
    ['quantities by value', withResources('500m'), withResources('0.5'), true],
    ['another quantity', withResources('500m'), withResources('501m'), false],
    ['an empty list is no list', withResources('1'), withResources('1', { args: [] }), true],
    ['another argument', withResources('1'), withResources('1', { args: ['x'] }), false],
    [
      'the hash label does not count',
      withResources('1'),
      { ...withResources('1'), metadata: { labels: { app: 'a', 'pod-template-hash': '5' } } },
      true,
    ],
    [
      'any other label counts',
      withResources('1'),
      { ...withResources('1'), metadata: { labels: { app: 'b' } } },
      false,
    ],
  ])('TestEqualIgnoreHash: %s', (_, a, b, same) => {
    expect(sameTemplate(a, b, '1.36')).toBe(same);
  });
});
