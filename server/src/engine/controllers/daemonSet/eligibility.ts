import type { Node } from '../../api/node.ts';
import type { PodSpec, Toleration } from '../../api/pod.ts';
import type { DaemonSet } from '../../api/workloads.ts';
import { termTest } from '../../scheduler/nodeSelection.ts';
import { repelling, untolerated } from '../../scheduler/tolerations.ts';

/** Whether a daemon pod is wanted on a node, and whether one that is there may stay; follows kubernetes pkg/controller/daemon NodeShouldRunDaemonPod. */
export interface Eligibility {
  readonly runs: boolean;
  readonly stays: boolean;
}

const nowhere: Eligibility = { runs: false, stays: false };

export function eligibility(set: DaemonSet, node: Node): Eligibility {
  const { spec } = set.spec.template;
  if (spec.nodeName && spec.nodeName !== node.metadata.name) return nowhere;
  if (!fitsNode(spec, node)) return nowhere;
  const tolerations = daemonTolerations(spec);
  const taints = node.spec.taints ?? [];
  if (untolerated(taints, tolerations, repelling) === undefined) return { runs: true, stays: true };
  return { runs: false, stays: untolerated(taints, tolerations, ['NoExecute']) === undefined };
}

/** The template's tolerations and those every daemon pod has; follows AddOrUpdateDaemonPodTolerations. */
export function daemonTolerations(spec: PodSpec): readonly Toleration[] {
  const added = spec.hostNetwork === true ? [...always, tolerate('network-unavailable', 'NoSchedule')] : always;
  const given = spec.tolerations ?? [];
  const isGiven = (one: Toleration): boolean => given.some((toleration) => isSameToleration(toleration, one));
  return [...given, ...added.filter((one) => !isGiven(one))];
}

function tolerate(name: string, effect: string): Toleration {
  return { key: `node.kubernetes.io/${name}`, operator: 'Exists', effect };
}

const always: readonly Toleration[] = [
  tolerate('not-ready', 'NoExecute'),
  tolerate('unreachable', 'NoExecute'),
  tolerate('disk-pressure', 'NoSchedule'),
  tolerate('memory-pressure', 'NoSchedule'),
  tolerate('pid-pressure', 'NoSchedule'),
  tolerate('unschedulable', 'NoSchedule'),
];

function isSameToleration(a: Toleration, b: Toleration): boolean {
  return a.key === b.key && a.effect === b.effect && (a.operator ?? 'Equal') === b.operator && (a.value ?? '') === '';
}

function fitsNode(spec: PodSpec, node: Node): boolean {
  const labels = node.metadata.labels ?? {};
  if (!Object.entries(spec.nodeSelector ?? {}).every(([name, value]) => labels[name] === value)) return false;
  const required = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  if (!required) return true;
  return required.nodeSelectorTerms.some((term) => termTest(term)?.({ name: node.metadata.name, labels }) === true);
}
