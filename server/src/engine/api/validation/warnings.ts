import { type GroupKind, groupKind } from '../key.ts';
import type { ApiObject } from '../meta.ts';
import type { KubernetesVersion } from '../version.ts';
import { type Fields, objectAt, textAt } from './read.ts';
import {
  claimWarnings,
  ingressWarnings,
  nodeWarnings,
  storageClassWarnings,
  volumeWarnings,
} from './warnings/cluster.ts';
import { endpointsWarnings, networkPolicyWarnings, sliceWarnings } from './warnings/networking.ts';
import { podNameWarnings, podWarnings } from './warnings/pod.ts';
import { serviceWarnings } from './warnings/service.ts';
import { cronJobWarnings, jobWarnings, lastingNameWarnings, statefulSetWarnings } from './warnings/workloads.ts';

/** What the API server warns of in an object of one kind; `old` is undefined on create. */
export type Warner = (object: Fields, old: Fields | undefined, version: KubernetesVersion) => readonly string[];

const template: Warner = (object, _old, version) =>
  podWarnings(objectAt(objectAt(object, 'spec'), 'template'), 'spec.template', version);

const warners: ReadonlyMap<GroupKind, readonly Warner[]> = new Map<GroupKind, readonly Warner[]>([
  ['Pod', [podNameWarnings, (object, _old, version) => podWarnings(object, '', version)]],
  ['PodTemplate', [(object, _old, version) => podWarnings(objectAt(object, 'template'), 'template', version)]],
  ['ReplicationController', [lastingNameWarnings, template]],
  ['ReplicaSet.apps', [lastingNameWarnings, template]],
  ['Deployment.apps', [lastingNameWarnings, template]],
  ['DaemonSet.apps', [template]],
  ['StatefulSet.apps', [template, statefulSetWarnings]],
  ['Job.batch', [lastingNameWarnings, template, jobWarnings]],
  ['CronJob.batch', [lastingNameWarnings, cronJobWarnings]],
  ['Service', [serviceWarnings]],
  ['Endpoints', [endpointsWarnings]],
  ['EndpointSlice.discovery.k8s.io', [sliceWarnings]],
  ['NetworkPolicy.networking.k8s.io', [networkPolicyWarnings]],
  ['Ingress.networking.k8s.io', [ingressWarnings]],
  ['PersistentVolumeClaim', [claimWarnings]],
  ['PersistentVolume', [volumeWarnings]],
  ['StorageClass.storage.k8s.io', [storageClassWarnings]],
  ['Node', [nodeWarnings]],
]);

/** The warnings that the API server sends with its answer to a create (`old` undefined) or an update, in its order. */
export function warningsFor(
  object: ApiObject,
  old: ApiObject | undefined,
  version: KubernetesVersion,
): readonly string[] {
  const apiVersion = textAt(object, 'apiVersion');
  const kind = textAt(object, 'kind');
  if (!apiVersion || !kind) return [];
  return (warners.get(groupKind(apiVersion, kind)) ?? []).flatMap((warner) => warner(object, old, version));
}
