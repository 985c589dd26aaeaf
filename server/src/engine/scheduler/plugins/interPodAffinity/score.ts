import type { Cluster } from '../../cluster.ts';
import type { NodeScore } from '../../plugin.ts';
import { maxNodeScore } from '../../plugin.ts';
import type { PodInfo } from '../../podInfo.ts';
import { sumByDomain } from '../../topology.ts';

/** InterPodAffinityArgs of a KubeSchedulerConfiguration. */
export interface InterPodAffinityArgs {
  /** How much a placed pod's required affinity to the new one counts when nodes are scored. */
  readonly hardPodAffinityWeight: number;
  readonly ignorePreferredTermsOfExistingPods: boolean;
}

/** What one term adds to the nodes of each domain. */
interface Part {
  readonly domainOf: Int32Array;
  readonly sums: Int32Array;
  readonly weight: number;
}

/** The weights of all terms, the pod's own and those of placed pods, added up by domain. Follows kubernetes plugins/interpodaffinity/scoring.go. */
export function scoreByAffinity(pod: PodInfo, cluster: Cluster, args: InterPodAffinityArgs): NodeScore | undefined {
  const parts: Part[] = [];
  const add = (key: string, perSlot: Int32Array, weight: number): void => {
    const topology = cluster.topology(key);
    const sums = sumByDomain(perSlot, topology);
    if (weight !== 0 && sums.some((sum) => sum !== 0)) parts.push({ domainOf: topology.domainOf, sums, weight });
  };
  for (const [role, sign] of [
    ['preferredAffinity', 1],
    ['preferredAntiAffinity', -1],
  ] as const) {
    for (const term of pod[role]) {
      const perSlot = cluster.podsPerSlot(`affinity ${term.signature}`, (other) => term.matches(other, cluster));
      add(term.topologyKey, perSlot, sign * term.weight);
    }
  }
  for (const [role, weight] of existingWeights(pod, args)) {
    for (const { term, perSlot } of cluster.terms.of(role))
      if (term.matches(pod, cluster)) add(term.topologyKey, perSlot, weight);
  }
  if (parts.length === 0) return undefined;
  return {
    score: (node) => {
      let score = 0;
      for (const { domainOf, sums, weight } of parts) {
        const domain = domainOf[node.slot] ?? -1;
        if (domain >= 0) score += weight * (sums[domain] ?? 0);
      }
      return score;
    },
    normalise,
  };
}

/** What placed pods' terms count for the new one. Preferred ones carry their weight in their sums. */
function existingWeights(
  pod: PodInfo,
  args: InterPodAffinityArgs,
): readonly (readonly ['requiredAffinity' | 'preferredAffinity' | 'preferredAntiAffinity', number])[] {
  const hard = ['requiredAffinity', args.hardPodAffinityWeight] as const;
  const ownTerms = pod.pod.spec.affinity?.podAffinity ?? pod.pod.spec.affinity?.podAntiAffinity;
  // Without terms of its own, and told to ignore those of others, the pod is not looked at at all.
  if (args.ignorePreferredTermsOfExistingPods) return ownTerms === undefined ? [] : [hard];
  return [hard, ['preferredAffinity', 1], ['preferredAntiAffinity', -1]];
}

function normalise(scores: Float64Array, { length }: readonly unknown[]): void {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < length; i++) {
    min = Math.min(min, scores[i] ?? 0);
    max = Math.max(max, scores[i] ?? 0);
  }
  const span = max - min;
  for (let i = 0; i < length; i++)
    scores[i] = span > 0 ? Math.trunc(maxNodeScore * (((scores[i] ?? 0) - min) / span)) : 0;
}
