import type { ApiObject } from '#engine/api/meta.ts';
import { since } from '../age.ts';
import { ageColumn, column, createdAtColumn, type KindColumns, nameColumn, textColumn, wide } from '../columns.ts';
import { read, readList, readMap, readText } from '../read.ts';

/** Nodes, namespaces, configuration, access, events; follows kubernetes pkg/printers/internalversion. */
export const clusterColumns: readonly KindColumns[] = [
  {
    kind: 'Node',
    columns: [
      nameColumn,
      column('STATUS', nodeStatus),
      column('ROLES', nodeRoles),
      ageColumn,
      column('VERSION', (node) => readText(node, 'status.nodeInfo.kubeletVersion')),
      wide('INTERNAL-IP', (node) => addressOf(node, 'InternalIP')),
      wide('EXTERNAL-IP', (node) => addressOf(node, 'ExternalIP')),
      wide('OS-IMAGE', (node) => readText(node, 'status.nodeInfo.osImage', '<unknown>')),
      wide('KERNEL-VERSION', (node) => readText(node, 'status.nodeInfo.kernelVersion', '<unknown>')),
      wide('CONTAINER-RUNTIME', (node) => readText(node, 'status.nodeInfo.containerRuntimeVersion', '<unknown>')),
    ],
  },
  { kind: 'Namespace', columns: [nameColumn, textColumn('STATUS', 'status.phase', ''), ageColumn] },
  { kind: 'ConfigMap', columns: [nameColumn, dataColumn(['data', 'binaryData']), ageColumn] },
  { kind: 'Secret', columns: [nameColumn, textColumn('TYPE', 'type', ''), dataColumn(['data']), ageColumn] },
  {
    kind: 'ServiceAccount',
    columns: [nameColumn, column('SECRETS', (object) => String(readList(object, 'secrets').length)), ageColumn],
  },
  {
    kind: 'ResourceQuota',
    columns: [
      nameColumn,
      column('REQUEST', (quota) => quotaText(quota, false)),
      column('LIMIT', (quota) => quotaText(quota, true)),
      ageColumn,
    ],
  },
  { kind: 'LimitRange', columns: [nameColumn, createdAtColumn] },
  {
    kind: 'PriorityClass.scheduling.k8s.io',
    columns: [
      nameColumn,
      column('VALUE', (object) => readText(object, 'value', '0')),
      column('GLOBAL-DEFAULT', (object) => String(read(object, 'globalDefault') === true)),
      ageColumn,
      column('PREEMPTIONPOLICY', (object) => readText(object, 'preemptionPolicy')),
    ],
  },
  { kind: 'Role.rbac.authorization.k8s.io', columns: [nameColumn, createdAtColumn] },
  { kind: 'ClusterRole.rbac.authorization.k8s.io', columns: [nameColumn, createdAtColumn] },
  { kind: 'RoleBinding.rbac.authorization.k8s.io', columns: bindingColumns() },
  { kind: 'ClusterRoleBinding.rbac.authorization.k8s.io', columns: bindingColumns() },
  { kind: 'CustomResourceDefinition.apiextensions.k8s.io', columns: [nameColumn, createdAtColumn] },
  {
    kind: 'Lease.coordination.k8s.io',
    columns: [nameColumn, textColumn('HOLDER', 'spec.holderIdentity', ''), ageColumn],
  },
  { kind: 'RuntimeClass.node.k8s.io', columns: [nameColumn, textColumn('HANDLER', 'handler', ''), ageColumn] },
  {
    kind: 'MutatingWebhookConfiguration.admissionregistration.k8s.io',
    columns: [nameColumn, column('WEBHOOKS', (object) => String(readList(object, 'webhooks').length)), ageColumn],
  },
  {
    kind: 'ValidatingWebhookConfiguration.admissionregistration.k8s.io',
    columns: [nameColumn, column('WEBHOOKS', (object) => String(readList(object, 'webhooks').length)), ageColumn],
  },
  {
    kind: 'Event',
    columns: [
      column('LAST SEEN', (event, { now }) => since(lastSeen(event), now)),
      textColumn('TYPE', 'type', ''),
      textColumn('REASON', 'reason', ''),
      column(
        'OBJECT',
        (event) => `${readText(event, 'involvedObject.kind').toLowerCase()}/${readText(event, 'involvedObject.name')}`,
      ),
      wide('SUBOBJECT', (event) => readText(event, 'involvedObject.fieldPath')),
      wide('SOURCE', sourceText),
      column('MESSAGE', (event) => readText(event, 'message').trim()),
      wide('FIRST SEEN', (event, { now }) =>
        since(readText(event, 'firstTimestamp', readText(event, 'eventTime')), now),
      ),
      wide('COUNT', (event) => readText(event, 'count', '1')),
      wide('NAME', (event) => event.metadata.name),
    ],
  },
];

/** When an event was last seen. */
export function lastSeen(event: ApiObject): string {
  return readText(event, 'series.lastObservedTime', readText(event, 'lastTimestamp', readText(event, 'eventTime')));
}

/** `kubelet, n1`. */
export function sourceText(event: ApiObject): string {
  const component = readText(event, 'source.component', readText(event, 'reportingComponent'));
  const host = readText(event, 'source.host', readText(event, 'reportingInstance'));
  return host === '' || read(event, 'source.host') === undefined ? component : `${component}, ${host}`;
}

function nodeStatus(node: ApiObject): string {
  const ready = readList(node, 'status.conditions').find((condition) => read(condition, 'type') === 'Ready');
  const words = [ready === undefined ? 'Unknown' : read(ready, 'status') === 'True' ? 'Ready' : 'NotReady'];
  if (read(node, 'spec.unschedulable') === true) words.push('SchedulingDisabled');
  return words.join(',');
}

/** Roles by their labels; `<none>` without one. */
export function nodeRoles(node: ApiObject): string {
  const prefix = 'node-role.kubernetes.io/';
  const labels = Object.entries(node.metadata.labels ?? {});
  const roles = labels.flatMap(([key, value]) => {
    if (key.startsWith(prefix) && key.length > prefix.length) return [key.slice(prefix.length)];
    return key === 'kubernetes.io/role' && value !== '' ? [value] : [];
  });
  return roles.length === 0 ? '<none>' : [...new Set(roles)].sort().join(',');
}

function addressOf(node: ApiObject, type: string): string {
  return readText(
    readList(node, 'status.addresses').find((address) => read(address, 'type') === type),
    'address',
    '<none>',
  );
}

function dataColumn(fields: readonly string[]): KindColumns['columns'][number] {
  return column('DATA', (object) =>
    String(fields.reduce((count, field) => count + Object.keys(readMap(object, field)).length, 0)),
  );
}

function bindingColumns(): KindColumns['columns'] {
  const subjects = (object: ApiObject, kind: string): string =>
    readList(object, 'subjects')
      .filter((subject) => read(subject, 'kind') === kind)
      .map(
        (subject) =>
          (kind === 'ServiceAccount' ? `${readText(subject, 'namespace')}/` : '') + readText(subject, 'name'),
      )
      .join(', ');
  return [
    nameColumn,
    column('ROLE', (object) => `${readText(object, 'roleRef.kind')}/${readText(object, 'roleRef.name')}`),
    ageColumn,
    wide('USERS', (object) => subjects(object, 'User')),
    wide('GROUPS', (object) => subjects(object, 'Group')),
    wide('SERVICEACCOUNTS', (object) => subjects(object, 'ServiceAccount')),
  ];
}

function quotaText(quota: ApiObject, limits: boolean): string {
  const hard = readMap(quota, 'status.hard');
  const used = readMap(quota, 'status.used');
  return Object.keys(hard)
    .sort()
    .filter((name) => name.startsWith('limits.') === limits)
    .map((name) => `${name}: ${used[name] ?? '0'}/${hard[name]}`)
    .join(', ');
}
