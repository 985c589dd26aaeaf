import { controllerOf } from '../../api/meta.ts';
import type { Pod } from '../../api/pod.ts';
import { isActive } from '../../api/pod.ts';
import { matchesLabelSelector } from '../../api/selector.ts';
import type { ReplicaSet } from '../../api/workloads.ts';
import type { StoreView } from '../../store/view.ts';
import type { Controller } from '../controller.ts';
import type { Creations, Replicated, Replication } from '../replication.ts';
import { replicationWatches, syncReplicated } from '../replication.ts';
import type { RankOf } from '../victims.ts';

/** Keeps as many pods as a ReplicaSet asks for; follows kubernetes pkg/controller/replicaset. */
export function replicaSetController(): Controller {
  const creations: Creations = new Map();
  return {
    name: 'replicaset-controller',
    watches: replicationWatches(replication, 'apps/v1'),
    reconcile: (key, context) => syncReplicated(replication, creations, key, context),
  };
}

const replication: Replication = {
  kind: 'ReplicaSet.apps',
  selects: (owner, labels) => matchesLabelSelector((owner as ReplicaSet).spec?.selector, labels),
  rankOf: relatedPodsOnNode,
};

/** Counts the active pods of all ReplicaSets of the same owner, node by node: where a rollout has doubled up, one goes first. */
function relatedPodsOnNode(owner: Replicated, view: StoreView): RankOf {
  const controller = controllerOf(owner);
  if (controller === undefined) return () => 0;
  const related = new Set<Pod>();
  for (const sibling of view.controlledBy(controller.uid, 'ReplicaSet.apps') as readonly ReplicaSet[]) {
    const selector = sibling.spec?.selector;
    for (const pod of view.podsWithLabels(sibling.metadata.namespace ?? '', selector?.matchLabels ?? {}))
      if (isActive(pod) && matchesLabelSelector(selector, pod.metadata.labels)) related.add(pod);
  }
  const counts = new Map<string, number>();
  for (const { spec } of related) counts.set(spec.nodeName ?? '', (counts.get(spec.nodeName ?? '') ?? 0) + 1);
  return (pod) => counts.get(pod.spec.nodeName ?? '') ?? 0;
}
