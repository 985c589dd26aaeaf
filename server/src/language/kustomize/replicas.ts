import type { Transform } from './built.ts';
import { withField } from './built.ts';
import { listOf, mapOf } from './kustomization.ts';

const scaled = new Set(['Deployment', 'ReplicaSet', 'StatefulSet', 'ReplicationController']);

/** `replicas`: a workload of that name (as it was called before prefixes) has so many. */
export const replicas: Transform = (kustomization, objects) => {
  const counts = new Map(listOf(kustomization['replicas']).map((item) => [mapOf(item)['name'], mapOf(item)['count']]));
  if (counts.size === 0) return objects;
  return objects.map((built) => {
    const count = counts.get(built.called ?? built.object.metadata.name) ?? counts.get(built.object.metadata.name);
    return scaled.has(built.object.kind) && typeof count === 'number'
      ? { ...built, object: withField(built.object, ['spec', 'replicas'], count) }
      : built;
  });
};
