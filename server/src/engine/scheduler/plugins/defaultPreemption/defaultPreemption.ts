import type { Pod } from '../../../api/pod.ts';
import { podCondition } from '../../../api/pod.ts';
import type { Random } from '../../../random.ts';
import type { Cluster } from '../../cluster.ts';
import { histogram } from '../../message.ts';
import type { NodeState } from '../../nodeState.ts';
import type { PostFilterPlugin, PostFilterResult, Reason } from '../../plugin.ts';
import type { CycleOptions, Refusal } from '../../scheduleOne.ts';
import { cheapest } from './cheapest.ts';
import { disruptionBudgets } from './disruptionBudgets.ts';
import type { Candidate } from './victims.ts';
import { victimsOn } from './victims.ts';

/** DefaultPreemptionArgs of a KubeSchedulerConfiguration. */
export interface PreemptionArgs {
  readonly minCandidateNodesPercentage: number;
  readonly minCandidateNodesAbsolute: number;
}

const defaultArgs: PreemptionArgs = { minCandidateNodesPercentage: 10, minCandidateNodesAbsolute: 100 };

/** Finds the node where the fewest and least important pods would have to go for this one. Follows kubernetes plugins/defaultpreemption. */
export function defaultPreemption(args: PreemptionArgs = defaultArgs): PostFilterPlugin {
  return {
    name: 'DefaultPreemption',
    afterRefusal: (refusal, cluster, options) => afterRefusal(refusal, cluster, options, args),
  };
}

const notHelpful = 'Preemption is not helpful for scheduling';

function afterRefusal(
  refusal: Refusal,
  cluster: Cluster,
  options: CycleOptions,
  args: PreemptionArgs,
): PostFilterResult {
  const ineligible = whyIneligible(refusal, cluster);
  if (ineligible !== undefined) return { kind: 'nothing', message: ineligible, clearNomination: false };
  const { candidates, reasons } = findCandidates(refusal, cluster, options, args);
  if (candidates.length === 0) {
    const counts = new Map<string, number>();
    for (const list of reasons) for (const { text } of list) counts.set(text, (counts.get(text) ?? 0) + 1);
    if (reasons.length < refusal.total)
      counts.set(notHelpful, (counts.get(notHelpful) ?? 0) + refusal.total - reasons.length);
    const message = `0/${refusal.total} nodes are available: ${histogram(counts)}.`;
    return { kind: 'nothing', message, clearNomination: true };
  }
  const best = cheapest(candidates);
  const chosen = drawn(best, options.random);
  return {
    kind: 'preempt',
    choice: {
      node: chosen.node,
      victims: chosen.victims,
      violations: chosen.violations,
      among: best.length,
      candidates: candidates.slice(0, 100).map(({ node, victims, violations }) => ({
        node: node.name,
        victims: victims.map(({ key }) => key),
        violations,
      })),
    },
  };
}

/** Why the pod may not push others away; undefined where it may. */
function whyIneligible({ pod, refused }: Refusal, cluster: Cluster): string | undefined {
  if (pod.pod.spec.preemptionPolicy === 'Never') return 'not eligible due to preemptionPolicy=Never.';
  const promised = cluster.node(pod.pod.status?.nominatedNodeName ?? '');
  if (promised === undefined || refused.get(promised)?.misfit.preemptionHelps === false) return undefined;
  for (const other of promised.pods.values()) {
    if (other.priority < pod.priority && isPreempted(other.pod))
      return 'not eligible due to a terminating pod on the nominated node.';
  }
  return undefined;
}

function isPreempted(pod: Pod): boolean {
  const target = podCondition(pod, 'DisruptionTarget');
  return (
    pod.metadata.deletionTimestamp !== undefined &&
    target?.status === 'True' &&
    target.reason === 'PreemptionByScheduler'
  );
}

/** Tries the nodes where removing pods could help, from a random one on, until there are enough candidates. */
function findCandidates(
  refusal: Refusal,
  cluster: Cluster,
  options: CycleOptions,
  args: PreemptionArgs,
): { candidates: readonly Candidate[]; reasons: readonly (readonly Reason[])[] } {
  const nodes: NodeState[] = [];
  for (const [node, { misfit }] of refusal.refused) if (misfit.preemptionHelps) nodes.push(node);
  if (nodes.length === 0) return { candidates: [], reasons: [] };
  const budgets = disruptionBudgets(cluster.view);
  const offset = options.random.next(nodes.length);
  const share = Math.trunc((nodes.length * args.minCandidateNodesPercentage) / 100);
  const enough = Math.min(nodes.length, Math.max(share, args.minCandidateNodesAbsolute));
  const allowed: Candidate[] = [];
  const violating: Candidate[] = [];
  const reasons: (readonly Reason[])[] = [];
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[(offset + i) % nodes.length];
    if (node === undefined) continue;
    const found = victimsOn(node, refusal, cluster, options, budgets);
    if (found.kind === 'useless') reasons.push(found.reasons);
    else (found.violations === 0 ? allowed : violating).push(found);
    if (allowed.length > 0 && allowed.length + violating.length >= enough) break;
  }
  return { candidates: [...allowed, ...violating], reasons };
}

function drawn(candidates: readonly [Candidate, ...Candidate[]], random: Random): Candidate {
  return candidates[random.next(candidates.length)] ?? candidates[0];
}
