import { type GroupKind, groupKind } from '../key.ts';
import { kindInfo } from '../kinds.ts';
import type { ApiObject } from '../meta.ts';
import { dns1123Subdomain, type NameFormat } from '../names.ts';
import type { Cause } from '../status.ts';
import { atLeast, type KubernetesVersion } from '../version.ts';
import type { Causes } from './causes.ts';
import type { KindRules } from './kindRules.ts';
import { horizontalPodAutoscaler } from './kinds/autoscaling.ts';
import { namespace, node, priorityClass, runtimeClass } from './kinds/cluster.ts';
import { configMap, secret, serviceAccount } from './kinds/config.ts';
import { customResourceDefinition } from './kinds/customResourceDefinition.ts';
import { endpointSlice, endpoints } from './kinds/endpoints.ts';
import { ingress, ingressClass } from './kinds/ingress.ts';
import { cronJob, job } from './kinds/jobs.ts';
import { networkPolicy } from './kinds/networkPolicy.ts';
import { podDisruptionBudget } from './kinds/policy.ts';
import { limitRange, resourceQuota } from './kinds/quota.ts';
import { clusterRole, clusterRoleBinding, role, roleBinding } from './kinds/rbac.ts';
import { service } from './kinds/service.ts';
import { persistentVolume, persistentVolumeClaim, storageClass } from './kinds/storage.ts';
import {
  daemonSet,
  deployment,
  podTemplate,
  replicaSet,
  replicationController,
  statefulSet,
} from './kinds/workloads.ts';
import { validateObjectMeta } from './objectMeta.ts';
import { validateObjectMetaUpdate } from './objectMetaUpdate.ts';
import { validatePod } from './pod/pod.ts';
import { validatePodUpdate } from './pod/podUpdate.ts';
import { type Fields, textAt } from './read.ts';

const rules: ReadonlyMap<GroupKind, KindRules> = new Map<GroupKind, KindRules>([
  ['PodTemplate', podTemplate],
  ['ReplicationController', replicationController],
  ['ReplicaSet.apps', replicaSet],
  ['Deployment.apps', deployment],
  ['StatefulSet.apps', statefulSet],
  ['DaemonSet.apps', daemonSet],
  ['Job.batch', job],
  ['CronJob.batch', cronJob],
  ['Service', service],
  ['Endpoints', endpoints],
  ['EndpointSlice.discovery.k8s.io', endpointSlice],
  ['Ingress.networking.k8s.io', ingress],
  ['IngressClass.networking.k8s.io', ingressClass],
  ['NetworkPolicy.networking.k8s.io', networkPolicy],
  ['ConfigMap', configMap],
  ['Secret', secret],
  ['ServiceAccount', serviceAccount],
  ['PersistentVolumeClaim', persistentVolumeClaim],
  ['PersistentVolume', persistentVolume],
  ['StorageClass.storage.k8s.io', storageClass],
  ['PodDisruptionBudget.policy', podDisruptionBudget],
  ['HorizontalPodAutoscaler.autoscaling', horizontalPodAutoscaler],
  ['ResourceQuota', resourceQuota],
  ['LimitRange', limitRange],
  ['PriorityClass.scheduling.k8s.io', priorityClass],
  ['RuntimeClass.node.k8s.io', runtimeClass],
  ['Namespace', namespace],
  ['Node', node],
  ['Role.rbac.authorization.k8s.io', role],
  ['ClusterRole.rbac.authorization.k8s.io', clusterRole],
  ['RoleBinding.rbac.authorization.k8s.io', roleBinding],
  ['ClusterRoleBinding.rbac.authorization.k8s.io', clusterRoleBinding],
  ['CustomResourceDefinition.apiextensions.k8s.io', customResourceDefinition],
]);

/** Whether there are rules of this kind's own; of others only the metadata is judged. */
export function judgesKind(kind: GroupKind): boolean {
  return kind === 'Pod' || rules.has(kind);
}

/**
 * Everything the API server would refuse in a *defaulted* object on create, in its order and words. What it fills in itself before it
 * validates (a Job's selector, a Service's addresses, the namespace) may be missing. Fields of a wrong type are left to the decoder.
 */
export function validateCreate(object: ApiObject, version: KubernetesVersion): readonly Cause[] {
  const errors: Causes = [];
  const kind = kindOf(object);
  if (kind === 'Pod') {
    validatePod(object, version, errors);
    return errors;
  }
  const own = rules.get(kind);
  const namespaced = kindInfo(kind)?.namespaced;
  if (namespaced === undefined) return errors;
  const meta = {
    format: formatOf(own, version),
    namespaced,
    qualifiedFinalizers: own?.qualifiedFinalizers ?? false,
  };
  validateObjectMeta(object, own === undefined ? { ...meta, format: () => [] } : meta, errors);
  own?.validate(object, version, errors);
  own?.create?.(object, version, errors);
  return errors;
}

function formatOf(own: KindRules | undefined, version: KubernetesVersion): NameFormat {
  const relaxed = own?.relaxed;
  return relaxed !== undefined && atLeast(version, relaxed.since) ? relaxed.name : (own?.name ?? dns1123Subdomain);
}

/** Everything it would refuse in an update of `old` to the defaulted `next` (the rules of create included). */
export function validateUpdate(next: ApiObject, old: ApiObject, version: KubernetesVersion): readonly Cause[] {
  const errors: Causes = [];
  const kind = kindOf(next);
  const own = rules.get(kind);
  validateObjectMetaUpdate(next, old, kind === 'Pod' || own?.qualifiedFinalizers === true, errors);
  if (kind === 'Pod') validatePodUpdate(next, old, version, errors);
  own?.update?.(next, old, version, errors);
  own?.validate(next, version, errors);
  return errors;
}

/** The kind, or '' where an object does not say it as it must. */
function kindOf(object: Fields): GroupKind {
  const apiVersion = textAt(object, 'apiVersion');
  const kind = textAt(object, 'kind');
  return apiVersion && kind ? groupKind(apiVersion, kind) : '';
}
