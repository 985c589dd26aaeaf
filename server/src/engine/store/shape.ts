import { groupKind } from '../api/key.ts';
import { kindInfo } from '../api/kinds.ts';
import { type Fields, isFields } from '../patch/json.ts';

type JsonType = 'list' | 'texts' | 'map' | 'amounts' | 'object' | 'text' | 'number' | 'flag' | 'amount';

/** What stands in fields of these names wherever a built-in kind has them; names that mean two things are left out. */
const fieldNames: Readonly<Record<JsonType, string>> = {
  list: `allowedTopologies containerStatuses containers currentMetrics env envFrom ephemeralContainers hostAliases hostIPs imagePullSecrets
    images ingress initContainerStatuses initContainers matchExpressions matchFields matchLabelExpressions metrics nodeSelectorTerms
    notReadyAddresses onPodConditions ownerReferences paths podIPs policies ports preferredDuringSchedulingIgnoredDuringExecution
    readinessGates resourceClaims resourceClaimStatuses rules schedulingGates secrets subjects subsets taints tolerations
    topologySpreadConstraints volumeClaimTemplates volumeDevices volumeMounts volumes`,
  texts: `accessModes args clusterIPs command externalIPs finalizers hosts ipFamilies matchLabelKeys mismatchLabelKeys mountOptions
    namespaces podCIDRs policyTypes scopes`,
  map: 'annotations binaryData disruptedPods labels matchLabels nodeSelector stringData',
  amounts: 'allocatable defaultRequest hard maxLimitRequestRatio used',
  object: `affinity awsElasticBlockStore azureDisk backend behavior claimRef clientIP configMap configMapKeyRef configMapRef csi
    daemonEndpoints dataSource dataSourceRef defaultBackend downwardAPI emptyDir ephemeral exec gcePersistentDisk grpc hints hostPath http
    httpGet involvedObject jobTemplate labelSelector lastState lifecycle livenessProbe loadBalancer local metadata namespaceSelector
    nodeAffinity nodeInfo onExitCodes ordinals persistentVolumeClaim persistentVolumeClaimRetentionPolicy podAffinity podAffinityTerm
    podAntiAffinity podFailurePolicy podSelector postStart preStop preference projected readinessProbe resourceFieldRef rollingUpdate
    running scaleDown scaleTargetRef scaleUp scopeSelector secret secretKeyRef secretRef securityContext selector serviceAccountToken
    sessionAffinityConfig sleep spec startupProbe state strategy successPolicy targetRef tcpSocket template terminated
    uncountedTerminatedPods updateStrategy valueFrom volumeClaimTemplate waiting`,
  text: `addressType apiVersion appProtocol claimName clusterIP completedIndexes completionMode completionTime concurrencyPolicy
    containerID creationTimestamp currentRevision deletionTimestamp dnsPolicy effect externalName externalTrafficPolicy failedIndexes
    fieldPath finishedAt firstTimestamp generateName hostIP hostname imageID imagePullPolicy ingressClassName internalTrafficPolicy
    ipFamilyPolicy key kind kubeletVersion lastHeartbeatTime lastScaleTime lastScheduleTime lastSuccessfulTime lastTimestamp
    lastTransitionTime lastUpdateTime loadBalancerClass loadBalancerIP managedBy message mountPath name namespace nodeAffinityPolicy
    nodeName nodeTaintsPolicy nominatedNodeName operator persistentVolumeReclaimPolicy phase podCIDR podIP podManagementPolicy
    podReplacementPolicy preemptionPolicy priorityClassName protocol provisioner qosClass reason reclaimPolicy resourceVersion
    restartPolicy schedule schedulerName secretName serviceAccountName serviceName sessionAffinity startTime startedAt storageClassName
    timeAdded timeZone topologyKey type unhealthyPodEvictionPolicy updateRevision volumeBindingMode volumeName whenDeleted whenScaled
    whenUnsatisfiable zone`,
  number: `activeDeadlineSeconds availableReplicas averageUtilization backoffLimit backoffLimitPerIndex collisionCount completions
    containerPort count currentHealthy currentNumberScheduled currentReplicas deletionGracePeriodSeconds desiredHealthy
    desiredNumberScheduled desiredReplicas disruptionsAllowed exitCode expectedPods failedJobsHistoryLimit failureThreshold
    fullyLabeledReplicas generation healthCheckNodePort hostPort initialDelaySeconds maxFailedIndexes maxReplicas maxSkew minDomains
    minReadySeconds minReplicas nodePort numberAvailable numberMisscheduled numberReady numberUnavailable observedGeneration parallelism
    partition periodSeconds priority progressDeadlineSeconds readyReplicas replicas restartCount revisionHistoryLimit seconds
    startingDeadlineSeconds succeededCount successThreshold successfulJobsHistoryLimit terminationGracePeriodSeconds timeoutSeconds
    tolerationSeconds ttlSecondsAfterFinished unavailableReplicas updatedNumberScheduled updatedReplicas weight`,
  flag: `allocateLoadBalancerNodePorts automountServiceAccountToken blockOwnerDeletion enableServiceLinks globalDefault hostNetwork
    immutable manualSelector optional paused publishNotReadyAddresses readOnly serving started suspend unschedulable`,
  amount: 'averageValue maxSurge maxUnavailable minAvailable sizeLimit targetPort',
};

/** What is wanted, in words, and whether a value is that. */
const wanted: Readonly<Record<JsonType, readonly [string, (value: unknown) => boolean]>> = {
  list: ['a list of objects', (value) => Array.isArray(value) && value.every(isFields)],
  texts: ['a list of texts', (value) => Array.isArray(value) && value.every(isText)],
  map: [
    'a map of texts',
    (value) => isFields(value) && Object.values(value).every((item) => item === null || isText(item)),
  ],
  amounts: ['a map of quantities', (value) => isFields(value) && Object.values(value).every(isAmount)],
  object: ['an object', isFields],
  text: ['a text', isText],
  number: ['a number', (value) => typeof value === 'number'],
  flag: ['true or false', (value) => typeof value === 'boolean'],
  amount: ['a number or a text', isAmount],
};

const typeOf = new Map<string, JsonType>(
  (Object.keys(fieldNames) as JsonType[]).flatMap((type) =>
    fieldNames[type].split(/\s+/).map((name): [string, JsonType] => [name, type]),
  ),
);

/** Names that mean several things, by where they stand. */
const places: readonly (readonly [RegExp, JsonType])[] = [
  [/ontainers\[\d+\]\.image$/, 'text'],
  [/^(status\.conditions|status\.addresses|endpoints|spec\.limits)$/, 'list'],
  [/^(status\.(allocatable|capacity|hard|used)|spec\.(capacity|overhead))$|resources\.(requests|limits)$/, 'amounts'],
  [/^endpoints\[\d+\]\.addresses$|match(Expressions|Fields)\[\d+\]\.values$/, 'texts'],
  [/^endpoints\[\d+\]\.conditions$/, 'object'],
  [/^(spec\.)?ports\[\d+\]\.port$/, 'number'],
];

/** Hold what nobody types: other people's JSON. */
const opaque: ReadonlySet<string> = new Set(['data', 'managedFields', 'options', 'parameters']);

/**
 * What keeps a value from being read as an object of the API at all, in words with the field; undefined where nothing does. Only what
 * controllers rely on is judged: that lists are lists and texts texts. Kinds that nobody described may hold anything below metadata.
 */
export function shapeProblem(value: unknown): string | undefined {
  if (!isFields(value)) return `an object is needed, not ${nounOf(value)}`;
  const { apiVersion, kind, metadata } = value;
  if (typeof apiVersion !== 'string' || apiVersion === '') return 'apiVersion must be a text';
  if (typeof kind !== 'string' || kind === '') return 'kind must be a text';
  if (!isFields(metadata)) return `metadata must be an object, not ${nounOf(metadata)}`;
  const inMetadata = problemIn(metadata, 'metadata');
  if (inMetadata !== undefined || kindInfo(groupKind(apiVersion, kind)) === undefined) return inMetadata;
  if (kind === 'CustomResourceDefinition') return undefined;
  for (const part of ['spec', 'status'])
    if (value[part] !== undefined && value[part] !== null && !isFields(value[part]))
      return `${part} must be an object, not ${nounOf(value[part])}`;
  return problemIn(value, '');
}

function problemIn(object: Fields, path: string): string | undefined {
  for (const [name, value] of Object.entries(object)) {
    if (value === null || value === undefined || opaque.has(name)) continue;
    const place = path === '' ? name : `${path}.${name}`;
    const type = typeOf.get(name) ?? places.find(([at]) => at.test(place))?.[1];
    if (type !== undefined && !wanted[type][1](value))
      return `${place} must be ${wanted[type][0]}, not ${nounOf(value)}`;
    const below = type === 'map' || type === 'amounts' ? undefined : problemBelow(value, place);
    if (below !== undefined) return below;
  }
  return undefined;
}

function problemBelow(value: unknown, place: string): string | undefined {
  if (isFields(value)) return problemIn(value, place);
  if (!Array.isArray(value)) return undefined;
  for (const [index, item] of value.entries()) {
    const below = problemBelow(item, `${place}[${index}]`);
    if (below !== undefined) return below;
  }
  return undefined;
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}

function isAmount(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number';
}

function nounOf(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'such a list';
  if (typeof value === 'object') return 'such an object';
  return JSON.stringify(value);
}
