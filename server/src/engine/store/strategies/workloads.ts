import type { GroupKind } from '../../api/key.ts';
import type { ApiObject } from '../../api/meta.ts';
import { equal } from '../../equal.ts';
import { ok } from '../../result.ts';
import type { Strategy, StrategyFactory } from '../strategy.ts';

/** What a new workload's status is, whatever the request said; follows kubernetes pkg/registry/apps and pkg/registry/core/replicationcontroller. */
export const workloadStrategies: readonly StrategyFactory[] = [
  () => ({ ...withStatus('Deployment.apps', {}), statusKeepsAnnotations: true, annotationsStartGenerations: true }),
  () => withStatus('ReplicaSet.apps', { replicas: 0 }),
  () => ({ ...withStatus('ReplicationController', { replicas: 0 }), orphansByDefault: true }),
  () => withStatus('StatefulSet.apps', { replicas: 0, availableReplicas: 0 }),
  daemonSetStrategy,
];

function withStatus(kind: GroupKind, status: Readonly<Record<string, number>>): Strategy {
  return {
    kind,
    prepareForCreate: (object: ApiObject) => ok({ ...object, status }),
  };
}

const templateGeneration = 'deprecated.daemonset.template.generation';

/** A DaemonSet counts its templates in an annotation; follows kubernetes pkg/registry/apps/daemonset/strategy.go. */
function daemonSetStrategy(): Strategy {
  const status = { currentNumberScheduled: 0, desiredNumberScheduled: 0, numberMisscheduled: 0, numberReady: 0 };
  return {
    kind: 'DaemonSet.apps',
    prepareForCreate: (object) => ok({ ...withGeneration(object, 1), status }),
    prepareForUpdate: (next, old) => {
      const before = Number(old.metadata.annotations?.[templateGeneration] ?? 0);
      return ok(withGeneration(next, equal(templateOf(next), templateOf(old)) ? before : before + 1));
    },
  };
}

function templateOf(object: ApiObject): unknown {
  return (object['spec'] as { readonly template?: unknown } | undefined)?.template;
}

function withGeneration(object: ApiObject, generation: number): ApiObject {
  const annotations = { ...object.metadata.annotations, [templateGeneration]: String(generation) };
  return { ...object, metadata: { ...object.metadata, annotations } };
}
