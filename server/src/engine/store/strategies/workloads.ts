import type { GroupKind } from '../../api/key.ts';
import type { ApiObject } from '../../api/meta.ts';
import { ok } from '../../result.ts';
import type { Strategy, StrategyFactory } from '../strategy.ts';

/** What a new workload's status is, whatever the request said; follows kubernetes pkg/registry/apps and pkg/registry/core/replicationcontroller. */
export const workloadStrategies: readonly StrategyFactory[] = [
  () => ({ ...withStatus('Deployment.apps', {}), statusKeepsAnnotations: true, annotationsStartGenerations: true }),
  () => withStatus('ReplicaSet.apps', { replicas: 0 }),
  () => ({ ...withStatus('ReplicationController', { replicas: 0 }), orphansByDefault: true }),
  () => withStatus('StatefulSet.apps', { replicas: 0, availableReplicas: 0 }),
  () =>
    withStatus('DaemonSet.apps', {
      currentNumberScheduled: 0,
      desiredNumberScheduled: 0,
      numberMisscheduled: 0,
      numberReady: 0,
    }),
];

function withStatus(kind: GroupKind, status: Readonly<Record<string, number>>): Strategy {
  return {
    kind,
    prepareForCreate: (object: ApiObject) => ok({ ...object, status }),
  };
}
