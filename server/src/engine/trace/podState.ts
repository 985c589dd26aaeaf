import type { ApiObject, Condition } from '../api/meta.ts';

/** How a pod lives, as a person would say it. The order is the order of drawing: most available first. */
export type PodState =
  | 'ready'
  | 'running'
  | 'starting'
  | 'pending'
  | 'unschedulable'
  | 'imageError'
  | 'crashing'
  | 'succeeded'
  | 'failed'
  | 'terminating';

/** As much of a container's status as a trace from anywhere can be trusted to have. */
export interface ContainerFacts {
  readonly name?: string;
  readonly image?: string;
  readonly restartCount?: number;
  readonly state?: ContainerMoment;
  readonly lastState?: ContainerMoment;
}

interface ContainerMoment {
  readonly waiting?: { readonly reason?: string; readonly message?: string };
  readonly running?: unknown;
  readonly terminated?: { readonly exitCode?: number };
}

const imageReasons: readonly string[] = ['ErrImagePull', 'ImagePullBackOff', 'InvalidImageName', 'ErrImageNeverPull'];

/** Reads a pod's state from its object alone; an object that is no pod counts as pending. */
export function podState(pod: ApiObject): PodState {
  if (pod.metadata.deletionTimestamp !== undefined) return 'terminating';
  const phase = podPhase(pod);
  if (phase === 'Succeeded') return 'succeeded';
  if (phase === 'Failed') return 'failed';
  if (nodeOf(pod) === undefined)
    return conditionOf(pod, 'PodScheduled')?.reason === 'Unschedulable' ? 'unschedulable' : 'pending';
  const containers = containerStatuses(pod);
  if (containers.some(cannotPull)) return 'imageError';
  if (containers.some(crashing)) return 'crashing';
  if (isReady(pod)) return 'ready';
  return phase === 'Running' ? 'running' : 'starting';
}

/** Whether the pod's Ready condition is True. */
export function isReady(pod: ApiObject): boolean {
  return conditionOf(pod, 'Ready')?.status === 'True';
}

/** The name of the node that the pod is bound to, if any. */
export function nodeOf(pod: ApiObject): string | undefined {
  const name = (pod['spec'] as { nodeName?: unknown } | undefined)?.nodeName;
  return typeof name === 'string' && name !== '' ? name : undefined;
}

/** A condition of any object's status, by type. */
export function conditionOf(object: ApiObject, type: string): Condition | undefined {
  const conditions = (object['status'] as { conditions?: unknown } | undefined)?.conditions;
  if (!Array.isArray(conditions)) return undefined;
  return (conditions as readonly Condition[]).find((each) => each?.type === type);
}

/** Status of the pod's containers, init containers first, as far as the kubelet has written them. */
export function containerStatuses(pod: ApiObject): readonly ContainerFacts[] {
  const status = pod['status'] as { initContainerStatuses?: unknown; containerStatuses?: unknown } | undefined;
  return [...list(status?.initContainerStatuses), ...list(status?.containerStatuses)];
}

/** How often the pod's containers were restarted, all together. */
export function restartsOf(pod: ApiObject): number {
  let restarts = 0;
  for (const each of containerStatuses(pod)) restarts += each.restartCount ?? 0;
  return restarts;
}

/** Whether the container waits for an image that cannot be had. */
export function cannotPull(container: ContainerFacts): boolean {
  return imageReasons.includes(container.state?.waiting?.reason ?? '');
}

function podPhase(pod: ApiObject): string {
  const phase = (pod['status'] as { phase?: unknown } | undefined)?.phase;
  return typeof phase === 'string' ? phase : 'Pending';
}

function crashing(container: ContainerFacts): boolean {
  if (container.state?.waiting?.reason === 'CrashLoopBackOff') return true;
  return (container.state?.terminated?.exitCode ?? 0) !== 0;
}

function list(value: unknown): readonly ContainerFacts[] {
  return Array.isArray(value)
    ? (value as readonly ContainerFacts[]).filter((each) => typeof each === 'object' && each !== null)
    : [];
}
