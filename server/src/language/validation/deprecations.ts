/** An API version that was taken away. Follows the Kubernetes deprecated API migration guide. */
export interface Deprecation {
  readonly apiVersion: string;
  readonly kinds: readonly string[];
  /** The first version that no longer serves it. */
  readonly removedIn: string;
  /** The apiVersion to use instead; undefined where there is none. */
  readonly use?: string;
}

const workloads = ['Deployment', 'DaemonSet', 'ReplicaSet', 'StatefulSet', 'ControllerRevision'];
const rbac = ['Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding'];
const flow = ['FlowSchema', 'PriorityLevelConfiguration'];

export const deprecations: readonly Deprecation[] = [
  removed('extensions/v1beta1', workloads, '1.16', 'apps/v1'),
  removed('extensions/v1beta1', ['NetworkPolicy'], '1.16', 'networking.k8s.io/v1'),
  removed('extensions/v1beta1', ['Ingress'], '1.22', 'networking.k8s.io/v1'),
  removed('extensions/v1beta1', ['PodSecurityPolicy'], '1.16'),
  removed('apps/v1beta1', workloads, '1.16', 'apps/v1'),
  removed('apps/v1beta2', workloads, '1.16', 'apps/v1'),
  removed('networking.k8s.io/v1beta1', ['Ingress', 'IngressClass'], '1.22', 'networking.k8s.io/v1'),
  removed('policy/v1beta1', ['PodDisruptionBudget'], '1.25', 'policy/v1'),
  removed('policy/v1beta1', ['PodSecurityPolicy'], '1.25'),
  removed('batch/v1beta1', ['CronJob'], '1.25', 'batch/v1'),
  removed('batch/v2alpha1', ['CronJob'], '1.21', 'batch/v1'),
  removed('autoscaling/v2beta1', ['HorizontalPodAutoscaler'], '1.25', 'autoscaling/v2'),
  removed('autoscaling/v2beta2', ['HorizontalPodAutoscaler'], '1.26', 'autoscaling/v2'),
  removed('rbac.authorization.k8s.io/v1beta1', rbac, '1.22', 'rbac.authorization.k8s.io/v1'),
  removed('rbac.authorization.k8s.io/v1alpha1', rbac, '1.22', 'rbac.authorization.k8s.io/v1'),
  removed('apiextensions.k8s.io/v1beta1', ['CustomResourceDefinition'], '1.22', 'apiextensions.k8s.io/v1'),
  removed(
    'admissionregistration.k8s.io/v1beta1',
    ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'],
    '1.22',
    'admissionregistration.k8s.io/v1',
  ),
  removed('apiregistration.k8s.io/v1beta1', ['APIService'], '1.22', 'apiregistration.k8s.io/v1'),
  removed('certificates.k8s.io/v1beta1', ['CertificateSigningRequest'], '1.22', 'certificates.k8s.io/v1'),
  removed('coordination.k8s.io/v1beta1', ['Lease'], '1.22', 'coordination.k8s.io/v1'),
  removed('scheduling.k8s.io/v1beta1', ['PriorityClass'], '1.22', 'scheduling.k8s.io/v1'),
  removed('scheduling.k8s.io/v1alpha1', ['PriorityClass'], '1.17', 'scheduling.k8s.io/v1'),
  removed(
    'storage.k8s.io/v1beta1',
    ['StorageClass', 'VolumeAttachment', 'CSIDriver', 'CSINode'],
    '1.22',
    'storage.k8s.io/v1',
  ),
  removed('storage.k8s.io/v1beta1', ['CSIStorageCapacity'], '1.27', 'storage.k8s.io/v1'),
  removed('discovery.k8s.io/v1beta1', ['EndpointSlice'], '1.25', 'discovery.k8s.io/v1'),
  removed('events.k8s.io/v1beta1', ['Event'], '1.25', 'events.k8s.io/v1'),
  removed('node.k8s.io/v1beta1', ['RuntimeClass'], '1.25', 'node.k8s.io/v1'),
  removed('flowcontrol.apiserver.k8s.io/v1beta1', flow, '1.26', 'flowcontrol.apiserver.k8s.io/v1'),
  removed('flowcontrol.apiserver.k8s.io/v1beta2', flow, '1.29', 'flowcontrol.apiserver.k8s.io/v1'),
  removed('flowcontrol.apiserver.k8s.io/v1beta3', flow, '1.32', 'flowcontrol.apiserver.k8s.io/v1'),
];

/** What became of an API version of a kind, if anything did. */
export function deprecationOf(apiVersion: string, kind: string): Deprecation | undefined {
  return deprecations.find((one) => one.apiVersion === apiVersion && one.kinds.includes(kind));
}

function removed(apiVersion: string, kinds: readonly string[], removedIn: string, use?: string): Deprecation {
  return { apiVersion, kinds, removedIn, ...(use === undefined ? {} : { use }) };
}
