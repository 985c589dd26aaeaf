import { type GroupKind, groupKind } from '../key.ts';
import type { ApiObject } from '../meta.ts';
import type { KubernetesVersion } from '../version.ts';
import * as autoscaling from './autoscaling.ts';
import * as batch from './batch.ts';
import * as cluster from './cluster.ts';
import { type Draft, draftOf } from './draft.ts';
import * as extensions from './extensions.ts';
import * as networking from './networking.ts';
import { defaultPod, defaultPodTemplate } from './pod.ts';
import { canonicalQuantities } from './quantities.ts';
import * as rbac from './rbac.ts';
import * as storage from './storage.ts';
import * as workloads from './workloads.ts';

/** Fills the defaults of one kind into a copy of the object. */
export type Defaulter = (object: Draft, version: KubernetesVersion) => void;

const defaulters = new Map<GroupKind, Defaulter>([
  ['Pod', defaultPod],
  ['PodTemplate', (object) => defaultPodTemplate(object, 'template')],
  ['ReplicationController', workloads.replicationController],
  ['ReplicaSet.apps', workloads.replicaSet],
  ['Deployment.apps', workloads.deployment],
  ['StatefulSet.apps', workloads.statefulSet],
  ['DaemonSet.apps', workloads.daemonSet],
  ['Job.batch', batch.job],
  ['CronJob.batch', batch.cronJob],
  ['HorizontalPodAutoscaler.autoscaling', autoscaling.horizontalPodAutoscaler],
  ['Service', networking.service],
  ['Endpoints', networking.endpoints],
  ['EndpointSlice.discovery.k8s.io', networking.endpointSlice],
  ['NetworkPolicy.networking.k8s.io', networking.networkPolicy],
  ['Ingress.networking.k8s.io', () => undefined],
  ['IngressClass.networking.k8s.io', networking.ingressClass],
  ['PersistentVolumeClaim', storage.persistentVolumeClaim],
  ['PersistentVolume', storage.persistentVolume],
  ['StorageClass.storage.k8s.io', storage.storageClass],
  ['CSIDriver.storage.k8s.io', storage.csiDriver],
  ['ConfigMap', () => undefined],
  ['Secret', cluster.secret],
  ['ServiceAccount', () => undefined],
  ['Namespace', cluster.namespace],
  ['Node', cluster.node],
  ['LimitRange', cluster.limitRange],
  ['ResourceQuota', () => undefined],
  ['PriorityClass.scheduling.k8s.io', cluster.priorityClass],
  ['PodDisruptionBudget.policy', () => undefined],
  ['Role.rbac.authorization.k8s.io', () => undefined],
  ['ClusterRole.rbac.authorization.k8s.io', () => undefined],
  ['RoleBinding.rbac.authorization.k8s.io', rbac.binding],
  ['ClusterRoleBinding.rbac.authorization.k8s.io', rbac.binding],
  ['ValidatingWebhookConfiguration.admissionregistration.k8s.io', extensions.webhookConfiguration],
  ['MutatingWebhookConfiguration.admissionregistration.k8s.io', extensions.webhookConfiguration],
  ['ValidatingAdmissionPolicy.admissionregistration.k8s.io', extensions.admissionPolicy],
  ['APIService.apiregistration.k8s.io', extensions.apiService],
]);

/**
 * The object as the API server decodes it and fills in the defaults of its kind; a copy, the argument stays. Unknown kinds come back as they are.
 * What the API server adds on create for other reasons (a Job's selector, a Service's addresses, status) is the store's doing.
 */
export function applyDefaults(object: ApiObject, version: KubernetesVersion): ApiObject {
  if (typeof object.apiVersion !== 'string' || typeof object.kind !== 'string') return object;
  const kind = groupKind(object.apiVersion, object.kind);
  if (kind === 'CustomResourceDefinition.apiextensions.k8s.io') return extensions.customResourceDefinition(object);
  const defaulter = defaulters.get(kind);
  if (defaulter === undefined) return object;
  const draft = draftOf(object);
  canonicalQuantities(draft);
  defaulter(draft, version);
  return draft as unknown as ApiObject;
}
