import type { TopologySpreadConstraint } from '../../../api/pod.ts';
import type { Requirement } from '../../../api/selector.ts';
import type { Cluster } from '../../cluster.ts';
import type { LabelMatch } from '../../labelMatch.ts';
import { labelMatch } from '../../labelMatch.ts';
import { requiredNodes } from '../../nodeSelection.ts';
import type { NodeState } from '../../nodeState.ts';
import type { PodInfo } from '../../podInfo.ts';
import { repelling, untolerated } from '../../tolerations.ts';

/** A constraint made ready to be asked about nodes and pods. */
export interface Constraint {
  readonly maxSkew: number;
  readonly minDomains: number;
  readonly topologyKey: string;
  readonly selector: LabelMatch;
  /** nodeAffinityPolicy and nodeTaintsPolicy: whether the node's pods count. */
  readonly counts: (node: NodeState) => boolean;
  /** Every node's pods do. */
  readonly countsAll: boolean;
}

/** What stands for constraints that are the cluster's, not the pod's. */
export interface DefaultConstraints {
  readonly constraints: readonly TopologySpreadConstraint[];
  /** kube-scheduler's own list: nodes without a zone are then not left out. */
  readonly system: boolean;
}

export const systemDefaults: DefaultConstraints = {
  system: true,
  constraints: [
    { maxSkew: 3, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'ScheduleAnyway' },
    { maxSkew: 5, topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'ScheduleAnyway' },
  ],
};

/** The pod's own constraints of one kind. Follows kubernetes plugins/podtopologyspread/common.go. */
export function ownConstraints(pod: PodInfo, whenUnsatisfiable: string): readonly Constraint[] {
  const listed = pod.pod.spec.topologySpreadConstraints ?? [];
  return listed
    .filter((constraint) => constraint.whenUnsatisfiable === whenUnsatisfiable)
    .map((constraint) => ready(constraint, labelMatch(constraint.labelSelector, labelKeys(constraint, pod)), pod));
}

/** The cluster's constraints of one kind for pods that a Service or a workload selects by these labels. */
export function defaultConstraints(
  pod: PodInfo,
  { constraints }: DefaultConstraints,
  whenUnsatisfiable: string,
  selector: LabelMatch,
): readonly Constraint[] {
  if (selector.everything) return [];
  return constraints
    .filter((constraint) => constraint.whenUnsatisfiable === whenUnsatisfiable)
    .map((constraint) => ready(constraint, selector, pod));
}

/** By slot of the node: pods of the namespace that the constraint selects and that are not being deleted. */
export function matchingPods(constraint: Constraint, pod: PodInfo, cluster: Cluster): Int32Array {
  const { selector } = constraint;
  const { namespace } = pod;
  return cluster.podsPerSlot(
    `spread ${namespace} ${selector.signature}`,
    (other) =>
      !selector.everything && other.namespace === namespace && !other.terminating && selector.matches(other.labels),
  );
}

function ready(constraint: TopologySpreadConstraint, selector: LabelMatch, pod: PodInfo): Constraint {
  const wanted = constraint.nodeAffinityPolicy === 'Ignore' ? undefined : requiredNodes(pod);
  const honoursTaints = constraint.nodeTaintsPolicy === 'Honor';
  const tolerations = pod.pod.spec.tolerations;
  return {
    maxSkew: constraint.maxSkew,
    minDomains: constraint.minDomains ?? 1,
    topologyKey: constraint.topologyKey,
    selector,
    countsAll: wanted === undefined && !honoursTaints,
    counts: (node) =>
      (wanted === undefined || wanted(node)) &&
      (!honoursTaints || untolerated(node.taints, tolerations, repelling) === undefined),
  };
}

function labelKeys({ matchLabelKeys }: TopologySpreadConstraint, { labels }: PodInfo): readonly Requirement[] {
  return (matchLabelKeys ?? [])
    .filter((key) => key in labels)
    .map((key): Requirement => ({ key, operator: 'in', values: [labels[key] ?? ''] }));
}
