import { atLeast } from '../../../api/version.ts';
import type { NodeState } from '../../nodeState.ts';
import type { NodeScore, ScorePlugin } from '../../plugin.ts';
import { maxNodeScore } from '../../plugin.ts';
import { ephemeralStorage } from '../../resources.ts';

/** Prefers nodes whose resources would be used evenly. Follows kubernetes plugins/noderesources/balanced_allocation.go. */
export function nodeResourcesBalancedAllocation(resources: readonly string[] = ['cpu', 'memory']): ScorePlugin {
  return {
    name: 'NodeResourcesBalancedAllocation',
    scoreFor(pod, cluster): NodeScore | undefined {
      const asked = resources
        .map((name) => cluster.resources.index(name))
        .map((index) => ({ index, amount: pod.requests[index] ?? 0 }));
      if (asked.every(({ amount }) => amount === 0)) return undefined;
      // A scalar resource that the pod does not ask for has no say.
      const parts = asked.filter(({ index, amount }) => index <= ephemeralStorage || amount > 0);
      if (!atLeast(cluster.version, '1.36')) return { score: (node) => evenness(node, parts, 1) };
      const half = maxNodeScore / 2;
      return { score: (node) => half + Math.trunc((half + evenness(node, parts, 1) - evenness(node, parts, 0)) / 2) };
    },
  };
}

interface Part {
  readonly index: number;
  readonly amount: number;
}

/** 100 · (1 − standard deviation of the used fractions), truncated; `times` 1 with the pod, 0 without it. */
function evenness(node: NodeState, parts: readonly Part[], times: 0 | 1): number {
  let count = 0;
  let sum = 0;
  let difference = 0;
  for (const part of parts) {
    const fraction = usedFraction(node, part, times);
    if (fraction < 0) continue;
    count++;
    sum += fraction;
    difference = fraction - difference;
  }
  if (count < 2) return maxNodeScore;
  if (count === 2) return Math.trunc((1 - Math.abs(difference / 2)) * maxNodeScore);
  const mean = sum / count;
  let squares = 0;
  for (const part of parts) {
    const fraction = usedFraction(node, part, times);
    if (fraction >= 0) squares += (fraction - mean) * (fraction - mean);
  }
  return Math.trunc((1 - Math.sqrt(squares / count)) * maxNodeScore);
}

/** Negative where the node has none of the resource. */
function usedFraction(node: NodeState, { index, amount }: Part, times: 0 | 1): number {
  const capacity = node.allocatable[index] ?? 0;
  if (capacity === 0) return -1;
  return Math.min(1, ((node.requested[index] ?? 0) + times * amount) / capacity);
}
