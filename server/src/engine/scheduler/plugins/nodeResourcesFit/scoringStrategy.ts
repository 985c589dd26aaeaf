import type { Cluster } from '../../cluster.ts';
import type { NodeState } from '../../nodeState.ts';
import type { NodeScore } from '../../plugin.ts';
import { maxNodeScore } from '../../plugin.ts';
import type { PodInfo } from '../../podInfo.ts';
import { cpu, memory } from '../../resources.ts';

/** How free room becomes a score, and which resources count how much. */
export interface ScoringStrategy {
  readonly resources: readonly { readonly name: string; readonly weight: number }[];
  /** 0…100 for one resource; `capacity` is never 0. */
  score(requested: number, capacity: number): number;
  /** Whether a resource that scores 0 is left out of the average (RequestedToCapacityRatio). */
  readonly leavesOutZero?: true;
}

const cpuAndMemory = [
  { name: 'cpu', weight: 1 },
  { name: 'memory', weight: 1 },
];

/** The emptier the better: what kube-scheduler does by default. Follows kubernetes plugins/noderesources/least_allocated.go. */
export const leastAllocated: ScoringStrategy = {
  resources: cpuAndMemory,
  score: (requested, capacity) =>
    requested > capacity ? 0 : Math.trunc(((capacity - requested) * maxNodeScore) / capacity),
};

/** The fuller the better. Follows kubernetes plugins/noderesources/most_allocated.go. */
export const mostAllocated: ScoringStrategy = {
  resources: cpuAndMemory,
  // Requests without a value count as a minimum, so that the sum can be more than there is.
  score: (requested, capacity) => Math.trunc((Math.min(requested, capacity) * maxNodeScore) / capacity),
};

/** A shape of (utilisation in percent → score 0…10), linear between its points. Follows kubernetes plugins/noderesources/requested_to_capacity_ratio.go. */
export function requestedToCapacityRatio(
  shape: readonly { readonly utilization: number; readonly score: number }[],
): ScoringStrategy {
  const at = (utilisation: number): number => {
    const next = shape.findIndex((point) => utilisation <= point.utilization);
    const right = shape[next];
    if (right === undefined) return (shape[shape.length - 1]?.score ?? 0) * 10;
    const left = shape[next - 1];
    if (left === undefined) return right.score * 10;
    const span = right.utilization - left.utilization;
    return left.score * 10 + Math.trunc(((right.score - left.score) * 10 * (utilisation - left.utilization)) / span);
  };
  return {
    resources: cpuAndMemory,
    leavesOutZero: true,
    score: (requested, capacity) =>
      capacity === 0 || requested > capacity ? at(100) : at(Math.trunc((requested * 100) / capacity)),
  };
}

/** The weighted average over the strategy's resources, truncated; resources a node does not have are left out. */
export function scoreByStrategy(pod: PodInfo, cluster: Cluster, strategy: ScoringStrategy): NodeScore {
  const parts = strategy.resources.flatMap(({ name, weight }) => {
    const index = cluster.resources.index(name);
    const asked = index <= memory ? (pod.nonZeroRequests[index] ?? 0) : (pod.requests[index] ?? 0);
    // A scalar resource that the pod does not ask for has no say.
    return index > memory && asked === 0 && name !== 'ephemeral-storage' ? [] : [{ index, weight, asked }];
  });
  return {
    score: (node) => {
      let sum = 0;
      let weights = 0;
      for (const { index, weight, asked } of parts) {
        const capacity = node.allocatable[index] ?? 0;
        if (capacity === 0) continue;
        const score = strategy.score(requestedOf(node, index) + asked, capacity);
        if (strategy.leavesOutZero === true && score <= 0) continue;
        sum += score * weight;
        weights += weight;
      }
      if (weights === 0) return 0;
      return strategy.leavesOutZero === true ? Math.round(sum / weights) : Math.trunc(sum / weights);
    },
  };
}

function requestedOf(node: NodeState, index: number): number {
  if (index === cpu) return node.nonZeroCpu;
  return index === memory ? node.nonZeroMemory : (node.requested[index] ?? 0);
}
