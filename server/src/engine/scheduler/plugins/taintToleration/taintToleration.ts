import type { Taint } from '../../../api/node.ts';
import { atLeast } from '../../../api/version.ts';
import type { FilterPlugin, Misfit, NodeFilter, NodeScore, ScorePlugin } from '../../plugin.ts';
import { fits, misfit, normaliseByMax, skip } from '../../plugin.ts';
import { repelling, tolerates, untolerated } from '../../tolerations.ts';
import { nodeChanged } from '../../wakes.ts';

const unnamed = misfit('node(s) had untolerated taint(s)', false);

/** Keeps pods from nodes with taints they do not tolerate, and prefers nodes with few such PreferNoSchedule taints. Follows kubernetes plugins/tainttoleration. */
export const taintToleration: FilterPlugin & ScorePlugin = {
  name: 'TaintToleration',
  wakesOn: [
    nodeChanged((node, { pod }) => untolerated(node.spec?.taints ?? [], pod.spec.tolerations, repelling) === undefined),
  ],
  filterFor(pod, cluster): NodeFilter {
    if (cluster.tainted === 0) return skip;
    const tolerations = pod.pod.spec.tolerations;
    // The key and value of the taint were part of the text until 1.34.
    const textOf = atLeast(cluster.version, '1.35') ? () => unnamed : namedReasons();
    return {
      kind: 'check',
      verdict: (node) => {
        if (node.taints.length === 0) return fits;
        const taint = untolerated(node.taints, tolerations, repelling);
        return taint === undefined ? fits : textOf(taint);
      },
      remedies: (node) =>
        node.taints
          .filter((taint) => repelling.includes(taint.effect) && !tolerates(tolerations, taint))
          .map((taint) => ({ kind: 'toleration', subject: `${keyAndValue(taint)}:${taint.effect}` })),
    };
  },
  scoreFor(pod, cluster): NodeScore {
    const tolerations = pod.pod.spec.tolerations?.filter(
      ({ effect }) => effect === undefined || effect === '' || effect === 'PreferNoSchedule',
    );
    const intolerable = (taint: Taint): boolean =>
      taint.effect === 'PreferNoSchedule' && !tolerates(tolerations, taint);
    return {
      score: cluster.tainted === 0 ? () => 0 : (node) => node.taints.filter(intolerable).length,
      normalise: (scores, nodes) => normaliseByMax(scores, nodes.length, true),
    };
  },
};

function namedReasons(): (taint: Taint) => Misfit {
  const reasons = new Map<string, Misfit>();
  return (taint) => {
    const text = `node(s) had untolerated taint {${taint.key}: ${taint.value ?? ''}}`;
    const known = reasons.get(text) ?? misfit(text, false);
    reasons.set(text, known);
    return known;
  };
}

function keyAndValue({ key, value }: Taint): string {
  return value ? `${key}=${value}` : key;
}
