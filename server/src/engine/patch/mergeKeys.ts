/**
 * How strategic merge patches treat the lists of the built-in kinds: by which field their items are matched, or that they are sets of
 * scalars. Lists that are not named here are replaced whole. Paths are those of the kind; `podSpec` and `container` stand for wherever these occur.
 * Follows the patchStrategy and patchMergeKey tags of kubernetes staging/src/k8s.io/api.
 */
export type ListStrategy = { readonly key: string } | 'set';

/** The strategy of a list, by the path of field names that leads to it from the object's root; undefined: it is replaced. */
export function listStrategy(kind: string, path: readonly string[]): ListStrategy | undefined {
  const own = strategies[kind]?.[path.join('.')];
  if (own !== undefined) return own;
  const common = metadata[path.join('.')];
  if (common !== undefined) return common;
  const pod = podSpecDepth(kind, path);
  if (pod === undefined) return undefined;
  const [head, ...rest] = path.slice(pod);
  if (head === 'metadata') return metadata[['metadata', ...rest].join('.')];
  return head === 'spec' ? inPodSpec(rest) : undefined;
}

/** Maps whose keys an apply keeps only where the manifest names them: the members of a union. */
export function retainsKeys(kind: string, path: readonly string[]): boolean {
  if (kind === 'Deployment' && path.join('.') === 'spec.strategy') return true;
  const pod = podSpecDepth(kind, path);
  return pod !== undefined && path.slice(pod).join('.') === 'spec.volumes';
}

const by = (key: string): ListStrategy => ({ key });

const metadata: Readonly<Record<string, ListStrategy>> = {
  'metadata.ownerReferences': by('uid'),
  'metadata.finalizers': 'set',
};

const conditions: ListStrategy = by('type');

const strategies: Readonly<Record<string, Readonly<Record<string, ListStrategy>>>> = {
  Pod: {
    'status.conditions': conditions,
    'status.podIPs': by('ip'),
    'status.hostIPs': by('ip'),
    'status.resourceClaimStatuses': by('name'),
  },
  Node: {
    'spec.podCIDRs': 'set',
    'status.conditions': conditions,
    'status.addresses': by('type'),
  },
  Service: {
    'spec.ports': by('port'),
    'status.conditions': conditions,
  },
  ServiceAccount: { secrets: by('name') },
  Deployment: { 'status.conditions': conditions },
  ReplicaSet: { 'status.conditions': conditions },
  StatefulSet: { 'status.conditions': conditions },
  DaemonSet: { 'status.conditions': conditions },
  ReplicationController: { 'status.conditions': conditions },
  Job: { 'status.conditions': conditions },
  CronJob: {},
  Namespace: { 'status.conditions': conditions },
  PersistentVolumeClaim: { 'status.conditions': conditions },
  PodDisruptionBudget: { 'status.conditions': conditions },
  HorizontalPodAutoscaler: { 'status.conditions': conditions },
  MutatingWebhookConfiguration: { webhooks: by('name') },
  ValidatingWebhookConfiguration: { webhooks: by('name') },
  EndpointSlice: {},
};

/** How many steps of the path lead to the pod (its metadata and spec), for kinds that are or hold one. */
function podSpecDepth(kind: string, path: readonly string[]): number | undefined {
  if (kind === 'Pod') return 0;
  if (kind === 'PodTemplate') return path[0] === 'template' ? 1 : undefined;
  const steps = kind === 'CronJob' ? ['spec', 'jobTemplate', 'spec', 'template'] : ['spec', 'template'];
  return steps.every((step, index) => path[index] === step) ? steps.length : undefined;
}

const podSpecLists: Readonly<Record<string, ListStrategy>> = {
  containers: by('name'),
  initContainers: by('name'),
  ephemeralContainers: by('name'),
  volumes: by('name'),
  imagePullSecrets: by('name'),
  hostAliases: by('ip'),
  topologySpreadConstraints: by('topologyKey'),
  schedulingGates: by('name'),
  resourceClaims: by('name'),
};

const containerLists: Readonly<Record<string, ListStrategy>> = {
  ports: by('containerPort'),
  env: by('name'),
  volumeMounts: by('mountPath'),
  volumeDevices: by('devicePath'),
};

/** Inside lists the path goes on with the field names only: `containers.env`. */
function inPodSpec(path: readonly string[]): ListStrategy | undefined {
  const [first = '', second] = path;
  if (path.length === 1) return podSpecLists[first];
  if (path.length === 2 && /^(containers|initContainers|ephemeralContainers)$/.test(first))
    return containerLists[second ?? ''];
  return undefined;
}
