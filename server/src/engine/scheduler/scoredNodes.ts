import type { Cluster } from './cluster.ts';
import type { NodeState } from './nodeState.ts';
import type { NodeScore } from './plugin.ts';
import type { PodInfo } from './podInfo.ts';
import type { Profile } from './profile.ts';

/** What the score plugins say of the feasible nodes. Arrays go by the place of the node in `nodes`; they are used again in the next cycle. */
export interface Scores {
  readonly nodes: readonly NodeState[];
  readonly plugins: readonly PluginScores[];
  readonly totals: Float64Array;
}

export interface PluginScores {
  readonly plugin: string;
  readonly weight: number;
  readonly score: NodeScore;
  /** 0…100. */
  readonly normalised: Float64Array;
}

/** Arrays that live from cycle to cycle. */
export class ScoreArrays {
  readonly #arrays: Float64Array[] = [];

  /** The array with this number, at least so long; its first `length` items are 0. */
  zeros(index: number, length: number): Float64Array {
    let array = this.#arrays[index];
    if (array === undefined || array.length < length) {
      array = new Float64Array(length * 2);
      this.#arrays[index] = array;
    }
    array.fill(0, 0, length);
    return array;
  }
}

/** PreScore, Score, NormalizeScore and the weighted sum; plugins with nothing to say about the pod are left out. */
export function scoredNodes(
  pod: PodInfo,
  cluster: Cluster,
  profile: Profile,
  nodes: readonly NodeState[],
  arrays: ScoreArrays,
): Scores {
  const totals = arrays.zeros(0, nodes.length);
  const plugins: PluginScores[] = [];
  for (const { plugin, weight } of profile.scores) {
    const score = plugin.scoreFor(pod, cluster, nodes);
    if (score === undefined) continue;
    const normalised = arrays.zeros(plugins.length + 1, nodes.length);
    for (let i = 0; i < nodes.length; i++) {
      const node = nodes[i];
      if (node !== undefined) normalised[i] = score.score(node);
    }
    score.normalise?.(normalised, nodes);
    for (let i = 0; i < nodes.length; i++) totals[i] = (totals[i] ?? 0) + weight * (normalised[i] ?? 0);
    plugins.push({ plugin: plugin.name, weight, score, normalised });
  }
  return { nodes, plugins, totals };
}

/** The nodes with the highest total, in their order. */
export function best({ nodes, totals }: Scores): readonly NodeState[] {
  let max = Number.NEGATIVE_INFINITY;
  let found: NodeState[] = [];
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[i];
    const total = totals[i] ?? 0;
    if (node === undefined || total < max) continue;
    if (total > max) found = [];
    max = total;
    found.push(node);
  }
  return found;
}
