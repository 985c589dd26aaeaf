import type { Pod } from '../api/pod.ts';
import type { Context } from '../controllers/controller.ts';
import type { Cluster } from './cluster.ts';
import type { Detail } from './explain.ts';
import { explain, fullDetail } from './explain.ts';
import { eventText, fitError } from './message.ts';
import type { NodeState } from './nodeState.ts';
import type { NominatedPods } from './nominatedPods.ts';
import type { FilterPlugin, PostFilterResult, PreBind } from './plugin.ts';
import type { PodInfo } from './podInfo.ts';
import { writeConditionAndNomination } from './podStatus.ts';
import { preempt } from './preemption.ts';
import type { Profile } from './profile.ts';
import type { CycleOptions, Placement, Refusal } from './scheduleOne.ts';
import { scheduleOne } from './scheduleOne.ts';

/** What a cycle led to. */
export type CycleResult =
  | { readonly kind: 'bound' }
  /** The node is chosen; the pod is bound when this has happened. */
  | {
      readonly kind: 'binding';
      readonly node: NodeState;
      readonly profile: Profile;
      readonly preBinds: readonly PreBind[];
    }
  | { readonly kind: 'refused'; readonly rejectors: readonly FilterPlugin[] };

/** How many nodes a run explains in full before it explains only what matters most: a large run's trace has to stay small. */
const explainedNodes = 3000;
const shortDetail: Detail = { fitting: 2, refused: 2 };

/** What the cycles of one run have in common. */
export class CycleState {
  explained = 0;
  /** The last message of each waiting pod, so that the same diagnosis is not recorded again. */
  readonly said: Map<string, string> = new Map();
}

/** One scheduling cycle with all that follows from it. Follows kubernetes pkg/scheduler/schedule_one.go. */
export function runCycle(
  pod: PodInfo,
  profile: Profile,
  cluster: Cluster,
  nominated: NominatedPods,
  options: CycleOptions,
  state: CycleState,
  context: Context,
): CycleResult {
  const outcome = scheduleOne(pod, cluster, profile, options);
  const detail = detailOf(outcome.total, state);
  if (outcome.kind === 'placed') {
    const { node, feasible, scores } = outcome;
    const score = scores === undefined ? '' : `, score ${scores.totals[scores.nodes.indexOf(node)]}`;
    const text = `${node.name} chosen: ${feasible.length} of ${outcome.total} nodes found to fit${score}`;
    state.said.delete(pod.key);
    context.note('scheduling', text, pod.key, explain(outcome, cluster, detail));
    return place(outcome, cluster, context);
  }
  const result = outcome.total === 0 ? undefined : postFilter(outcome, cluster, options);
  const message = fitError(outcome, result?.kind === 'nothing' ? result.message : '');
  const choice = result?.kind === 'preempt' ? result.choice : undefined;
  if (state.said.get(pod.key) !== message) {
    state.said.set(pod.key, message);
    const diagnosis = explain(outcome, cluster, detail, choice === undefined ? { message } : { message, choice });
    context.note('scheduling', message, pod.key, diagnosis);
  }
  if (choice !== undefined) preempt(pod, choice, nominated, context);
  const clears = result?.kind === 'nothing' && result.clearNomination ? '' : undefined;
  refuse(outcome, message, choice?.node.name ?? clears, context);
  return { kind: 'refused', rejectors: rejectors(outcome) };
}

/** Gives the pod its node and says so. */
export function bindPod(pod: PodInfo, node: NodeState, profile: Profile, why: string, context: Context): void {
  const [binder] = profile.binds;
  const bound = binder?.bind(pod, node, why, context);
  if (bound?.kind !== 'applied') return;
  const text = `Successfully assigned ${pod.namespace}/${pod.pod.metadata.name} to ${node.name}`;
  context.api.event((bound.after ?? pod.pod) as Pod, 'Normal', 'Scheduled', text);
}

function place({ pod, node, ties, profile, feasible }: Placement, cluster: Cluster, context: Context): CycleResult {
  if (ties.length > 1)
    context.assume({
      kind: 'tie',
      text: `${node.name} drawn among ${ties.length} nodes with the same score`,
      among: ties.length,
    });
  const preBinds = profile.preBinds.flatMap((plugin) => plugin.beforeBind(pod, node, cluster) ?? []);
  for (const { updates } of preBinds)
    for (const update of updates) context.api.update(update, `${pod.key} will run on ${node.name}`);
  if (preBinds.some(({ isDone }) => !isDone(context.view))) return { kind: 'binding', node, profile, preBinds };
  const why =
    feasible.length === 1
      ? `only ${node.name} was found to fit`
      : `${node.name} scored best of ${feasible.length} nodes`;
  bindPod(pod, node, profile, why, context);
  return { kind: 'bound' };
}

/** The pod stays without a node: its condition and an event say why. Follows handleSchedulingFailure. */
function refuse(refusal: Refusal, message: string, nominate: string | undefined, context: Context): void {
  const { pod, key } = refusal.pod;
  const reason = refusal.ready.rejection?.error === true ? 'SchedulerError' : 'Unschedulable';
  const condition = { type: 'PodScheduled', status: 'False', reason, message } as const;
  writeConditionAndNomination(pod, condition, nominate, context);
  const after = (context.view.get(key) ?? pod) as Pod;
  context.api.event(after, 'Warning', 'FailedScheduling', eventText(message));
}

/** The plugins that refused the pod, on any node. */
function rejectors({ profile, ready, refused }: Refusal): readonly FilterPlugin[] {
  const found = new Set<FilterPlugin>();
  for (const { plugin } of refused.values()) found.add(plugin);
  return profile.filters.filter(
    (plugin) =>
      found.has(plugin) || plugin.name === ready.rejection?.plugin || ready.only?.plugins.includes(plugin.name),
  );
}

/** What the first plugin that can do something does; otherwise what the last one says. */
function postFilter(refusal: Refusal, cluster: Cluster, options: CycleOptions): PostFilterResult | undefined {
  let result: PostFilterResult | undefined;
  for (const plugin of refusal.profile.postFilters) {
    result = plugin.afterRefusal(refusal, cluster, options);
    if (result.kind === 'preempt') return result;
  }
  return result;
}

function detailOf(nodes: number, state: CycleState): Detail {
  if (state.explained >= explainedNodes) return shortDetail;
  state.explained += Math.min(nodes, fullDetail.fitting + fullDetail.refused);
  return fullDetail;
}
