import { matchesLabels } from '../../api/selector.ts';
import type { ReplicationController } from '../../api/workloads.ts';
import type { Controller } from '../controller.ts';
import type { Replication } from '../replication.ts';
import { noReplications, replicationWatches, syncReplicated } from '../replication.ts';

/** Keeps as many pods as a ReplicationController asks for; follows kubernetes pkg/controller/replication. */
export function replicationController(): Controller {
  const known = noReplications();
  return {
    name: 'replication-controller',
    watches: replicationWatches(replication, 'v1'),
    reconcile: (key, context) => syncReplicated(replication, known, key, context),
  };
}

const replication: Replication = {
  kind: 'ReplicationController',
  selects: (owner, labels) => {
    const selector = (owner as ReplicationController).spec?.selector;
    return selector !== undefined && Object.keys(selector).length > 0 && matchesLabels(selector, labels);
  },
  // It has no siblings to count.
  rankOf: () => () => 0,
};
