import type { ApiObject, Condition, Labels } from '#engine/api/meta.ts';
import type { Pod, PodTemplate } from '#engine/api/pod.ts';

type View = Readonly<Record<string, unknown>>;

/** What of each kind must be the same on a real cluster and on ours, as plain data without generated parts; kinds not listed are not compared. */
export const views: Readonly<Record<string, (object: ApiObject) => View>> = {
  Deployment: (object) => ({
    ...workload(object, [
      'replicas',
      'updatedReplicas',
      'readyReplicas',
      'availableReplicas',
      'unavailableReplicas',
      'collisionCount',
    ]),
    conditions: conditions(object),
  }),
  ReplicaSet: (object) => ({
    owner: owner(object),
    ...workload(object, ['replicas', 'fullyLabeledReplicas', 'readyReplicas', 'availableReplicas']),
    conditions: conditions(object),
  }),
  StatefulSet: (object) =>
    workload(object, [
      'replicas',
      'readyReplicas',
      'availableReplicas',
      'currentReplicas',
      'updatedReplicas',
      'currentRevision',
      'updateRevision',
    ]),
  DaemonSet: (object) =>
    workload(object, [
      'desiredNumberScheduled',
      'currentNumberScheduled',
      'numberReady',
      'updatedNumberScheduled',
      'numberAvailable',
      'numberUnavailable',
      'numberMisscheduled',
    ]),
  Job: (object) => ({
    owner: owner(object),
    status: numbers(object['status'], ['active', 'succeeded', 'failed', 'ready']),
    conditions: conditions(object),
  }),
  PodDisruptionBudget: (object) => ({
    status: numbers(object['status'], ['currentHealthy', 'desiredHealthy', 'disruptionsAllowed', 'expectedPods']),
    conditions: conditions(object),
  }),
  HorizontalPodAutoscaler: (object) => ({
    status: numbers(object['status'], ['currentReplicas', 'desiredReplicas']),
    conditions: conditions(object),
  }),
  EndpointSlice: (object) => ({
    service: object.metadata.labels?.['kubernetes.io/service-name'],
    ports: (object['ports'] as { name?: string; port?: number; protocol?: string }[] | undefined)
      ?.map((port) => `${port.name ?? ''}:${port.port}/${port.protocol}`)
      .sort(),
    endpoints: ((object['endpoints'] as { conditions?: Record<string, boolean> }[] | undefined) ?? [])
      .map(({ conditions: found = {} }) =>
        ['ready', 'serving', 'terminating'].filter((name) => found[name] === true).join(','),
      )
      .sort(),
  }),
  Pod: (object) => podView(object as Pod),
};

function podView(pod: Pod): View {
  const condition = (type: string): Condition | undefined =>
    pod.status?.conditions?.find((found) => found.type === type);
  const scheduled = condition('PodScheduled');
  const states = pod.status?.containerStatuses?.map(({ state }) => {
    const [name = 'waiting', detail] = Object.entries(state)[0] ?? [];
    const text = `${name} ${(detail as { reason?: string } | undefined)?.reason ?? ''}`.trim();
    return text === 'waiting ErrImagePull' ? 'waiting ImagePullBackOff' : text;
  });
  return {
    owner: owner(pod),
    labels: labels(pod.metadata.labels),
    image: images({ spec: pod.spec }),
    phase: pod.status?.phase,
    ready: condition('Ready')?.status === 'True',
    unscheduled:
      scheduled !== undefined && scheduled.status !== 'True' ? schedulingText(scheduled.message ?? '') : undefined,
    disruption: condition('DisruptionTarget')?.status,
    containers: states ?? (pod.spec.nodeName ? ['waiting ContainerCreating'] : undefined),
    restarts: pod.status?.containerStatuses?.reduce((sum, status) => sum + status.restartCount, 0) || undefined,
    deleting: pod.metadata.deletionTimestamp !== undefined || undefined,
  };
}

function workload(object: ApiObject, counts: readonly string[]): View {
  const spec = object['spec'] as { replicas?: number; paused?: boolean; template?: PodTemplate };
  const { annotations = {} } = object.metadata;
  return {
    labels: labels(object.metadata.labels),
    revision: annotations['deployment.kubernetes.io/revision'],
    history: annotations['deployment.kubernetes.io/revision-history'],
    cause: annotations['kubernetes.io/change-cause'],
    replicas: spec.replicas,
    paused: spec.paused || undefined,
    image: spec.template === undefined ? undefined : images(spec.template),
    deleting: object.metadata.deletionTimestamp !== undefined || undefined,
    status: numbers(object['status'], counts),
  };
}

/** Zero and absent are the same number. */
function numbers(status: unknown, names: readonly string[]): View {
  const found = (status ?? {}) as Record<string, unknown>;
  return Object.fromEntries(names.filter((name) => found[name]).map((name) => [name, found[name]]));
}

const laterTypes = new Set(['SuccessCriteriaMet', 'FailureTarget', 'PodReadyToStartContainers']);

function conditions(object: ApiObject): View {
  const list = ((object['status'] as { conditions?: readonly Condition[] } | undefined)?.conditions ?? []).filter(
    ({ type }) => !laterTypes.has(type),
  );
  // A Job's Complete has a reason since 1.31 only.
  const said = ({ type, status, reason, message }: Condition): string =>
    type === 'Complete' ? status : [status, reason, message].filter(Boolean).join(' | ');
  return Object.fromEntries(list.map((condition) => [condition.type, said(condition)]));
}

/** Labels that hashes, uids or later versions make. */
const generated =
  /^(?:pod-template-hash|controller-uid|batch\.kubernetes\.io\/.*|apps\.kubernetes\.io\/pod-index|pod-template-generation|endpointslice\.kubernetes\.io\/managed-by|service\.kubernetes\.io\/headless)$/;

function labels(all: Labels | undefined): string {
  const kept = Object.entries(all ?? {}).filter(([name]) => !generated.test(name));
  return kept
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join(',');
}

function owner(object: ApiObject): string | undefined {
  return object.metadata.ownerReferences
    ?.map(({ kind, name }) => `${kind}/${name}`)
    .sort()
    .join(',');
}

function images(template: PodTemplate): string {
  return template.spec.containers.map(({ image }) => image).join(',');
}

/** A FailedScheduling text in the form that 1.26 and later versions share: taints without key and value, equal reasons summed, no doubled full stop. */
export function schedulingText(text: string): string {
  const general = text.replace(/had untolerated taint(?:\(s\)| \{[^}]*\})/g, 'had untolerated taint(s)');
  const parts = general.split(' preemption: ').map((part) => {
    const match = /^(\d+\/\d+ nodes are available: )(.*?)\.*$/.exec(part);
    if (match === null) return part.replace(/\.+$/, '');
    const sums = new Map<string, number>();
    for (const piece of (match[2] ?? '').split(', ')) {
      const [, count = '0', reason = piece] = /^(\d+) (.*)$/.exec(piece) ?? [];
      sums.set(reason, (sums.get(reason) ?? 0) + Number(count));
    }
    return `${match[1]}${[...sums]
      .map(([reason, count]) => `${count} ${reason}`)
      .sort()
      .join(', ')}`;
  });
  return parts.join(' preemption: ');
}
