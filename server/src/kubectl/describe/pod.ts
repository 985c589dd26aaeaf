import type { ApiObject } from '#engine/api/meta.ts';
import { compareQuantities, quantityOr0, zeroQuantity } from '#engine/api/quantity.ts';
import { since } from '../printers/age.ts';
import { read, readList, readMap, readText } from '../printers/read.ts';
import { describeContainers, describeResources } from './containers.ts';
import type { Describer } from './describer.ts';
import { controllerText, describeAnnotations, describeLabels, longTime } from './metadata.ts';
import type { Page } from './page.ts';
import { describeSpread, describeTolerations } from './podSpec.ts';
import { describeVolumes } from './volumes.ts';

/** Pods. */
export const podDescriber: Describer = {
  kind: 'Pod',
  events: true,
  describe(page, pod, { now }) {
    describeTop(page, pod, now);
    const init = readList(pod, 'spec.initContainers');
    if (init.length > 0)
      describeContainers(page, 'Init Containers', init, readList(pod, 'status.initContainerStatuses'), false);
    describeContainers(
      page,
      'Containers',
      readList(pod, 'spec.containers'),
      readList(pod, 'status.containerStatuses'),
      false,
    );
    describeConditions(page, pod);
    describeVolumes(page, readList(pod, 'spec.volumes'), false);
    page.field(0, 'QoS Class', readText(pod, 'status.qosClass', qosOf(pod)));
    describeLabels(page, 'Node-Selectors', read(pod, 'spec.nodeSelector'));
    describeTolerations(page, readList(pod, 'spec.tolerations'));
    describeSpread(page, readList(pod, 'spec.topologySpreadConstraints'), '');
  },
};

function describeTop(page: Page, pod: ApiObject, now: number): void {
  page.field(0, 'Name', pod.metadata.name);
  page.field(0, 'Namespace', pod.metadata.namespace ?? '');
  page.optional(0, 'Priority', read(pod, 'spec.priority'));
  page.optional(0, 'Priority Class Name', read(pod, 'spec.priorityClassName'));
  page.optional(0, 'Runtime Class Name', read(pod, 'spec.runtimeClassName'));
  page.optional(0, 'Service Account', read(pod, 'spec.serviceAccountName'));
  const node = readText(pod, 'spec.nodeName');
  page.field(0, 'Node', node === '' ? '<none>' : `${node}/${readText(pod, 'status.hostIP')}`);
  if (read(pod, 'status.startTime') !== undefined) page.field(0, 'Start Time', longTime(read(pod, 'status.startTime')));
  describeLabels(page, 'Labels', pod.metadata.labels);
  describeAnnotations(page, 'Annotations', pod.metadata.annotations);
  const phase = readText(pod, 'status.phase');
  const ended = phase === 'Succeeded' || phase === 'Failed';
  if (pod.metadata.deletionTimestamp !== undefined && !ended) {
    page.field(0, 'Status', `Terminating (lasts ${since(pod.metadata.deletionTimestamp, now)})`);
    page.field(0, 'Termination Grace Period', `${pod.metadata.deletionGracePeriodSeconds ?? 0}s`);
  } else {
    page.field(0, 'Status', phase);
  }
  page.optional(0, 'Reason', read(pod, 'status.reason'));
  page.optional(0, 'Message', read(pod, 'status.message'));
  page.optional(0, 'SeccompProfile', read(pod, 'spec.securityContext.seccompProfile.type'));
  page.field(0, 'IP', readText(pod, 'status.podIP'));
  const addresses = readList(pod, 'status.podIPs');
  if (addresses.length === 0) page.field(0, 'IPs', '<none>');
  else page.line(0, 'IPs:');
  for (const address of addresses) page.field(1, 'IP', readText(address, 'ip'));
  page.optional(0, 'Controlled By', controllerText(pod));
  page.optional(0, 'NominatedNodeName', read(pod, 'status.nominatedNodeName'));
  if (read(pod, 'spec.resources') === undefined) return;
  page.line(0, 'Resources:');
  describeResources(page, 1, read(pod, 'spec.resources'));
}

function describeConditions(page: Page, pod: ApiObject): void {
  const conditions = readList(pod, 'status.conditions');
  const gates = readList(pod, 'spec.readinessGates');
  if (gates.length > 0) {
    page.line(0, 'Readiness Gates:');
    page.line(1, 'Type', 'Status');
    for (const gate of gates) {
      const condition = conditions.find((each) => read(each, 'type') === read(gate, 'conditionType'));
      page.line(1, `${readText(gate, 'conditionType')} `, `${readText(condition, 'status', '<none>')} `);
    }
  }
  if (conditions.length === 0) return;
  page.line(0, 'Conditions:');
  page.line(1, 'Type', 'Status');
  for (const condition of conditions)
    page.line(1, `${readText(condition, 'type')} `, `${readText(condition, 'status')} `);
}

/** The quality of service by requests and limits. Follows kubernetes pkg/apis/core/v1/helper/qos. */
function qosOf(pod: ApiObject): string {
  const all = [...readList(pod, 'spec.initContainers'), ...readList(pod, 'spec.containers')];
  const amount = (container: unknown, kind: string, name: string): unknown =>
    readMap(container, `resources.${kind}`)[name];
  const any = all.some((container) =>
    ['cpu', 'memory'].some((name) =>
      ['requests', 'limits'].some(
        (kind) => compareQuantities(quantityOr0(amount(container, kind, name)), zeroQuantity) > 0,
      ),
    ),
  );
  if (!any) return 'BestEffort';
  const guaranteed = all.every((container) =>
    ['cpu', 'memory'].every((name) => {
      const limit = amount(container, 'limits', name);
      return (
        limit !== undefined &&
        compareQuantities(quantityOr0(limit), quantityOr0(amount(container, 'requests', name) ?? limit)) === 0
      );
    }),
  );
  return guaranteed ? 'Guaranteed' : 'Burstable';
}
