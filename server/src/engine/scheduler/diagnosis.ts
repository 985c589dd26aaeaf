import type { Key } from '../api/key.ts';
import type { PreemptionChoice, Remedy } from './plugin.ts';

/** How the scheduler came to its answer for one pod, as data: the panel, the CLI and hover show it. Plain JSON. */
export interface Diagnosis {
  readonly pod: Key;
  readonly scheduler: string;
  readonly result: 'scheduled' | 'unschedulable';
  /** The node that was chosen. */
  readonly node?: string;
  /** kube-scheduler's own sentence for a pod that fits nowhere. */
  readonly message?: string;
  /** Nodes in the cluster, looked at, found to fit. */
  readonly total: number;
  readonly looked: number;
  readonly feasible: number;
  /** Why nodes were refused, by the first filter that refused them. */
  readonly reasons: readonly { readonly plugin: string; readonly text: string; readonly nodes: number }[];
  /** The nodes one by one: the chosen one, those that fit by their score, then the refused ones that are nearest to fitting. */
  readonly nodes: readonly NodeDiagnosis[];
  /** Nodes that are not listed. */
  readonly leftOut: number;
  /** How many nodes had the highest score; more than 1: the seed chose. */
  readonly ties: number;
  /** Changes each of which alone would let the pod onto so many of the listed nodes; most nodes first. */
  readonly remedies: readonly RemedySummary[];
  readonly preemption?: PreemptionDiagnosis;
}

/** How one node was judged. */
export interface NodeDiagnosis {
  readonly node: string;
  readonly fits: boolean;
  readonly chosen?: true;
  /** The filter that refused it, and its reasons. */
  readonly plugin?: string;
  readonly reasons: readonly string[];
  /** Filters after that one that would have refused it, too. */
  readonly wouldAlsoFail: readonly Failure[];
  readonly preemptionHelps?: boolean;
  /** What each failing filter would need. */
  readonly remedies: readonly Remedy[];
  readonly scores: readonly ScorePart[];
  /** The sum of the weighted scores; absent where the node was not scored. */
  readonly total?: number;
}

export interface Failure {
  readonly plugin: string;
  readonly reasons: readonly string[];
}

export interface ScorePart {
  readonly plugin: string;
  readonly raw: number;
  /** 0…100. */
  readonly normalised: number;
  readonly weight: number;
  readonly weighted: number;
}

export interface RemedySummary {
  readonly kind: Remedy['kind'];
  readonly subject: string;
  /** Nodes that would fit if only this changed. */
  readonly admits: number;
  /** For resources: the smallest shortage among these, and where. */
  readonly short?: number;
  readonly node: string;
}

export interface PreemptionDiagnosis {
  readonly node: string;
  readonly victims: readonly Key[];
  readonly violations: number;
  readonly among: number;
  readonly candidates: PreemptionChoice['candidates'];
}
