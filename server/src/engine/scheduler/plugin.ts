import type { GroupKind, Key } from '../api/key.ts';
import type { ApiObject } from '../api/meta.ts';
import type { Context } from '../controllers/controller.ts';
import type { Applied, Outcome } from '../store/change.ts';
import type { StoreView } from '../store/view.ts';
import type { Cluster } from './cluster.ts';
import type { NodeState } from './nodeState.ts';
import type { PodInfo } from './podInfo.ts';
import type { CycleOptions, Refusal } from './scheduleOne.ts';

/** Why a node is refused: the text that kube-scheduler counts in its message. Plugins make each reason once and hand out the same value. */
export interface Reason {
  readonly text: string;
}

/** What a filter says of one node. */
export type Verdict = Fits | Misfit;

export interface Fits {
  readonly fits: true;
}

export interface Misfit {
  readonly fits: false;
  readonly reasons: readonly Reason[];
  /** Whether removing pods from the node could change it (Unschedulable, and not UnschedulableAndUnresolvable). */
  readonly preemptionHelps: boolean;
}

export const fits: Fits = { fits: true };

/** A misfit with one reason. */
export function misfit(text: string, preemptionHelps: boolean): Misfit {
  return { fits: false, reasons: [{ text }], preemptionHelps };
}

/** What would make a node acceptable to a plugin, as data: `300m of cpu` short, a toleration missing, a label missing. */
export interface Remedy {
  readonly kind: 'resource' | 'toleration' | 'label' | 'port' | 'uncordon' | 'other';
  /** What it is about: the resource, the taint `key=value:effect`, the label. */
  readonly subject: string;
  /** For resources: how much is missing, in milli-cores, bytes or units. */
  readonly short?: number;
}

/** A filter made ready for one pod: all that depends on the pod or on the whole cluster is computed, so that a node costs little. */
export type NodeFilter = Skip | Rejection | NodeCheck;

/** The plugin has nothing to say about this pod: every node passes. */
export interface Skip {
  readonly kind: 'skip';
}

/** The pod fits nowhere, whatever the node. */
export interface Rejection {
  readonly kind: 'rejection';
  readonly reason: Reason;
  /** An error of the cycle (upstream: status Error), not a rejection: retried with its own back-off. */
  readonly error?: true;
}

export interface NodeCheck {
  readonly kind: 'check';
  /** The verdict also depends on pods of other nodes: when these are moved in thought, the filter has to be made anew. */
  readonly readsOtherNodes?: true;
  /** Only these nodes need to be looked at (PreFilterResult). */
  readonly only?: ReadonlySet<string>;
  verdict(node: NodeState): Verdict;
  /** Asked about a node that failed, for the explanation only. */
  remedies?(node: NodeState): readonly Remedy[];
}

export const skip: Skip = { kind: 'skip' };

/** A change that may make a rejected pod schedulable. Follows kubernetes framework.ClusterEventWithHint. */
export interface Wake {
  readonly kind: GroupKind;
  /** Whether this change can help any pod at all; asked once a change. Absent: any change of the kind can. */
  concerns?(change: Applied): boolean;
  /** Whether it can help this pod; absent: it can. */
  helps?(pod: PodInfo, change: Applied, cluster: Cluster): boolean;
}

export interface Plugin {
  /** The upstream name, as in KubeSchedulerConfiguration. */
  readonly name: string;
}

/** PreFilter and Filter. */
export interface FilterPlugin extends Plugin {
  /** The changes that may turn this plugin's rejection around. */
  readonly wakesOn: readonly Wake[];
  filterFor(pod: PodInfo, cluster: Cluster): NodeFilter;
}

/** A score made ready for one pod and the nodes that passed. */
export interface NodeScore {
  /** Raw score of a node. */
  score(node: NodeState): number;
  /** Brings raw scores to 0…100 in place; absent: they are. */
  normalise?(scores: Float64Array, nodes: readonly NodeState[]): void;
}

/** PreScore, Score and NormalizeScore. */
export interface ScorePlugin extends Plugin {
  /** Undefined: the plugin has nothing to say about this pod (Skip). */
  scoreFor(pod: PodInfo, cluster: Cluster, nodes: readonly NodeState[]): NodeScore | undefined;
}

/** PostFilter: what can be done for a pod that fits nowhere. Nothing is changed; the caller does what it is told. */
export interface PostFilterPlugin extends Plugin {
  afterRefusal(refusal: Refusal, cluster: Cluster, options: CycleOptions): PostFilterResult;
}

export type PostFilterResult =
  | { readonly kind: 'preempt'; readonly choice: PreemptionChoice }
  /** Nothing can be done; `clearNomination`: a node that the pod was promised is of no use any more. */
  | { readonly kind: 'nothing'; readonly message: string; readonly clearNomination: boolean };

/** The pods that have to go, and the node that is then promised to the pod. */
export interface PreemptionChoice {
  readonly node: NodeState;
  /** The most important first. */
  readonly victims: readonly PodInfo[];
  /** Victims whose PodDisruptionBudget does not allow it. */
  readonly violations: number;
  /** Nodes among which chance decided. */
  readonly among: number;
  /** Every node that was looked at: what it would cost, or why it is no use. */
  readonly candidates: readonly {
    readonly node: string;
    readonly victims: readonly string[];
    readonly violations: number;
  }[];
}

/** PreBind: what has to be done, and to have happened, before the pod is given its node. */
export interface PreBindPlugin extends Plugin {
  /** Undefined: nothing. */
  beforeBind(pod: PodInfo, node: NodeState, cluster: Cluster): PreBind | undefined;
}

export interface PreBind {
  /** Objects to write. */
  readonly updates: readonly ApiObject[];
  isDone(view: StoreView): boolean;
  /** The objects whose changes may complete it. */
  readonly waitsFor: readonly Key[];
}

/** QueueSort: the order in which waiting pods are tried. */
export interface QueueSortPlugin extends Plugin {
  isBefore(a: Waiting, b: Waiting): boolean;
}

/** A pod that waits to be tried; `sequence` grows with the time of its arrival. */
export interface Waiting {
  readonly info: PodInfo;
  readonly sequence: number;
}

/** PreEnqueue: pods that are not to be tried yet. */
export interface PreEnqueuePlugin extends Plugin {
  /** Undefined: the pod may be tried. */
  whyGated(pod: PodInfo): string | undefined;
}

/** Bind: how the pod gets its node. */
export interface BindPlugin extends Plugin {
  bind(pod: PodInfo, node: NodeState, why: string, context: Context): Outcome;
}

export const maxNodeScore = 100;

/** The default normalisation: the highest raw score becomes 100 (or 0 when `reverse`). Follows plugins/helper/normalize_score.go. */
export function normaliseByMax(scores: Float64Array, count: number, reverse: boolean): void {
  let max = 0;
  for (let i = 0; i < count; i++) max = Math.max(max, scores[i] ?? 0);
  for (let i = 0; i < count; i++) {
    if (max === 0) {
      if (reverse) scores[i] = maxNodeScore;
      continue;
    }
    const scaled = Math.trunc((maxNodeScore * (scores[i] ?? 0)) / max);
    scores[i] = reverse ? maxNodeScore - scaled : scaled;
  }
}
