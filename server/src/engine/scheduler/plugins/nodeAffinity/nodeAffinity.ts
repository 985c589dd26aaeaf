import type { Affinity, NodeSelectorTerm } from '../../../api/pod.ts';
import type { NamedLabels, NodeTest } from '../../nodeSelection.ts';
import { anyTerm, namedNodes, requiredNodes, termTest } from '../../nodeSelection.ts';
import type { FilterPlugin, NodeFilter, NodeScore, Remedy, ScorePlugin } from '../../plugin.ts';
import { fits, misfit, normaliseByMax, skip } from '../../plugin.ts';
import type { PodInfo } from '../../podInfo.ts';
import { nodeChanged } from '../../wakes.ts';

type NodeAffinity = Affinity['nodeAffinity'];

interface PreferredTerm {
  readonly weight: number;
  readonly preference: NodeSelectorTerm;
}

const mismatch = misfit("node(s) didn't match Pod's node affinity/selector", false);

const enforced = misfit("node(s) didn't match scheduler-enforced node affinity", false);

/**
 * Keeps pods on the nodes that nodeSelector and required node affinity select, and prefers those that preferred terms select;
 * `added` is the affinity that a profile gives all of its pods. Follows kubernetes plugins/nodeaffinity.
 */
export function nodeAffinity(added?: NodeAffinity): FilterPlugin & ScorePlugin {
  const addedTerms = added?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
  const addedMatches = addedTerms === undefined ? undefined : anyTerm(addedTerms);
  return {
    name: 'NodeAffinity',
    wakesOn: [
      nodeChanged(
        (node, pod) => requiredNodes(pod)?.({ name: node.metadata.name, labels: node.metadata.labels ?? {} }) ?? true,
      ),
    ],
    filterFor(pod): NodeFilter {
      const matches = requiredNodes(pod);
      if (matches === undefined && addedMatches === undefined) return skip;
      const only = namedNodes(pod);
      if (only?.size === 0) return { kind: 'rejection', reason: { text: 'pod affinity terms conflict' } };
      return {
        kind: 'check',
        ...(only === undefined ? {} : { only }),
        verdict: (node) => {
          if (addedMatches?.(node) === false) return enforced;
          return matches === undefined || matches(node) ? fits : mismatch;
        },
        remedies: (node) => missingLabels(pod, node),
      };
    },
    scoreFor: (pod): NodeScore | undefined => {
      const own = pod.pod.spec.affinity?.nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? [];
      return scoreByTerms([...own, ...(added?.preferredDuringSchedulingIgnoredDuringExecution ?? [])]);
    },
  };
}

function scoreByTerms(preferred: readonly PreferredTerm[]): NodeScore | undefined {
  const terms: { readonly weight: number; readonly matches: NodeTest }[] = [];
  for (const { weight, preference } of preferred) {
    const matches = weight === 0 ? undefined : termTest(preference);
    if (matches !== undefined) terms.push({ weight, matches });
  }
  if (terms.length === 0) return undefined;
  return {
    score: (node) => terms.reduce((sum, { weight, matches }) => sum + (matches(node) ? weight : 0), 0),
    normalise: (scores, nodes) => normaliseByMax(scores, nodes.length, false),
  };
}

function missingLabels({ pod }: PodInfo, node: NamedLabels): readonly Remedy[] {
  const missing: Remedy[] = [];
  for (const [key, value] of Object.entries(pod.spec.nodeSelector ?? {}))
    if (node.labels[key] !== value) missing.push({ kind: 'label', subject: `${key}=${value}` });
  const terms =
    pod.spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  const [term] = terms;
  if (terms.length !== 1 || term === undefined) return missing;
  for (const expression of term.matchExpressions ?? []) {
    if (termTest({ matchExpressions: [expression] })?.(node) !== false) continue;
    const values = expression.values ?? [];
    missing.push({
      kind: 'label',
      subject: `${expression.key} ${expression.operator}${values.length === 0 ? '' : ` (${values.join(', ')})`}`,
    });
  }
  return missing;
}
