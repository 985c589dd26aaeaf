import type { GroupKind } from './key.ts';
import { groupKind } from './key.ts';

/** What the API server knows of a kind besides its schema. */
export interface KindInfo {
  readonly apiVersion: string;
  readonly kind: string;
  readonly plural: string;
  readonly singular: string;
  readonly shortNames: readonly string[];
  readonly namespaced: boolean;
  readonly categories: readonly string[];
}

/** Every built-in kind, the preferred version of a group first, in the order of `kubectl api-resources`. CustomResourceDefinitions add to it at run time. */
export const builtinKinds: readonly KindInfo[] = [
  of('v1', 'Binding', 'bindings'),
  of('v1', 'ConfigMap', 'configmaps', 'cm'),
  of('v1', 'Endpoints', 'endpoints', 'ep'),
  of('v1', 'Event', 'events', 'ev'),
  of('v1', 'LimitRange', 'limitranges', 'limits'),
  cluster('v1', 'Namespace', 'namespaces', 'ns'),
  cluster('v1', 'Node', 'nodes', 'no'),
  of('v1', 'PersistentVolumeClaim', 'persistentvolumeclaims', 'pvc'),
  cluster('v1', 'PersistentVolume', 'persistentvolumes', 'pv'),
  inAll(of('v1', 'Pod', 'pods', 'po')),
  of('v1', 'PodTemplate', 'podtemplates'),
  inAll(of('v1', 'ReplicationController', 'replicationcontrollers', 'rc')),
  of('v1', 'ResourceQuota', 'resourcequotas', 'quota'),
  of('v1', 'Secret', 'secrets'),
  of('v1', 'ServiceAccount', 'serviceaccounts', 'sa'),
  inAll(of('v1', 'Service', 'services', 'svc')),
  cluster('admissionregistration.k8s.io/v1', 'MutatingWebhookConfiguration', 'mutatingwebhookconfigurations'),
  cluster('admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicy', 'validatingadmissionpolicies'),
  cluster('admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicyBinding', 'validatingadmissionpolicybindings'),
  cluster('admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration', 'validatingwebhookconfigurations'),
  cluster('apiextensions.k8s.io/v1', 'CustomResourceDefinition', 'customresourcedefinitions', 'crd', 'crds'),
  cluster('apiregistration.k8s.io/v1', 'APIService', 'apiservices'),
  of('apps/v1', 'ControllerRevision', 'controllerrevisions'),
  inAll(of('apps/v1', 'DaemonSet', 'daemonsets', 'ds')),
  inAll(of('apps/v1', 'Deployment', 'deployments', 'deploy')),
  inAll(of('apps/v1', 'ReplicaSet', 'replicasets', 'rs')),
  inAll(of('apps/v1', 'StatefulSet', 'statefulsets', 'sts')),
  cluster('authentication.k8s.io/v1', 'SelfSubjectReview', 'selfsubjectreviews'),
  cluster('authentication.k8s.io/v1', 'TokenReview', 'tokenreviews'),
  of('authorization.k8s.io/v1', 'LocalSubjectAccessReview', 'localsubjectaccessreviews'),
  cluster('authorization.k8s.io/v1', 'SelfSubjectAccessReview', 'selfsubjectaccessreviews'),
  cluster('authorization.k8s.io/v1', 'SelfSubjectRulesReview', 'selfsubjectrulesreviews'),
  cluster('authorization.k8s.io/v1', 'SubjectAccessReview', 'subjectaccessreviews'),
  inAll(of('autoscaling/v2', 'HorizontalPodAutoscaler', 'horizontalpodautoscalers', 'hpa')),
  inAll(of('autoscaling/v1', 'HorizontalPodAutoscaler', 'horizontalpodautoscalers', 'hpa')),
  inAll(of('batch/v1', 'CronJob', 'cronjobs', 'cj')),
  inAll(of('batch/v1', 'Job', 'jobs')),
  cluster('certificates.k8s.io/v1', 'CertificateSigningRequest', 'certificatesigningrequests', 'csr'),
  of('coordination.k8s.io/v1', 'Lease', 'leases'),
  of('discovery.k8s.io/v1', 'EndpointSlice', 'endpointslices'),
  of('events.k8s.io/v1', 'Event', 'events', 'ev'),
  cluster('flowcontrol.apiserver.k8s.io/v1', 'FlowSchema', 'flowschemas'),
  cluster('flowcontrol.apiserver.k8s.io/v1', 'PriorityLevelConfiguration', 'prioritylevelconfigurations'),
  cluster('networking.k8s.io/v1', 'IngressClass', 'ingressclasses'),
  of('networking.k8s.io/v1', 'Ingress', 'ingresses', 'ing'),
  cluster('networking.k8s.io/v1', 'IPAddress', 'ipaddresses', 'ip'),
  of('networking.k8s.io/v1', 'NetworkPolicy', 'networkpolicies', 'netpol'),
  cluster('networking.k8s.io/v1', 'ServiceCIDR', 'servicecidrs'),
  cluster('node.k8s.io/v1', 'RuntimeClass', 'runtimeclasses'),
  of('policy/v1', 'PodDisruptionBudget', 'poddisruptionbudgets', 'pdb'),
  cluster('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', 'clusterrolebindings'),
  cluster('rbac.authorization.k8s.io/v1', 'ClusterRole', 'clusterroles'),
  of('rbac.authorization.k8s.io/v1', 'RoleBinding', 'rolebindings'),
  of('rbac.authorization.k8s.io/v1', 'Role', 'roles'),
  cluster('resource.k8s.io/v1', 'DeviceClass', 'deviceclasses'),
  of('resource.k8s.io/v1', 'ResourceClaim', 'resourceclaims'),
  of('resource.k8s.io/v1', 'ResourceClaimTemplate', 'resourceclaimtemplates'),
  cluster('resource.k8s.io/v1', 'ResourceSlice', 'resourceslices'),
  cluster('scheduling.k8s.io/v1', 'PriorityClass', 'priorityclasses', 'pc'),
  cluster('storage.k8s.io/v1', 'CSIDriver', 'csidrivers'),
  cluster('storage.k8s.io/v1', 'CSINode', 'csinodes'),
  of('storage.k8s.io/v1', 'CSIStorageCapacity', 'csistoragecapacities'),
  cluster('storage.k8s.io/v1', 'StorageClass', 'storageclasses', 'sc'),
  cluster('storage.k8s.io/v1', 'VolumeAttachment', 'volumeattachments'),
];

const byGroupKind = new Map<GroupKind, KindInfo>();
for (const info of builtinKinds) {
  const name = groupKind(info.apiVersion, info.kind);
  if (!byGroupKind.has(name)) byGroupKind.set(name, info);
}

/** The built-in kind, or undefined. */
export function kindInfo(kind: GroupKind): KindInfo | undefined {
  return byGroupKind.get(kind);
}

/** The name the API server uses in messages: `deployments.apps`, `pods`. */
export function resourceName(info: KindInfo): string {
  const slash = info.apiVersion.indexOf('/');
  return slash < 0 ? info.plural : `${info.plural}.${info.apiVersion.slice(0, slash)}`;
}

function of(apiVersion: string, kind: string, plural: string, ...shortNames: string[]): KindInfo {
  return { apiVersion, kind, plural, singular: kind.toLowerCase(), shortNames, namespaced: true, categories: [] };
}

function cluster(apiVersion: string, kind: string, plural: string, ...shortNames: string[]): KindInfo {
  return { ...of(apiVersion, kind, plural, ...shortNames), namespaced: false };
}

function inAll(info: KindInfo): KindInfo {
  return { ...info, categories: ['all'] };
}
