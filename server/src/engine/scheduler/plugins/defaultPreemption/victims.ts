import type { Cluster } from '../../cluster.ts';
import { readyFilters } from '../../feasibleNodes.ts';
import type { NodeState } from '../../nodeState.ts';
import type { Reason } from '../../plugin.ts';
import type { PodInfo } from '../../podInfo.ts';
import type { CycleOptions, Refusal } from '../../scheduleOne.ts';
import { refusalBeside } from '../../scheduleOne.ts';
import type { DisruptionBudgets } from './disruptionBudgets.ts';

/** A node with the pods that would have to go. */
export interface Candidate {
  readonly kind: 'candidate';
  readonly node: NodeState;
  /** The most important first. */
  readonly victims: readonly [PodInfo, ...PodInfo[]];
  readonly violations: number;
}

/** A node where removing pods does not help. */
export interface Useless {
  readonly kind: 'useless';
  readonly reasons: readonly Reason[];
}

const noVictims: Useless = {
  kind: 'useless',
  reasons: [{ text: 'No preemption victims found for incoming pod' }],
};

/**
 * Takes all less important pods away; if the pod fits then, puts back as many as possible, the most important first and those
 * that a budget protects before the others. The node is afterwards as it was. Follows SelectVictimsOnNode.
 */
export function victimsOn(
  node: NodeState,
  { pod, profile, ready: made }: Refusal,
  cluster: Cluster,
  { nominated }: CycleOptions,
  budgets: DisruptionBudgets,
): Candidate | Useless {
  const lesser = [...node.pods.values()].filter(({ priority }) => priority < pod.priority);
  if (lesser.length === 0) return noVictims;
  const asksOthers = made.filters.some(({ check }) => check.readsOtherNodes);
  const refusal = (): readonly Reason[] | undefined => {
    const ready = asksOthers ? readyFilters(pod, cluster, profile) : made;
    if (ready.rejection !== undefined) return [ready.rejection.reason];
    return refusalBeside(node, pod, cluster, profile, ready, nominated)?.misfit.reasons;
  };
  for (const victim of lesser) cluster.forget(victim, node);
  const reasons = refusal();
  const { violating, others } = budgets.split([...lesser].sort(byImportance));
  const away: PodInfo[] = [];
  for (const victim of [...violating, ...others]) {
    cluster.assume(victim, node);
    if (reasons !== undefined || refusal() === undefined) continue;
    cluster.forget(victim, node);
    away.push(victim);
  }
  for (const victim of away) cluster.assume(victim, node);
  if (reasons !== undefined) return { kind: 'useless', reasons };
  const [first, ...rest] = away.sort(byImportance);
  if (first === undefined) return noVictims;
  const violations = away.filter((victim) => violating.includes(victim)).length;
  return { kind: 'candidate', node, victims: [first, ...rest], violations };
}

/** Higher priority first, then who has run for longer. Follows kubernetes pkg/scheduler/util MoreImportantPod. */
export function byImportance(a: PodInfo, b: PodInfo): number {
  if (a.priority !== b.priority) return b.priority - a.priority;
  const started = startOf(a);
  const other = startOf(b);
  return started < other ? -1 : started > other ? 1 : 0;
}

/** When the pod began to run; one that has not counts as beginning now. */
export function startOf({ pod }: PodInfo): string {
  return pod.status?.startTime ?? '9999';
}
