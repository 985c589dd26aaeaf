import { atLeast } from '../../../api/version.ts';
import type { NodeState } from '../../nodeState.ts';
import type { NodeScore, ScorePlugin } from '../../plugin.ts';
import { maxNodeScore } from '../../plugin.ts';

/** Prefers nodes whose resources would be used evenly. Follows kubernetes plugins/noderesources/balanced_allocation.go. */
export function nodeResourcesBalancedAllocation(resources: readonly string[] = ['cpu', 'memory']): ScorePlugin {
  return {
    name: 'NodeResourcesBalancedAllocation',
    scoreFor(pod, cluster): NodeScore | undefined {
      const asked = resources.map((name) => {
        const index = cluster.resources.index(name);
        return { index, amount: pod.requests[index] ?? 0 };
      });
      if (asked.every(({ amount }) => amount === 0)) return undefined;
      const balance = (node: NodeState, withPod: 0 | 1): number => {
        const fractions: number[] = [];
        for (const { index, amount } of asked) {
          const capacity = node.allocatable[index] ?? 0;
          // A scalar resource that the pod does not ask for has no say.
          if (capacity === 0 || (index > 2 && amount === 0)) continue;
          fractions.push(Math.min(1, ((node.requested[index] ?? 0) + withPod * amount) / capacity));
        }
        return evenness(fractions);
      };
      if (!atLeast(cluster.version, '1.36')) return { score: (node) => balance(node, 1) };
      const half = maxNodeScore / 2;
      return { score: (node) => half + Math.trunc((half + balance(node, 1) - balance(node, 0)) / 2) };
    },
  };
}

/** 100 · (1 − standard deviation), truncated. */
function evenness(fractions: readonly number[]): number {
  const [first = 0, second = 0] = fractions;
  if (fractions.length === 2) return Math.trunc((1 - Math.abs((first - second) / 2)) * maxNodeScore);
  if (fractions.length < 2) return maxNodeScore;
  const mean = fractions.reduce((sum, fraction) => sum + fraction, 0) / fractions.length;
  const squares = fractions.reduce((sum, fraction) => sum + (fraction - mean) ** 2, 0);
  return Math.trunc((1 - Math.sqrt(squares / fractions.length)) * maxNodeScore);
}
