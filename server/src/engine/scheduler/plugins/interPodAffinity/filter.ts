import type { Cluster } from '../../cluster.ts';
import type { NodeState } from '../../nodeState.ts';
import type { NodeFilter, Verdict } from '../../plugin.ts';
import { fits, misfit, skip } from '../../plugin.ts';
import type { AffinityTerm, PodInfo } from '../../podInfo.ts';
import { sumByDomain } from '../../topology.ts';

const affinityRules = misfit("node(s) didn't match pod affinity rules", false);
const antiAffinityRules = misfit("node(s) didn't match pod anti-affinity rules", true);
const existingRules = misfit("node(s) didn't satisfy existing pods anti-affinity rules", true);

/** Pods in the domains of one label. */
interface Domains {
  readonly key: string;
  readonly domainOf: Int32Array;
  readonly pods: Int32Array;
}

/** Required affinity, required anti-affinity, then that of the pods that are there. Follows kubernetes plugins/interpodaffinity/filtering.go. */
export function filterByAffinity(pod: PodInfo, cluster: Cluster): NodeFilter {
  const avoiding = existingPodsAvoiding(pod, cluster);
  const { requiredAffinity, requiredAntiAffinity } = pod;
  if (avoiding.length + requiredAffinity.length + requiredAntiAffinity.length === 0) return skip;
  const wanted = matchingAll(requiredAffinity, cluster);
  const unwanted = requiredAntiAffinity.flatMap((term) => matchingAll([term], cluster));
  // The first pod of a group that wants to be together has nobody to join: it may begin.
  const begins =
    wanted.every(({ pods }) => pods.every((count) => count === 0)) &&
    requiredAffinity.every((term) => term.matches(pod, cluster));
  const lacksKey = (node: NodeState): boolean => wanted.some(({ domainOf }) => (domainOf[node.slot] ?? -1) < 0);
  const isAlone = (node: NodeState): boolean => !begins && wanted.some((domains) => !occupied(domains, node));
  const verdict = (node: NodeState): Verdict => {
    if (lacksKey(node) || isAlone(node)) return affinityRules;
    for (const domains of unwanted) if (occupied(domains, node)) return antiAffinityRules;
    for (const domains of avoiding) if (occupied(domains, node)) return existingRules;
    return fits;
  };
  return {
    kind: 'check',
    readsOtherNodes: true,
    verdict,
    remedies: (node) =>
      wanted
        .filter(({ domainOf }) => (domainOf[node.slot] ?? -1) < 0)
        .map(({ key }) => ({ kind: 'label', subject: key })),
  };
}

/** For each term's topology: the placed pods that match all of the terms. */
function matchingAll(terms: readonly AffinityTerm[], cluster: Cluster): readonly Domains[] {
  if (terms.length === 0) return [];
  const signature = `affinity ${terms.map((term) => term.signature).join(' ')}`;
  const perSlot = cluster.podsPerSlot(signature, (other) => terms.every((term) => term.matches(other, cluster)));
  return terms.map(({ topologyKey }) => domains(topologyKey, perSlot, cluster));
}

/** The domains in which a placed pod's required anti-affinity rejects the pod. */
function existingPodsAvoiding(pod: PodInfo, cluster: Cluster): readonly Domains[] {
  const found: Domains[] = [];
  for (const { term, perSlot } of cluster.terms.of('requiredAntiAffinity'))
    if (term.matches(pod, cluster)) found.push(domains(term.topologyKey, perSlot, cluster));
  return found;
}

function domains(key: string, perSlot: Int32Array, cluster: Cluster): Domains {
  const topology = cluster.topology(key);
  return { key, domainOf: topology.domainOf, pods: sumByDomain(perSlot, topology) };
}

function occupied({ domainOf, pods }: Domains, node: NodeState): boolean {
  const domain = domainOf[node.slot] ?? -1;
  return domain >= 0 && (pods[domain] ?? 0) > 0;
}
