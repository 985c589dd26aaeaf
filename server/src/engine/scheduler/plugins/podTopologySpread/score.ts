import type { Cluster } from '../../cluster.ts';
import type { NodeState } from '../../nodeState.ts';
import type { NodeScore } from '../../plugin.ts';
import { maxNodeScore } from '../../plugin.ts';
import type { PodInfo } from '../../podInfo.ts';
import type { Constraint } from './constraints.ts';
import { matchingPods } from './constraints.ts';

const hostname = 'kubernetes.io/hostname';

/** Fewer matching pods in the node's domains score higher. Follows kubernetes plugins/podtopologyspread/scoring.go. */
export function scoreByConstraints(
  constraints: readonly Constraint[],
  pod: PodInfo,
  cluster: Cluster,
  nodes: readonly NodeState[],
  needsAllKeys: boolean,
): NodeScore | undefined {
  if (constraints.length === 0) return undefined;
  const hasAllKeys = (node: NodeState): boolean =>
    constraints.every(({ topologyKey }) => node.labels[topologyKey] !== undefined);
  const ignored = (node: NodeState): boolean => needsAllKeys && !hasAllKeys(node);
  const scored = nodes.filter((node) => !ignored(node));
  const parts = constraints.map((constraint) =>
    constraint.topologyKey === hostname
      ? perHost(constraint, pod, cluster, scored.length)
      : perDomain(constraint, pod, cluster, scored, ignored),
  );
  return {
    score: (node) => {
      if (ignored(node)) return 0;
      let score = 0;
      for (const part of parts) score += part(node);
      return Math.round(score);
    },
    normalise: (scores, all) => normalise(scores, all, ignored),
  };
}

type Part = (node: NodeState) => number;

function perHost(constraint: Constraint, pod: PodInfo, cluster: Cluster, hosts: number): Part {
  const perSlot = matchingPods(constraint, pod, cluster);
  const weight = Math.log(hosts + 2);
  return (node) =>
    node.labels[hostname] === undefined ? 0 : (perSlot[node.slot] ?? 0) * weight + constraint.maxSkew - 1;
}

function perDomain(
  constraint: Constraint,
  pod: PodInfo,
  cluster: Cluster,
  scored: readonly NodeState[],
  ignored: (node: NodeState) => boolean,
): Part {
  const { domainOf, values } = cluster.topology(constraint.topologyKey);
  const perSlot = matchingPods(constraint, pod, cluster);
  const candidates = new Uint8Array(values.length);
  // Nodes without the label count together as one more domain.
  let domains = 0;
  let unlabelled = false;
  for (const { slot } of scored) {
    const domain = domainOf[slot] ?? -1;
    if (domain < 0) unlabelled = true;
    else if (candidates[domain] === 0) {
      candidates[domain] = 1;
      domains++;
    }
  }
  const weight = Math.log(domains + (unlabelled ? 1 : 0) + 2);
  const pods = new Int32Array(values.length);
  for (const node of cluster.nodes) {
    const domain = domainOf[node.slot] ?? -1;
    if (domain < 0 || candidates[domain] === 0 || ignored(node) || !constraint.counts(node)) continue;
    pods[domain] = (pods[domain] ?? 0) + (perSlot[node.slot] ?? 0);
  }
  return (node) => {
    const domain = domainOf[node.slot] ?? -1;
    return domain < 0 ? 0 : (pods[domain] ?? 0) * weight + constraint.maxSkew - 1;
  };
}

function normalise(scores: Float64Array, nodes: readonly NodeState[], ignored: (node: NodeState) => boolean): void {
  let min = Number.POSITIVE_INFINITY;
  let max = 0;
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[i];
    if (node === undefined || ignored(node)) continue;
    min = Math.min(min, scores[i] ?? 0);
    max = Math.max(max, scores[i] ?? 0);
  }
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[i];
    if (node === undefined || ignored(node)) scores[i] = 0;
    else if (max === 0) scores[i] = maxNodeScore;
    else scores[i] = Math.trunc((maxNodeScore * (max + min - (scores[i] ?? 0))) / max);
  }
}
