import type { Cluster } from './cluster.ts';
import type { NodeState } from './nodeState.ts';
import type { PodInfo } from './podInfo.ts';
import type { Profile } from './profile.ts';

/** What the score plugins say of the feasible nodes. Arrays go by the place of the node in `nodes`. */
export interface Scores {
  readonly nodes: readonly NodeState[];
  readonly plugins: readonly PluginScores[];
  readonly totals: Float64Array;
}

export interface PluginScores {
  readonly plugin: string;
  readonly weight: number;
  readonly raw: Float64Array;
  /** 0…100; the same array where the plugin does not normalise. */
  readonly normalised: Float64Array;
}

/** PreScore, Score, NormalizeScore and the weighted sum; plugins with nothing to say about the pod are left out. */
export function scoredNodes(
  pod: PodInfo,
  cluster: Cluster,
  profile: Profile,
  nodes: readonly NodeState[],
  keepRaw: boolean,
): Scores {
  const totals = new Float64Array(nodes.length);
  const plugins: PluginScores[] = [];
  for (const { plugin, weight } of profile.scores) {
    const score = plugin.scoreFor(pod, cluster, nodes);
    if (score === undefined) continue;
    const normalised = new Float64Array(nodes.length);
    for (let i = 0; i < nodes.length; i++) {
      const node = nodes[i];
      if (node !== undefined) normalised[i] = score.score(node);
    }
    const raw = keepRaw && score.normalise !== undefined ? normalised.slice() : normalised;
    score.normalise?.(normalised, nodes);
    for (let i = 0; i < nodes.length; i++) totals[i] = (totals[i] ?? 0) + weight * (normalised[i] ?? 0);
    plugins.push({ plugin: plugin.name, weight, raw, normalised });
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
