import type { Key } from '../api/key.ts';
import { keyOf } from '../api/key.ts';
import type { Labels } from '../api/meta.ts';
import type { Container, Pod, PodAffinity, PodAffinityTerm } from '../api/pod.ts';
import type { Requirement } from '../api/selector.ts';
import { labelMatch } from './labelMatch.ts';
import { nonZeroRequestsOf, requestsOf } from './requests.ts';
import type { Amounts, ResourceNames } from './resources.ts';

/** What the scheduler reads of a pod, worked out once. */
export interface PodInfo {
  readonly pod: Pod;
  readonly key: Key;
  readonly namespace: string;
  readonly labels: Labels;
  readonly priority: number;
  /** Being deleted: still takes room, but does not count for spreading. */
  readonly terminating: boolean;
  readonly requests: Amounts;
  /** With 100m CPU and 200Mi memory for containers that ask for none. */
  readonly nonZeroRequests: Amounts;
  readonly hostPorts: readonly HostPort[];
  readonly requiredAffinity: readonly AffinityTerm[];
  readonly requiredAntiAffinity: readonly AffinityTerm[];
  readonly preferredAffinity: readonly AffinityTerm[];
  readonly preferredAntiAffinity: readonly AffinityTerm[];
}

export interface HostPort {
  readonly protocol: string;
  readonly ip: string;
  readonly port: number;
}

/** A pod (anti-)affinity term made ready to be asked about other pods. Equal signatures match the same pods in the same topology. */
export interface AffinityTerm {
  readonly signature: string;
  readonly topologyKey: string;
  readonly weight: number;
  matches(pod: PodInfo, namespaces: NamespaceLabels): boolean;
}

/** Labels of namespaces, for terms that select namespaces by label. */
export interface NamespaceLabels {
  namespaceLabels(name: string): Labels | undefined;
}

export function podInfoOf(pod: Pod, names: ResourceNames): PodInfo {
  const namespace = pod.metadata.namespace ?? '';
  const affinity = pod.spec.affinity;
  return {
    pod,
    key: keyOf(pod),
    namespace,
    labels: pod.metadata.labels ?? noLabels,
    priority: pod.spec.priority ?? 0,
    terminating: pod.metadata.deletionTimestamp !== undefined,
    requests: requestsOf(pod.spec, names),
    nonZeroRequests: nonZeroRequestsOf(pod.spec, names),
    hostPorts: hostPortsOf(pod),
    requiredAffinity: required(affinity?.podAffinity, pod),
    requiredAntiAffinity: required(affinity?.podAntiAffinity, pod),
    preferredAffinity: preferred(affinity?.podAffinity, pod),
    preferredAntiAffinity: preferred(affinity?.podAntiAffinity, pod),
  };
}

const noLabels: Labels = {};
const noTerms: readonly AffinityTerm[] = [];
const noPorts: readonly HostPort[] = [];

function hostPortsOf(pod: Pod): readonly HostPort[] {
  let ports: readonly HostPort[] = noPorts;
  for (const container of pod.spec.containers ?? []) ports = withPorts(ports, container, pod);
  for (const container of pod.spec.initContainers ?? [])
    if (container.restartPolicy === 'Always') ports = withPorts(ports, container, pod);
  return ports;
}

function withPorts(ports: readonly HostPort[], container: Container, { spec }: Pod): readonly HostPort[] {
  if (!container.ports) return ports;
  const more = container.ports.map(({ protocol, hostIP, hostPort, containerPort }) => ({
    protocol: protocol ?? 'TCP',
    ip: hostIP || '0.0.0.0',
    port: hostPort ?? (spec.hostNetwork === true ? containerPort : 0),
  }));
  return [...ports, ...more.filter(({ port }) => port > 0)];
}

function required(affinity: PodAffinity | undefined, pod: Pod): readonly AffinityTerm[] {
  const terms = affinity?.requiredDuringSchedulingIgnoredDuringExecution;
  return terms && terms.length > 0 ? terms.map((term) => affinityTerm(term, 0, pod)) : noTerms;
}

function preferred(affinity: PodAffinity | undefined, pod: Pod): readonly AffinityTerm[] {
  const terms = affinity?.preferredDuringSchedulingIgnoredDuringExecution;
  return terms && terms.length > 0
    ? terms.map(({ weight, podAffinityTerm }) => affinityTerm(podAffinityTerm, weight, pod))
    : noTerms;
}

/** Follows kubernetes framework/types.go newAffinityTerm: no namespaces and no namespace selector mean the pod's own namespace. */
function affinityTerm(term: PodAffinityTerm, weight: number, pod: Pod): AffinityTerm {
  const selector = labelMatch(term.labelSelector, labelKeyRequirements(term, pod.metadata.labels ?? {}));
  const byLabels = term.namespaceSelector ? labelMatch(term.namespaceSelector) : undefined;
  const listed = term.namespaces ?? [];
  const named = new Set(listed.length === 0 && byLabels === undefined ? [pod.metadata.namespace ?? ''] : listed);
  return {
    signature: JSON.stringify([term.topologyKey, selector.signature, [...named].sort(), byLabels?.signature ?? '-']),
    topologyKey: term.topologyKey,
    weight,
    matches: (other, namespaces) =>
      (named.has(other.namespace) || (byLabels?.matches(namespaces.namespaceLabels(other.namespace)) ?? false)) &&
      selector.matches(other.labels),
  };
}

function labelKeyRequirements(term: PodAffinityTerm, labels: Labels): readonly Requirement[] {
  const known = (keys: readonly string[] | undefined): string[] => (keys ?? []).filter((key) => key in labels);
  return [
    ...known(term.matchLabelKeys).map((key): Requirement => ({ key, operator: 'in', values: [labels[key] ?? ''] })),
    ...known(term.mismatchLabelKeys).map(
      (key): Requirement => ({ key, operator: 'notin', values: [labels[key] ?? ''] }),
    ),
  ];
}
