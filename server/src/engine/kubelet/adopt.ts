import type { Container, ContainerStatus, Pod } from '../api/pod.ts';
import type { Context } from '../controllers/controller.ts';
import type { Millis } from '../time.ts';
import { parseTimestamp } from '../time.ts';
import { Backoff } from './backoff.ts';
import type { ContainerRun, Exit, PodRun } from './containerRun.ts';
import { roleOf } from './containerRun.ts';

/** What the kubelet knows of a pod when it sees it first: nothing for a new one; what its status says for one that the world began with. */
export function adopted(pod: Pod, context: Context): PodRun {
  const { now } = context;
  const begun = (pod.status?.containerStatuses ?? []).some(({ state }) => state?.running ?? state?.terminated);
  const statuses = [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])];
  const startTime = context.conditions.startTime;
  const make = (spec: Container, init: boolean): ContainerRun => {
    const fresh = freshRun(spec, init, now);
    const status = statuses.find(({ name }) => name === spec.name);
    if (status !== undefined) restore(fresh, status, now, (text) => Math.min(now, parseTimestamp(startTime, text)));
    return fresh;
  };
  return {
    uid: pod.metadata.uid ?? '',
    syncedAt: now,
    containers: [
      ...(pod.spec.initContainers ?? []).map((spec) => make(spec, true)),
      ...pod.spec.containers.map((spec) => make(spec, false)),
    ],
    phase: pod.status?.startTime === undefined ? 'new' : 'admitted',
    podIP: pod.status?.podIP,
    sandboxReported: pod.status?.podIP !== undefined,
    mounted: begun,
    mountAttempts: 0,
    failed: undefined,
    terminatingSince: undefined,
    endsAt: undefined,
    written: undefined,
  };
}

function freshRun(spec: Container, init: boolean, now: Millis): ContainerRun {
  return {
    name: spec.name,
    role: roleOf(spec, init),
    image: spec.image,
    stage: 'waiting',
    since: now,
    starts: 0,
    startedAt: now,
    started: false,
    ready: false,
    readySince: now,
    slot: undefined,
    ended: undefined,
    exit: undefined,
    last: undefined,
    problem: undefined,
    stopFor: undefined,
    pull: undefined,
    restarts: new Backoff(),
    pulls: new Backoff(),
    probes: { up: undefined, down: now, anchor: now, failing: new Map(), unhealthy: new Set() },
  };
}

function restore(run: ContainerRun, status: ContainerStatus, now: Millis, at: (text: string) => Millis): void {
  const { running, terminated } = status.state ?? {};
  const before = status.lastState?.terminated;
  const last = before === undefined ? undefined : exitOf(before, status.restartCount, at);
  if (running === undefined && terminated === undefined) {
    if (last !== undefined) Object.assign(run, { exit: last, stage: 'restarting', starts: status.restartCount + 1 });
    return;
  }
  run.last = last;
  run.starts = status.restartCount + 1;
  if (terminated !== undefined) {
    run.exit = exitOf(terminated, run.starts, at);
    run.stage = 'done';
    return;
  }
  run.stage = 'running';
  run.startedAt = at(running?.startedAt ?? '') || now;
  run.started = status.started !== false;
  run.ready = status.ready;
  Object.assign(run.probes, { up: status.ready ? run.startedAt : undefined, down: run.startedAt });
}

function exitOf(
  state: { exitCode: number; reason: string; startedAt: string; finishedAt: string },
  id: number,
  at: (text: string) => Millis,
): Exit {
  return {
    code: state.exitCode,
    reason: state.reason,
    startedAt: at(state.startedAt),
    finishedAt: at(state.finishedAt),
    id,
  };
}
