import type { Labels } from '../api/meta.ts';
import type { NodeSelectorTerm } from '../api/pod.ts';
import type { Requirement } from '../api/selector.ts';
import { matchesRequirement, requirementOf } from '../api/selector.ts';
import type { NodeState } from './nodeState.ts';
import type { PodInfo } from './podInfo.ts';

/** Asks whether a node has what a term of a node affinity wants. */
export type NodeTest = (node: NamedLabels) => boolean;

export type NamedLabels = Pick<NodeState, 'name' | 'labels'>;

/**
 * spec.nodeSelector and the required node affinity together; undefined where the pod has neither.
 * Follows kubernetes component-helpers/scheduling/corev1/nodeaffinity.
 */
export function requiredNodes({ pod }: PodInfo): NodeTest | undefined {
  const selector = Object.entries(pod.spec.nodeSelector ?? {});
  const required = pod.spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  if (selector.length === 0 && !required) return undefined;
  const affinity = anyTerm(required?.nodeSelectorTerms ?? []);
  return (node) => selector.every(([key, value]) => node.labels[key] === value) && (!required || affinity(node));
}

/** Whether one of the terms matches. */
export function anyTerm(terms: readonly NodeSelectorTerm[]): NodeTest {
  const tests = terms.flatMap((term) => termTest(term) ?? []);
  return (node) => tests.some((matches) => matches(node));
}

/** A term matches when all its expressions and fields do; an empty one matches nothing (undefined). */
export function termTest(term: NodeSelectorTerm): NodeTest | undefined {
  const labels = (term.matchExpressions ?? []).map(requirementOf);
  const fields = (term.matchFields ?? []).map(requirementOf);
  if (labels.length + fields.length === 0) return undefined;
  return (node) => holds(labels, node.labels) && holds(fields, { 'metadata.name': node.name });
}

/** The only nodes a pod can go to when every term of its required affinity names them by field; undefined: any. */
export function namedNodes({ pod }: PodInfo): ReadonlySet<string> | undefined {
  const terms =
    pod.spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  if (terms.length === 0) return undefined;
  const names = new Set<string>();
  for (const term of terms) {
    const lists = (term.matchFields ?? [])
      .filter(({ key, operator }) => key === 'metadata.name' && operator === 'In')
      .map(({ values }) => values ?? []);
    const [first, ...rest] = lists;
    if (first === undefined) return undefined;
    for (const name of first) if (rest.every((list) => list.includes(name))) names.add(name);
  }
  return names;
}

function holds(requirements: readonly (Requirement | undefined)[], labels: Labels): boolean {
  for (const requirement of requirements)
    if (requirement === undefined || !matchesRequirement(requirement, labels)) return false;
  return true;
}
