import type { Random } from '../random.ts';
import type { Cluster } from './cluster.ts';
import type { ReadyFilters, Refused } from './feasibleNodes.ts';
import { enoughNodes, readyFilters, refusal } from './feasibleNodes.ts';
import type { NodeState } from './nodeState.ts';
import type { NominatedPods } from './nominatedPods.ts';
import type { PodInfo } from './podInfo.ts';
import type { Profile } from './profile.ts';
import type { ScoreArrays, Scores } from './scoredNodes.ts';
import { best, scoredNodes } from './scoredNodes.ts';

/** The node for a pod, or why there is none. */
export type Outcome = Placement | Refusal;

interface Cycle {
  readonly pod: PodInfo;
  readonly profile: Profile;
  readonly ready: ReadyFilters;
  /** Nodes in the cluster. */
  readonly total: number;
  /** By node, the first filter that refused it; nodes that were not looked at are missing. */
  readonly refused: ReadonlyMap<NodeState, Refused>;
}

export interface Placement extends Cycle {
  readonly kind: 'placed';
  readonly node: NodeState;
  readonly feasible: readonly NodeState[];
  /** Undefined where only one node was feasible: it is taken without scoring. */
  readonly scores?: Scores;
  /** Nodes with the highest score; more than one: chance decided. */
  readonly ties: readonly NodeState[];
}

export interface Refusal extends Cycle {
  readonly kind: 'refused';
}

/** What one profile's cycles hand on to the next. */
export interface Rotation {
  /** Where the next cycle begins to look at nodes. */
  start: number;
}

export interface CycleOptions {
  readonly nominated: NominatedPods;
  readonly random: Random;
  readonly rotation: Rotation;
  readonly arrays: ScoreArrays;
}

/** One scheduling cycle up to the choice of the node; nothing is changed. Follows kubernetes pkg/scheduler/schedule_one.go schedulePod. */
export function scheduleOne(pod: PodInfo, cluster: Cluster, profile: Profile, options: CycleOptions): Outcome {
  const ready = readyFilters(pod, cluster, profile);
  const cycle = { pod, profile, ready, total: cluster.nodes.length };
  if (ready.rejection !== undefined) return { ...cycle, kind: 'refused', refused: new Map() };
  const { feasible, refused } = feasibleNodes(pod, cluster, profile, ready, options);
  const [first] = feasible;
  if (first === undefined) return { ...cycle, kind: 'refused', refused };
  if (feasible.length === 1) return { ...cycle, kind: 'placed', node: first, feasible, refused, ties: [first] };
  const scores = scoredNodes(pod, cluster, profile, feasible, options.arrays);
  const ties = best(scores);
  const node = ties.length === 1 ? ties[0] : ties[options.random.next(ties.length)];
  return { ...cycle, kind: 'placed', node: node ?? first, feasible, refused, scores, ties };
}

function feasibleNodes(
  pod: PodInfo,
  cluster: Cluster,
  profile: Profile,
  ready: ReadyFilters,
  { nominated, rotation }: CycleOptions,
): { feasible: readonly NodeState[]; refused: ReadonlyMap<NodeState, Refused> } {
  const refused = new Map<NodeState, Refused>();
  const wanted = pod.pod.status?.nominatedNodeName;
  const own = wanted ? cluster.node(wanted) : undefined;
  if (own !== undefined && (ready.only?.names.has(own.name) ?? true)) {
    if (refusalBeside(own, pod, cluster, profile, ready, nominated) === undefined) return { feasible: [own], refused };
  }
  const nodes = ready.only === undefined ? cluster.nodes : named(ready.only.names, cluster);
  const enough = enoughNodes(nodes.length, profile.percentageOfNodesToScore);
  const feasible: NodeState[] = [];
  let looked = 0;
  for (; looked < nodes.length && feasible.length < enough; looked++) {
    const node = nodes[(rotation.start + looked) % nodes.length];
    if (node === undefined) continue;
    const found = refusalBeside(node, pod, cluster, profile, ready, nominated);
    if (found === undefined) feasible.push(node);
    else refused.set(node, found);
  }
  if (nodes.length > 0) rotation.start = (rotation.start + looked) % nodes.length;
  return { feasible, refused };
}

/** Pods nominated to the node that are at least as important hold their room: the pod has to fit with and without them. */
export function refusalBeside(
  node: NodeState,
  pod: PodInfo,
  cluster: Cluster,
  profile: Profile,
  ready: ReadyFilters,
  nominated: NominatedPods,
): Refused | undefined {
  if (nominated.isEmpty) return refusal(node, ready.filters);
  const beside = nominated.on(node.name).filter((other) => other.priority >= pod.priority && other.key !== pod.key);
  if (beside.length === 0) return refusal(node, ready.filters);
  for (const other of beside) cluster.assume(other, node);
  const found = refusal(node, readyFilters(pod, cluster, profile).filters);
  for (const other of beside) cluster.forget(other, node);
  return found ?? refusal(node, ready.filters);
}

function named(names: ReadonlySet<string>, cluster: Cluster): readonly NodeState[] {
  return [...names].flatMap((name) => cluster.node(name) ?? []);
}
