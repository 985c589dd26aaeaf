import type { Condition } from '../api/meta.ts';
import type { ContainerState, ContainerStatus, Pod, PodStatus } from '../api/pod.ts';
import { podCondition } from '../api/pod.ts';
import type { KubernetesVersion } from '../api/version.ts';
import { atLeast } from '../api/version.ts';
import type { Millis } from '../time.ts';
import { timestamp } from '../time.ts';
import type { ContainerRun, Exit, PodRun } from './containerRun.ts';
import { mains } from './containerRun.ts';
import { fullImageName } from './images.ts';
import { podPhase } from './phase.ts';
import { initDone } from './turn.ts';

/** What the kubelet says of a pod, without the times at which conditions changed. */
export interface KubeletStatus {
  readonly phase: NonNullable<PodStatus['phase']>;
  readonly reason?: string;
  readonly message?: string;
  readonly conditions: readonly Condition[];
  readonly containerStatuses: readonly ContainerStatus[];
  readonly initContainerStatuses?: readonly ContainerStatus[];
  readonly podIP?: string;
  readonly observedGeneration?: number;
}

interface Setting {
  readonly startTime: Millis;
  readonly version: KubernetesVersion;
}

/** The kubelet's part of a pod's status; follows kubernetes pkg/kubelet/kubelet_pods.go and pkg/kubelet/status/generate.go. */
export function kubeletStatus(pod: Pod, run: PodRun, { startTime, version }: Setting): KubeletStatus {
  const phase = podPhase(run);
  const init = run.containers.filter((container) => container.role !== 'main');
  const write = (container: ContainerRun): ContainerStatus =>
    containerStatus(container, pod, init.length > 0, startTime);
  const refused = run.failed !== undefined && run.containers.every((container) => container.starts === 0);
  const { generation } = pod.metadata;
  return {
    phase,
    ...run.failed,
    conditions: refused ? [] : conditions(pod, run, phase),
    containerStatuses: refused ? [] : mains(run).map(write),
    ...(init.length === 0 || refused ? {} : { initContainerStatuses: init.map(write) }),
    ...(run.podIP === undefined || !run.sandboxReported ? {} : { podIP: run.podIP }),
    ...(generation !== undefined && atLeast(version, '1.34') ? { observedGeneration: generation } : {}),
  };
}

/** The whole status to write: the kubelet's part over what others wrote, with the times of what changes. */
export function mergedStatus(pod: Pod, part: KubeletStatus, hostIP: string | undefined, now: string): PodStatus {
  const { conditions: owned, podIP, containerStatuses, ...rest } = part;
  const types = new Set(owned.map((condition) => condition.type));
  const others = (pod.status?.conditions ?? []).filter((condition) => !types.has(condition.type));
  const scheduled: Condition[] =
    podCondition(pod, 'PodScheduled') === undefined && owned.length > 0
      ? [{ type: 'PodScheduled', status: 'True', lastProbeTime: null, lastTransitionTime: now }]
      : [];
  const { reason: _r, message: _m, ...before } = pod.status ?? {};
  return {
    ...before,
    ...rest,
    conditions: [...owned.map((condition) => dated(condition, pod, now)), ...scheduled, ...others],
    ...(hostIP === undefined ? {} : { hostIP, hostIPs: [{ ip: hostIP }] }),
    ...(podIP === undefined ? {} : { podIP, podIPs: [{ ip: podIP }] }),
    startTime: pod.status?.startTime ?? now,
    ...(containerStatuses.length === 0 ? {} : { containerStatuses }),
  };
}

function dated(condition: Condition, pod: Pod, now: string): Condition {
  const before = podCondition(pod, condition.type);
  const since = before?.status === condition.status ? before.lastTransitionTime : undefined;
  const { type, status, ...why } = condition;
  return { type, status, lastProbeTime: null, lastTransitionTime: since ?? now, ...why };
}

function conditions(pod: Pod, run: PodRun, phase: PodStatus['phase']): Condition[] {
  const ended = phase === 'Succeeded' ? 'PodCompleted' : phase === 'Failed' ? 'PodFailed' : undefined;
  const containersReady = containersReadyCondition(run, ended);
  const sandbox = run.sandboxReported && ended === undefined;
  return [
    { type: 'PodReadyToStartContainers', status: sandbox ? 'True' : 'False' },
    initialized(run, ended),
    { ...readyCondition(pod, containersReady), type: 'Ready' },
    containersReady,
  ];
}

function initialized(run: PodRun, ended: string | undefined): Condition {
  const type = 'Initialized';
  if (ended === 'PodCompleted') return { type, status: 'True', reason: ended };
  const missing = run.containers.filter((container) => container.role !== 'main' && !initDone(container));
  const begun = mains(run).some((container) => container.starts > 0);
  if (missing.length === 0 || begun) return { type, status: 'True' };
  return {
    type,
    status: 'False',
    reason: 'ContainersNotInitialized',
    message: `containers with incomplete status: [${missing.map(({ name }) => name).join(' ')}]`,
  };
}

function containersReadyCondition(run: PodRun, ended: string | undefined): Condition {
  const type = 'ContainersReady';
  if (ended !== undefined) return { type, status: 'False', reason: ended };
  const unready = run.containers.filter((container) => container.role !== 'init' && !container.ready);
  if (unready.length === 0) return { type, status: 'True' };
  const names = unready.map(({ name }) => name).join(' ');
  return {
    type,
    status: 'False',
    reason: 'ContainersNotReady',
    message: `containers with unready status: [${names}]`,
  };
}

function readyCondition(pod: Pod, containersReady: Condition): Condition {
  if (containersReady.status !== 'True') return containersReady;
  const problems = (pod.spec.readinessGates ?? []).flatMap(({ conditionType }) => {
    const gate = podCondition(pod, conditionType);
    if (gate === undefined) return [`corresponding condition of pod readiness gate "${conditionType}" does not exist.`];
    return gate.status === 'True'
      ? []
      : [`the status of pod readiness gate "${conditionType}" is not "True", but ${gate.status}`];
  });
  if (problems.length === 0) return containersReady;
  const message = problems.length === 1 ? problems[0] : `[${problems.join(', ')}]`;
  return {
    type: 'Ready',
    status: 'False',
    reason: 'ReadinessGatesNotReady',
    ...(message === undefined ? {} : { message }),
  };
}

function containerStatus(container: ContainerRun, pod: Pod, hasInit: boolean, startTime: Millis): ContainerStatus {
  const running = container.stage === 'running' || container.stage === 'stopping';
  const pulled = container.starts > 0;
  const ready = container.role === 'init' ? container.stage === 'done' && container.exit?.code === 0 : container.ready;
  const lastExit = waits(container) ? (container.exit ?? container.last) : container.last;
  return {
    name: container.name,
    state: stateOf(container, pod, hasInit, startTime),
    lastState: lastExit === undefined ? {} : terminated(lastExit, pod, container, startTime),
    ready: ready || (container.role === 'sidecar' && container.ready),
    restartCount: Math.max(0, container.starts - 1),
    image: container.image,
    imageID: pulled ? imageId(container.image) : '',
    ...(pulled ? { containerID: containerId(pod, container, container.exit?.id ?? container.starts) } : {}),
    started: running && container.started,
  };
}

function stateOf(container: ContainerRun, pod: Pod, hasInit: boolean, startTime: Millis): ContainerState {
  if (container.stage === 'running' || container.stage === 'stopping')
    return { running: { startedAt: timestamp(startTime, container.startedAt) } };
  if (!waits(container) && container.exit !== undefined) return terminated(container.exit, pod, container, startTime);
  if (container.problem !== undefined) return { waiting: container.problem };
  return { waiting: { reason: hasInit ? 'PodInitializing' : 'ContainerCreating' } };
}

/** A container that ended shows how, until the kubelet says why it does not run again. */
function waits(container: ContainerRun): boolean {
  return (
    container.exit === undefined ||
    (container.stage !== 'restarting' && container.stage !== 'done' && container.problem !== undefined)
  );
}

function terminated(exit: Exit, pod: Pod, container: ContainerRun, startTime: Millis): ContainerState {
  return {
    terminated: {
      exitCode: exit.code,
      reason: exit.reason,
      startedAt: timestamp(startTime, exit.startedAt),
      finishedAt: timestamp(startTime, exit.finishedAt),
      containerID: containerId(pod, container, exit.id),
    },
  };
}

function containerId(pod: Pod, container: ContainerRun, start: number): string {
  return `containerd://${digest(`${pod.metadata.uid}/${container.name}/${start}`)}`;
}

function imageId(image: string): string {
  const full = fullImageName(image);
  const at = full.indexOf('@');
  if (at >= 0) return full;
  return `${full.slice(0, full.lastIndexOf(':'))}@sha256:${digest(full)}`;
}

/** 64 hexadecimal digits that depend on nothing but the text. */
function digest(text: string): string {
  let out = '';
  let h = 0x811c9dc5;
  for (let round = 0; round < 8; round++) {
    for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
    h = Math.imul(h ^ (h >>> 15) ^ round, 0x85ebca6b);
    out += (h >>> 0).toString(16).padStart(8, '0');
  }
  return out;
}
