import { t } from '@vscode/l10n';
import { fieldOf, type Suggest, type Suggestion } from './suggestion.ts';

/** Values of fields that are open by their schema, but of which a few are meant nearly always. */
export const wellKnown: Suggest = (_request, spot) => byField[fieldOf(spot)]?.() ?? [];

const plain =
  (...texts: string[]) =>
  (): Suggestion[] =>
    texts.map((text) => ({ text }));

const capabilities = [
  'ALL',
  'NET_BIND_SERVICE',
  'NET_ADMIN',
  'NET_RAW',
  'CHOWN',
  'SETUID',
  'SETGID',
  'SYS_ADMIN',
  'SYS_PTRACE',
  'SYS_TIME',
];

const byField: Readonly<Record<string, () => readonly Suggestion[]>> = {
  'V1Secret.type': () => [
    { text: 'Opaque', about: t('Any keys.') },
    { text: 'kubernetes.io/tls', about: t('A certificate: the keys tls.crt and tls.key.') },
    { text: 'kubernetes.io/dockerconfigjson', about: t('Access to an image registry: the key .dockerconfigjson.') },
    { text: 'kubernetes.io/basic-auth', about: t('The keys username and password.') },
    { text: 'kubernetes.io/ssh-auth', about: t('The key ssh-privatekey.') },
    {
      text: 'kubernetes.io/service-account-token',
      about: t('A token of the ServiceAccount that an annotation names.'),
    },
    { text: 'bootstrap.kubernetes.io/token', about: t('A token by which nodes join.') },
  ],
  'V1Capabilities.add': plain(...capabilities.slice(1)),
  'V1Capabilities.drop': plain(...capabilities),
  'V1EmptyDirVolumeSource.medium': () => [
    { text: 'Memory', about: t('The files are kept in memory, which counts against the limits of the containers.') },
  ],
  'V1ObjectFieldSelector.fieldPath': plain(
    'metadata.name',
    'metadata.namespace',
    'metadata.uid',
    "metadata.labels['app']",
    "metadata.annotations['app']",
    'spec.nodeName',
    'spec.serviceAccountName',
    'status.podIP',
    'status.podIPs',
    'status.hostIP',
    'status.hostIPs',
  ),
  'V1ResourceFieldSelector.resource': plain(
    'limits.cpu',
    'limits.memory',
    'limits.ephemeral-storage',
    'requests.cpu',
    'requests.memory',
    'requests.ephemeral-storage',
  ),
  'V1RoleRef.kind': plain('Role', 'ClusterRole'),
  'V1RoleRef.apiGroup': plain('rbac.authorization.k8s.io'),
  'RbacV1Subject.kind': plain('ServiceAccount', 'User', 'Group'),
  'RbacV1Subject.apiGroup': plain('rbac.authorization.k8s.io'),
  'V1CrossVersionObjectReference.kind': plain('Deployment', 'StatefulSet', 'ReplicaSet'),
  'V2CrossVersionObjectReference.kind': plain('Deployment', 'StatefulSet', 'ReplicaSet'),
  'V1CrossVersionObjectReference.apiVersion': plain('apps/v1'),
  'V2CrossVersionObjectReference.apiVersion': plain('apps/v1'),
  'V2ResourceMetricSource.name': plain('cpu', 'memory'),
  'V2ContainerResourceMetricSource.name': plain('cpu', 'memory'),
  'V1ServicePort.appProtocol': plain(
    'http',
    'https',
    'grpc',
    'kubernetes.io/h2c',
    'kubernetes.io/ws',
    'kubernetes.io/wss',
  ),
  'V1HTTPGetAction.path': plain('/healthz', '/livez', '/readyz', '/'),
  'V1Toleration.key': () => [
    { text: 'node-role.kubernetes.io/control-plane', about: t('Nodes of the control plane.') },
    {
      text: 'node.kubernetes.io/not-ready',
      about: t('Nodes that are not ready; pods are evicted after 300 s by default.'),
    },
    {
      text: 'node.kubernetes.io/unreachable',
      about: t('Nodes that are not heard of; pods are evicted after 300 s by default.'),
    },
    { text: 'node.kubernetes.io/unschedulable', about: t('Nodes that were cordoned.') },
    { text: 'node.kubernetes.io/memory-pressure', about: t('Nodes short of memory.') },
    { text: 'node.kubernetes.io/disk-pressure', about: t('Nodes short of disk space.') },
    { text: 'node.kubernetes.io/pid-pressure', about: t('Nodes with too many processes.') },
    { text: 'node.kubernetes.io/network-unavailable', about: t('Nodes whose network is not set up.') },
  ],
};
