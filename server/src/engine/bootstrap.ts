import type { ApiObject } from './api/meta.ts';
import type { Node } from './api/node.ts';

const namespaces = ['default', 'kube-node-lease', 'kube-public', 'kube-system'];

/** What every cluster has before anybody applies anything: its namespaces, their service accounts, the API server's own Service and the system's priority classes. */
export function bootstrapObjects(): readonly ApiObject[] {
  return [
    ...namespaces.map(namespace),
    ...namespaces.map((name) => ({
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'default', namespace: name },
    })),
    ...namespaces.map(rootCertificate),
    priorityClass(
      'system-cluster-critical',
      2_000_000_000,
      'Used for system critical pods that must run in the cluster, but can be moved to another node if necessary.',
    ),
    priorityClass(
      'system-node-critical',
      2_000_001_000,
      'Used for system critical pods that must not be moved from their current node.',
    ),
    apiServerService,
  ];
}

/**
 * Where the API server listens, as it writes it down itself: on the first node of the control plane, or outside where a provider runs it.
 * Follows kubernetes pkg/controlplane/reconcilers.
 */
export function apiServerEndpoints(nodes: readonly Node[]): readonly ApiObject[] {
  const host = nodes.find(({ metadata }) => metadata.labels?.[controlPlane] !== undefined);
  const address = host?.status?.addresses?.find(({ type }) => type === 'InternalIP')?.address ?? outside;
  const port = { name: 'https', port: 6443, protocol: 'TCP' };
  return [
    {
      apiVersion: 'v1',
      kind: 'Endpoints',
      metadata: {
        name: 'kubernetes',
        namespace: 'default',
        labels: { 'endpointslice.kubernetes.io/skip-mirror': 'true' },
      },
      subsets: [{ addresses: [{ ip: address }], ports: [port] }],
    },
    {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: { name: 'kubernetes', namespace: 'default', labels: { 'kubernetes.io/service-name': 'kubernetes' } },
      addressType: 'IPv4',
      endpoints: [{ addresses: [address], conditions: { ready: true } }],
      ports: [port],
    },
  ];
}

const controlPlane = 'node-role.kubernetes.io/control-plane';

/** Beyond the range of the nodes' own addresses. */
const outside = '172.16.0.2';

/** The ConfigMap by which pods of a namespace know the API server; its certificate is a stand-in. */
export function rootCertificate(namespace: string): ApiObject {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: 'kube-root-ca.crt',
      namespace,
      annotations: {
        'kubernetes.io/description':
          'Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the internal service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of Kubernetes clusters.',
      },
    },
    data: { 'ca.crt': '-----BEGIN CERTIFICATE-----\nc2ltdWxhdGVkCg==\n-----END CERTIFICATE-----\n' },
  };
}

function namespace(name: string): ApiObject {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, labels: { 'kubernetes.io/metadata.name': name } },
    spec: { finalizers: ['kubernetes'] },
    status: { phase: 'Active' },
  };
}

function priorityClass(name: string, value: number, description: string): ApiObject {
  return {
    apiVersion: 'scheduling.k8s.io/v1',
    kind: 'PriorityClass',
    metadata: { name, generation: 1 },
    value,
    description,
    preemptionPolicy: 'PreemptLowerPriority',
  };
}

const apiServerService: ApiObject = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'kubernetes', namespace: 'default', labels: { component: 'apiserver', provider: 'kubernetes' } },
  spec: {
    clusterIP: '10.96.0.1',
    clusterIPs: ['10.96.0.1'],
    internalTrafficPolicy: 'Cluster',
    ipFamilies: ['IPv4'],
    ipFamilyPolicy: 'SingleStack',
    ports: [{ name: 'https', port: 443, protocol: 'TCP', targetPort: 6443 }],
    sessionAffinity: 'None',
    type: 'ClusterIP',
  },
  status: { loadBalancer: {} },
};
