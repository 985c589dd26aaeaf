import type { Cluster } from './cluster.ts';
import type { NodeState } from './nodeState.ts';
import type { FilterPlugin, Misfit, NodeCheck, Rejection } from './plugin.ts';
import { fits, type Verdict } from './plugin.ts';
import type { PodInfo } from './podInfo.ts';
import type { Profile } from './profile.ts';

/** A filter plugin with what it has to say about one pod. */
export interface ReadyFilter {
  readonly plugin: FilterPlugin;
  readonly check: NodeCheck;
}

/** The filters that have something to say about a pod, made ready; or the one that refuses it outright. */
export interface ReadyFilters {
  readonly filters: readonly ReadyFilter[];
  /** The nodes that plugins limit the pod to by name, and which plugins do. */
  readonly only?: { readonly names: ReadonlySet<string>; readonly plugins: readonly string[] };
  readonly rejection?: { readonly plugin: string; readonly reason: Rejection['reason']; readonly error: boolean };
}

/** A node that a filter refused: the first one ends the node's evaluation. */
export interface Refused {
  readonly plugin: FilterPlugin;
  readonly misfit: Misfit;
}

/** How many nodes were refused for the same: misfits are made once for a cycle, so that they can be told apart by identity. */
export function refusedCounts(
  refused: ReadonlyMap<unknown, Refused>,
): ReadonlyMap<Misfit, { plugin: FilterPlugin; nodes: number }> {
  const counts = new Map<Misfit, { plugin: FilterPlugin; nodes: number }>();
  for (const { plugin, misfit } of refused.values()) {
    const count = counts.get(misfit);
    if (count === undefined) counts.set(misfit, { plugin, nodes: 1 });
    else count.nodes++;
  }
  return counts;
}

/** Below so many nodes all are looked at. */
const minFeasible = 100;
const minPercentage = 5;

/** PreFilter: asks every filter of the profile once about the pod. Follows kubernetes framework/runtime RunPreFilterPlugins. */
export function readyFilters(pod: PodInfo, cluster: Cluster, profile: Profile): ReadyFilters {
  const filters: ReadyFilter[] = [];
  let only: { names: ReadonlySet<string>; plugins: string[] } | undefined;
  for (const plugin of profile.filters) {
    const filter = plugin.filterFor(pod, cluster);
    if (filter.kind === 'skip') continue;
    if (filter.kind === 'rejection')
      return { filters, rejection: { plugin: plugin.name, reason: filter.reason, error: filter.error === true } };
    filters.push({ plugin, check: filter });
    if (filter.only === undefined) continue;
    only = { names: both(only?.names, filter.only), plugins: [...(only?.plugins ?? []), plugin.name] };
    if (only.names.size > 0) continue;
    const among =
      only.plugins.length > 1 ? `s [${[...only.plugins].sort().join(' ')}] simultaneously` : ` ${plugin.name}`;
    const reason = { text: `node(s) didn't satisfy plugin${among}` };
    return { filters, rejection: { plugin: plugin.name, reason, error: false } };
  }
  return only === undefined ? { filters } : { filters, only };
}

/** Filter: the first plugin that refuses the node, or undefined if it is feasible. */
export function refusal(node: NodeState, filters: readonly ReadyFilter[]): Refused | undefined {
  for (const { plugin, check } of filters) {
    const verdict: Verdict = check.verdict(node);
    if (verdict !== fits && !verdict.fits) return { plugin, misfit: verdict };
  }
  return undefined;
}

/** How many feasible nodes are enough. Follows kubernetes schedule_one.go numFeasibleNodesToFind. */
export function enoughNodes(nodes: number, percentageOfNodesToScore: number): number {
  if (nodes < minFeasible) return nodes;
  const percentage =
    percentageOfNodesToScore > 0 ? percentageOfNodesToScore : Math.max(minPercentage, 50 - Math.trunc(nodes / 125));
  return Math.max(minFeasible, Math.trunc((nodes * Math.min(percentage, 100)) / 100));
}

function both(a: ReadonlySet<string> | undefined, b: ReadonlySet<string>): ReadonlySet<string> {
  return a === undefined ? b : new Set([...a].filter((name) => b.has(name)));
}
