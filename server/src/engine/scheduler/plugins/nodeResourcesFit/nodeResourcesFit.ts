import { atLeast } from '../../../api/version.ts';
import type { Cluster } from '../../cluster.ts';
import type { NodeState } from '../../nodeState.ts';
import type { FilterPlugin, Misfit, NodeFilter, NodeScore, Reason, Remedy, ScorePlugin } from '../../plugin.ts';
import { fits } from '../../plugin.ts';
import type { PodInfo } from '../../podInfo.ts';
import { nodeChanged, podLeft, podShrank } from '../../wakes.ts';
import type { ScoringStrategy } from './scoringStrategy.ts';
import { leastAllocated, scoreByStrategy } from './scoringStrategy.ts';

const tooManyPods: Reason = { text: 'Too many pods' };

/** NodeResourcesFitArgs of a KubeSchedulerConfiguration. */
export interface FitArgs {
  readonly strategy: ScoringStrategy;
  readonly ignoredResources: ReadonlySet<string>;
  readonly ignoredResourceGroups: ReadonlySet<string>;
}

const defaultArgs: FitArgs = {
  strategy: leastAllocated,
  ignoredResources: new Set(),
  ignoredResourceGroups: new Set(),
};

/** Keeps pods from nodes whose free resources do not hold their requests, and scores what is left. Follows kubernetes plugins/noderesources/fit.go. */
export function nodeResourcesFit(args: FitArgs = defaultArgs): FilterPlugin & ScorePlugin {
  return {
    name: 'NodeResourcesFit',
    wakesOn: [
      podLeft(() => true),
      podShrank,
      nodeChanged((node, pod, cluster) => couldHold(node.status?.allocatable, pod, cluster)),
    ],
    filterFor: (pod, cluster) => filterFor(pod, cluster, args),
    scoreFor: (pod, cluster): NodeScore => scoreByStrategy(pod, cluster, args.strategy),
  };
}

function filterFor(pod: PodInfo, cluster: Cluster, args: FitArgs): NodeFilter {
  const misfits = new Map<number, Misfit>();
  const asked: number[] = [];
  const amounts: number[] = [];
  pod.requests.forEach((amount, index) => {
    if (amount === 0 || ignored(cluster.resources.name(index), args)) return;
    asked.push(index);
    amounts.push(amount);
  });
  // Since 1.34 a node that would be too small even when empty is known to be hopeless.
  const seesHopeless = atLeast(cluster.version, '1.34');
  const short = (node: NodeState): Misfit => {
    const full = node.pods.size >= node.allowedPods;
    const hopeless = seesHopeless && isTooSmall(node, asked, amounts);
    const memo = lackingBits(node, asked, amounts) * 4 + (full ? 1 : 0) + (hopeless ? 2 : 0);
    const known = misfits.get(memo);
    if (known !== undefined) return known;
    const insufficient = asked
      .filter((index, i) => (amounts[i] ?? 0) > free(node, index))
      .map((index) => ({ text: `Insufficient ${cluster.resources.name(index)}` }));
    const reasons = full ? [tooManyPods, ...insufficient] : insufficient;
    const misfit: Misfit = { fits: false, reasons, preemptionHelps: !hopeless };
    misfits.set(memo, misfit);
    return misfit;
  };
  return {
    kind: 'check',
    verdict: (node) => {
      if (node.pods.size >= node.allowedPods) return short(node);
      const { allocatable, requested } = node;
      for (let i = 0; i < asked.length; i++) {
        const index = asked[i] ?? 0;
        if ((amounts[i] ?? 0) > (allocatable[index] ?? 0) - (requested[index] ?? 0)) return short(node);
      }
      return fits;
    },
    remedies: (node) => remedies(node, asked, amounts, cluster),
  };
}

/** Which of the resources are lacking, as bits: nodes that lack the same share their verdict. */
function lackingBits(node: NodeState, asked: readonly number[], amounts: readonly number[]): number {
  let bits = 0;
  for (let i = 0; i < asked.length; i++) if ((amounts[i] ?? 0) > free(node, asked[i] ?? 0)) bits += 2 ** i;
  return bits;
}

/** Whether the pod would not fit even if the node were empty. */
function isTooSmall({ allocatable }: NodeState, asked: readonly number[], amounts: readonly number[]): boolean {
  for (let i = 0; i < asked.length; i++) if ((amounts[i] ?? 0) > (allocatable[asked[i] ?? 0] ?? 0)) return true;
  return false;
}

function free(node: NodeState, index: number): number {
  return (node.allocatable[index] ?? 0) - (node.requested[index] ?? 0);
}

function remedies(
  node: NodeState,
  asked: readonly number[],
  amounts: readonly number[],
  cluster: Cluster,
): readonly Remedy[] {
  const missing: Remedy[] = [];
  if (node.pods.size >= node.allowedPods)
    missing.push({ kind: 'resource', subject: 'pods', short: node.pods.size + 1 - node.allowedPods });
  for (const [i, index] of asked.entries()) {
    const short = (amounts[i] ?? 0) - free(node, index);
    if (short > 0) missing.push({ kind: 'resource', subject: cluster.resources.name(index), short });
  }
  return missing;
}

function ignored(name: string, { ignoredResources, ignoredResourceGroups }: FitArgs): boolean {
  if (ignoredResources.size === 0 && ignoredResourceGroups.size === 0) return false;
  return ignoredResources.has(name) || ignoredResourceGroups.has(name.split('/')[0] ?? '');
}

function couldHold(
  allocatable: Parameters<Cluster['resources']['amounts']>[0],
  pod: PodInfo,
  { resources }: Cluster,
): boolean {
  const amounts = resources.amounts(allocatable);
  return pod.requests.every((amount, index) => amount <= (amounts[index] ?? 0));
}
