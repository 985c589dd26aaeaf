import type { Cluster } from '../../cluster.ts';
import type { NodeState } from '../../nodeState.ts';
import type { NodeFilter } from '../../plugin.ts';
import { fits, misfit, skip } from '../../plugin.ts';
import type { PodInfo } from '../../podInfo.ts';
import { sumByDomain } from '../../topology.ts';
import type { Constraint } from './constraints.ts';
import { matchingPods } from './constraints.ts';

const mismatch = "node(s) didn't match pod topology spread constraints";
const tooSkewed = misfit(mismatch, true);
const missingLabel = misfit(`${mismatch} (missing required label)`, false);

interface Domains {
  readonly maxSkew: number;
  readonly self: 0 | 1;
  /** By slot: the number of the node's domain, −1 without the label. */
  readonly domainOf: Int32Array;
  /** By domain: matching pods on nodes that count. */
  readonly pods: Int32Array;
  readonly fewest: number;
  readonly topologyKey: string;
}

/** skew = pods in the domain + (1 if the pod matches its own selector) − fewest in any domain ≤ maxSkew. Follows kubernetes plugins/podtopologyspread/filtering.go. */
export function filterByConstraints(constraints: readonly Constraint[], pod: PodInfo, cluster: Cluster): NodeFilter {
  if (constraints.length === 0) return skip;
  const topologies = constraints.map(({ topologyKey }) => cluster.topology(topologyKey));
  // A single constraint asks only about its own key.
  const hasAllKeys =
    constraints.length === 1
      ? undefined
      : (node: NodeState): boolean => topologies.every(({ domainOf }) => (domainOf[node.slot] ?? -1) >= 0);
  const all: Domains[] = constraints.map((constraint) => domainsOf(constraint, pod, cluster, hasAllKeys));
  return {
    kind: 'check',
    readsOtherNodes: true,
    verdict: (node) => {
      for (const { domainOf, pods, self, fewest, maxSkew } of all) {
        const domain = domainOf[node.slot] ?? -1;
        if (domain < 0) return missingLabel;
        if ((pods[domain] ?? 0) + self - fewest > maxSkew) return tooSkewed;
      }
      return fits;
    },
    remedies: (node) =>
      all
        .filter(({ domainOf }) => (domainOf[node.slot] ?? -1) < 0)
        .map(({ topologyKey }) => ({ kind: 'label', subject: topologyKey })),
  };
}

function domainsOf(
  constraint: Constraint,
  pod: PodInfo,
  cluster: Cluster,
  hasAllKeys: ((node: NodeState) => boolean) | undefined,
): Domains {
  const { topologyKey, maxSkew } = constraint;
  const { domainOf } = cluster.topology(topologyKey);
  const { pods, seen } =
    hasAllKeys === undefined && constraint.countsAll
      ? podsInAll(constraint, pod, cluster)
      : podsInSome(constraint, pod, cluster, hasAllKeys);
  let domains = 0;
  let fewest = Number.POSITIVE_INFINITY;
  for (let domain = 0; domain < pods.length; domain++) {
    if (seen?.[domain] === 0) continue;
    domains++;
    fewest = Math.min(fewest, pods[domain] ?? 0);
  }
  // Too few domains: pods go where they make new ones, or nowhere. Without any domain nothing can be too skewed.
  if (domains < constraint.minDomains) fewest = 0;
  const self = constraint.selector.matches(pod.labels) ? 1 : 0;
  return { maxSkew, self, domainOf, pods, fewest, topologyKey };
}

interface Counted {
  readonly pods: Int32Array;
  /** By domain: 0 where no node counts; undefined: every domain has one. */
  readonly seen?: Uint8Array;
}

function podsInAll(constraint: Constraint, pod: PodInfo, cluster: Cluster): Counted {
  return { pods: sumByDomain(matchingPods(constraint, pod, cluster), cluster.topology(constraint.topologyKey)) };
}

function podsInSome(
  constraint: Constraint,
  pod: PodInfo,
  cluster: Cluster,
  hasAllKeys: ((node: NodeState) => boolean) | undefined,
): Counted {
  const { domainOf, values } = cluster.topology(constraint.topologyKey);
  const perSlot = matchingPods(constraint, pod, cluster);
  const pods = new Int32Array(values.length);
  const seen = new Uint8Array(values.length);
  for (const node of cluster.nodes) {
    const domain = domainOf[node.slot] ?? -1;
    if (domain < 0 || hasAllKeys?.(node) === false || !constraint.counts(node)) continue;
    seen[domain] = 1;
    pods[domain] = (pods[domain] ?? 0) + (perSlot[node.slot] ?? 0);
  }
  return { pods, seen };
}
