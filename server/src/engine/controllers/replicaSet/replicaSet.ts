import type { Labels } from '../../api/meta.ts';
import { matchesLabelSelector } from '../../api/selector.ts';
import type { ReplicaSet } from '../../api/workloads.ts';
import type { Controller } from '../controller.ts';
import type { Replicated, Replication } from '../replication.ts';
import { noReplications, replicationWatches, syncReplicated } from '../replication.ts';
import { RelatedPods } from './relatedPods.ts';

/** Keeps as many pods as a ReplicaSet asks for; follows kubernetes pkg/controller/replicaset. */
export function replicaSetController(): Controller {
  const known = noReplications();
  const related = new RelatedPods();
  const replication: Replication = {
    kind: 'ReplicaSet.apps',
    selects,
    rankOf: (owner, view) => related.rankOf(owner, view),
  };
  return {
    name: 'replicaset-controller',
    watches: replicationWatches(replication, 'apps/v1'),
    reconcile: (key, context) => syncReplicated(replication, known, key, context),
  };
}

function selects(owner: Replicated, labels: Labels | undefined): boolean {
  return matchesLabelSelector((owner as ReplicaSet).spec?.selector, labels);
}
