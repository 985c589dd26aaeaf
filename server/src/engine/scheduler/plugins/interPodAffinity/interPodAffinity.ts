import type { Pod } from '../../../api/pod.ts';
import type { Cluster } from '../../cluster.ts';
import type { FilterPlugin, NodeFilter, NodeScore, ScorePlugin } from '../../plugin.ts';
import type { AffinityTerm, PodInfo } from '../../podInfo.ts';
import { nodeChanged, podCame, podLeft } from '../../wakes.ts';
import { filterByAffinity } from './filter.ts';
import type { InterPodAffinityArgs } from './score.ts';
import { scoreByAffinity } from './score.ts';

const defaultArgs: InterPodAffinityArgs = { hardPodAffinityWeight: 1, ignorePreferredTermsOfExistingPods: false };

/** Places pods near the pods they want to be near and away from those they do not, and the other way round. Follows kubernetes plugins/interpodaffinity. */
export function interPodAffinity(args: InterPodAffinityArgs = defaultArgs): FilterPlugin & ScorePlugin {
  return {
    name: 'InterPodAffinity',
    wakesOn: [
      podCame((came, waiting, cluster) => matchesAny(waiting.requiredAffinity, came, cluster)),
      podLeft(
        (left, waiting, cluster) =>
          matchesAny(waiting.requiredAntiAffinity, left, cluster) || keptAway(waiting, left, cluster),
      ),
      nodeChanged((node, { requiredAffinity, requiredAntiAffinity }) =>
        [...requiredAffinity, ...requiredAntiAffinity].some(
          ({ topologyKey }) => node.metadata.labels?.[topologyKey] !== undefined,
        ),
      ),
    ],
    filterFor: (pod, cluster): NodeFilter => filterByAffinity(pod, cluster),
    scoreFor: (pod, cluster): NodeScore | undefined => scoreByAffinity(pod, cluster, args),
  };
}

function matchesAny(terms: readonly AffinityTerm[], pod: Pod, cluster: Cluster): boolean {
  if (terms.length === 0) return false;
  const info = cluster.info(pod);
  return terms.some((term) => term.matches(info, cluster));
}

/** Whether the pod that left did not want the waiting one near. */
function keptAway(waiting: PodInfo, left: Pod, cluster: Cluster): boolean {
  if (left.spec.affinity?.podAntiAffinity === undefined) return false;
  return cluster.info(left).requiredAntiAffinity.some((term) => term.matches(waiting, cluster));
}
