import type { ApiObject } from '#engine/api/meta.ts';
import type { Pod } from '#engine/api/pod.ts';
import { podLimits, podRequests } from '#engine/api/podResources.ts';
import {
  addQuantities,
  formatQuantity,
  type Quantity,
  quantityMilliValue,
  quantityOr0,
  zeroQuantity,
} from '#engine/api/quantity.ts';
import { since } from '../printers/age.ts';
import { nodeRoles } from '../printers/kinds/cluster.ts';
import { read, readList, readMap, readText } from '../printers/read.ts';
import { byNamespaceAndName } from '../targets.ts';
import type { DescribeContext, Describer } from './describer.ts';
import { describeAnnotations, describeLabels, longTime } from './metadata.ts';
import type { Page } from './page.ts';

/** Nodes, with what runs on them and what that asks for. */
export const nodeDescriber: Describer = {
  kind: 'Node',
  events: true,
  describe(page, node, context) {
    page.field(0, 'Name', node.metadata.name);
    page.field(0, 'Roles', nodeRoles(node));
    describeLabels(page, 'Labels', node.metadata.labels);
    describeAnnotations(page, 'Annotations', node.metadata.annotations);
    page.field(0, 'CreationTimestamp', longTime(node.metadata.creationTimestamp));
    page.values(0, 'Taints', taintTexts(node));
    page.field(0, 'Unschedulable', read(node, 'spec.unschedulable') === true);
    describeLease(page, node, context);
    describeConditions(page, node);
    page.line(0, 'Addresses:');
    for (const address of readList(node, 'status.addresses'))
      page.field(1, readText(address, 'type'), readText(address, 'address'));
    for (const [title, field] of [
      ['Capacity', 'capacity'],
      ['Allocatable', 'allocatable'],
    ] as const) {
      const amounts = Object.entries(readMap(node, `status.${field}`)).sort(([a], [b]) => (a < b ? -1 : 1));
      if (amounts.length > 0) page.line(0, `${title}:`);
      for (const [name, amount] of amounts) page.field(1, name, String(amount));
    }
    describeSystem(page, node);
    describePods(page, node, context);
  },
};

function taintTexts(node: ApiObject): readonly string[] {
  const rank = (taint: unknown): string => `${readText(taint, 'effect')},${readText(taint, 'key')}`;
  return [...readList(node, 'spec.taints')]
    .sort((a, b) => (rank(a) < rank(b) ? -1 : 1))
    .map((taint) => {
      const value = readText(taint, 'value');
      return `${readText(taint, 'key')}${value === '' ? '' : `=${value}`}:${readText(taint, 'effect')}`;
    });
}

function describeLease(page: Page, node: ApiObject, { view }: DescribeContext): void {
  const { name } = node.metadata;
  const lease = view.list('Lease.coordination.k8s.io', 'kube-node-lease').find((each) => each.metadata.name === name);
  if (lease === undefined) {
    page.field(0, 'Lease', `Failed to get lease: leases.coordination.k8s.io "${name}" not found`);
    return;
  }
  const time = (field: string): string => (read(lease, field) === undefined ? '<unset>' : longTime(read(lease, field)));
  page.line(0, 'Lease:');
  page.field(1, 'HolderIdentity', readText(lease, 'spec.holderIdentity', '<unset>'));
  page.field(1, 'AcquireTime', time('spec.acquireTime'));
  page.field(1, 'RenewTime', time('spec.renewTime'));
}

function describeConditions(page: Page, node: ApiObject): void {
  const conditions = readList(node, 'status.conditions');
  if (conditions.length === 0) return;
  page.line(0, 'Conditions:');
  page.line(1, 'Type', 'Status', 'LastHeartbeatTime', 'LastTransitionTime', 'Reason', 'Message');
  page.line(1, '----', '------', '-----------------', '------------------', '------', '-------');
  for (const each of conditions)
    page.line(
      1,
      `${readText(each, 'type')} `,
      `${readText(each, 'status')} `,
      `${longTime(read(each, 'lastHeartbeatTime'))} `,
      `${longTime(read(each, 'lastTransitionTime'))} `,
      `${readText(each, 'reason')} `,
      readText(each, 'message'),
    );
}

function describeSystem(page: Page, node: ApiObject): void {
  const rows = [
    ['Machine ID', 'machineID'],
    ['System UUID', 'systemUUID'],
    ['Boot ID', 'bootID'],
    ['Kernel Version', 'kernelVersion'],
    ['OS Image', 'osImage'],
    ['Operating System', 'operatingSystem'],
    ['Architecture', 'architecture'],
    ['Container Runtime Version', 'containerRuntimeVersion'],
    ['Kubelet Version', 'kubeletVersion'],
  ] as const;
  page.line(0, 'System Info:');
  for (const [title, field] of rows) page.field(1, title, readText(node, `status.nodeInfo.${field}`));
  page.optional(0, 'PodCIDR', read(node, 'spec.podCIDR'));
  page.optional(0, 'PodCIDRs', readList(node, 'spec.podCIDRs').join(','));
  page.optional(0, 'ProviderID', read(node, 'spec.providerID'));
}

function describePods(page: Page, node: ApiObject, { view, now }: DescribeContext): void {
  const pods = [...view.podsOnNode(node.metadata.name)]
    .filter((pod) => pod.status?.phase !== 'Succeeded' && pod.status?.phase !== 'Failed')
    .sort(byNamespaceAndName);
  const allocatable = (name: string): Quantity => quantityOr0(readMap(node, 'status.allocatable')[name]);
  const share = (amount: Quantity, name: string): string => {
    const all = quantityMilliValue(allocatable(name));
    return `${formatQuantity(amount)} (${all === 0 ? 0 : Math.trunc((quantityMilliValue(amount) / all) * 100)}%)`;
  };
  page.line(0, 'Non-terminated Pods:', `(${pods.length} in total)`);
  page.line(1, 'Namespace', 'Name', '', 'CPU Requests', 'CPU Limits', 'Memory Requests', 'Memory Limits', 'Age');
  page.line(1, '---------', '----', '', '------------', '----------', '---------------', '-------------', '---');
  for (const pod of pods) {
    const [requests, limits] = [podRequests(pod.spec), podLimits(pod.spec)];
    const cells = ['cpu', 'memory'].flatMap((name) =>
      [requests, limits].map((from) => share(from.get(name) ?? zeroQuantity, name)),
    );
    page.line(
      1,
      pod.metadata.namespace ?? '',
      pod.metadata.name,
      '',
      ...cells,
      since(pod.metadata.creationTimestamp, now),
    );
  }
  page.line(0, 'Allocated resources:');
  page.line(1, '(Total limits may be over 100 percent, i.e., overcommitted.)');
  page.line(1, 'Resource', 'Requests', 'Limits');
  page.line(1, '--------', '--------', '------');
  const total = (of: (spec: Pod['spec']) => ReadonlyMap<string, Quantity>, name: string): Quantity =>
    pods.reduce((sum, pod) => addQuantities(sum, of(pod.spec).get(name) ?? zeroQuantity), zeroQuantity);
  for (const name of ['cpu', 'memory', 'ephemeral-storage'])
    page.line(1, name, share(total(podRequests, name), name), share(total(podLimits, name), name));
  const standard = ['cpu', 'memory', 'ephemeral-storage', 'pods'];
  for (const name of Object.keys(readMap(node, 'status.allocatable')).sort())
    if (!standard.includes(name))
      page.line(1, name, formatQuantity(total(podRequests, name)), formatQuantity(total(podLimits, name)));
}
