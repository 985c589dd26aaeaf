import type { ApiObject } from '#engine/api/meta.ts';

/** The autoscaling/v1 Scale of an object. */
export function scaled(object: ApiObject): ApiObject {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = object.metadata;
  const spec = object['spec'] as { readonly replicas?: number } | undefined;
  const status = object['status'] as { readonly replicas?: number } | undefined;
  return {
    apiVersion: 'autoscaling/v1',
    kind: 'Scale',
    metadata: JSON.parse(
      JSON.stringify({ name, namespace, uid, resourceVersion, creationTimestamp }),
    ) as ApiObject['metadata'],
    spec: { replicas: spec?.replicas ?? 0 },
    status: { replicas: status?.replicas ?? 0 },
  };
}

/** Kinds that have a scale. */
export const scalableKinds: readonly string[] = ['Deployment', 'ReplicaSet', 'StatefulSet', 'ReplicationController'];
