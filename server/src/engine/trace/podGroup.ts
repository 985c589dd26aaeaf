import { groupKind, type Key, key } from '../api/key.ts';
import type { ApiObject } from '../api/meta.ts';
import { controllerOf } from '../api/meta.ts';

/** Names the pods that are alike: those of one ReplicaSet, or of one revision of a StatefulSet or DaemonSet (`…/web@7d4f`); '' for a bare pod. */
export function groupKeyOf(pod: ApiObject): Key {
  const owner = controllerOf(pod);
  if (owner === undefined) return '';
  const direct = key(groupKind(owner.apiVersion, owner.kind), pod.metadata.namespace ?? '', owner.name);
  const revision = pod.metadata.labels?.['controller-revision-hash'];
  return revision === undefined ? direct : `${direct}@${revision}`;
}
