import type { ApiObject } from '#engine/api/meta.ts';
import { since } from '../age.ts';
import { ageColumn, column, type KindColumns, nameColumn, wide } from '../columns.ts';
import { read, readList, readNumber, readText } from '../read.ts';

/** Pods; follows kubernetes pkg/printers/internalversion printPod. */
export const podColumns: KindColumns = {
  kind: 'Pod',
  columns: [
    nameColumn,
    column('READY', (pod) => {
      const { ready, total } = podSummary(pod);
      return `${ready}/${total}`;
    }),
    column('STATUS', (pod) => podSummary(pod).reason),
    column('RESTARTS', (pod, { now }) => {
      const { restarts, lastRestart } = podSummary(pod);
      return restarts !== 0 && lastRestart !== '' ? `${restarts} (${since(lastRestart, now)} ago)` : String(restarts);
    }),
    ageColumn,
    wide('IP', (pod) => readText(readList(pod, 'status.podIPs')[0], 'ip', readText(pod, 'status.podIP', '<none>'))),
    wide('NODE', (pod) => readText(pod, 'spec.nodeName', '<none>')),
    wide('NOMINATED NODE', (pod) => readText(pod, 'status.nominatedNodeName', '<none>')),
    wide('READINESS GATES', readinessGates),
  ],
};

/** What a person sees of a pod in one line. */
export interface PodSummary {
  readonly ready: number;
  readonly total: number;
  readonly reason: string;
  readonly restarts: number;
  /** The time stamp of the last restart; empty without one. */
  readonly lastRestart: string;
}

/** READY, STATUS and RESTARTS of a pod. */
export function podSummary(pod: ApiObject): PodSummary {
  const sidecars = new Set(
    readList(pod, 'spec.initContainers')
      .filter((container) => read(container, 'restartPolicy') === 'Always')
      .map((container) => readText(container, 'name')),
  );
  const init = initSummary(pod, sidecars);
  const total = readList(pod, 'spec.containers').length + sidecars.size;
  const initialized = readList(pod, 'status.conditions').some(
    (condition) => read(condition, 'type') === 'Initialized' && read(condition, 'status') === 'True',
  );
  if (init.reason !== undefined && !initialized)
    return {
      ready: init.ready,
      total,
      reason: deleting(pod, init.reason),
      restarts: init.restarts,
      lastRestart: init.lastRestart,
    };
  const main = mainSummary(pod, init.reason ?? phaseOf(pod));
  return {
    ready: init.ready + main.ready,
    total,
    reason: deleting(pod, main.reason),
    restarts: init.sidecarRestarts + main.restarts,
    lastRestart: later(init.sidecarLastRestart, main.lastRestart),
  };
}

function phaseOf(pod: ApiObject): string {
  const gated = readList(pod, 'status.conditions').some(
    (condition) => read(condition, 'type') === 'PodScheduled' && read(condition, 'reason') === 'SchedulingGated',
  );
  if (gated) return 'SchedulingGated';
  return readText(pod, 'status.reason', readText(pod, 'status.phase'));
}

interface InitSummary {
  ready: number;
  /** Why the pod is not through with its init containers; undefined when it is. */
  reason: string | undefined;
  restarts: number;
  lastRestart: string;
  sidecarRestarts: number;
  sidecarLastRestart: string;
}

function initSummary(pod: ApiObject, sidecars: ReadonlySet<string>): InitSummary {
  const summary: InitSummary = {
    ready: 0,
    reason: undefined,
    restarts: 0,
    lastRestart: '',
    sidecarRestarts: 0,
    sidecarLastRestart: '',
  };
  const total = readList(pod, 'spec.initContainers').length;
  for (const [index, status] of readList(pod, 'status.initContainerStatuses').entries()) {
    const sidecar = sidecars.has(readText(status, 'name'));
    const finished = readText(status, 'lastState.terminated.finishedAt');
    summary.restarts += readNumber(status, 'restartCount');
    summary.lastRestart = later(summary.lastRestart, finished);
    if (sidecar) {
      summary.sidecarRestarts += readNumber(status, 'restartCount');
      summary.sidecarLastRestart = later(summary.sidecarLastRestart, finished);
    }
    if (read(status, 'state.terminated.exitCode') === 0) continue;
    if (sidecar && read(status, 'started') === true) {
      if (read(status, 'ready') === true) summary.ready++;
      continue;
    }
    summary.reason = initReason(status, index, total);
    break;
  }
  return summary;
}

function initReason(status: unknown, index: number, total: number): string {
  const terminated = read(status, 'state.terminated');
  if (terminated !== undefined) return `Init:${readText(terminated, 'reason', exitText(terminated))}`;
  const waiting = readText(status, 'state.waiting.reason');
  return waiting !== '' && waiting !== 'PodInitializing' ? `Init:${waiting}` : `Init:${index}/${total}`;
}

function mainSummary(
  pod: ApiObject,
  phase: string,
): { ready: number; reason: string; restarts: number; lastRestart: string } {
  let reason = phase;
  let ready = 0;
  let restarts = 0;
  let lastRestart = '';
  let running = false;
  for (const status of [...readList(pod, 'status.containerStatuses')].reverse()) {
    restarts += readNumber(status, 'restartCount');
    lastRestart = later(lastRestart, readText(status, 'lastState.terminated.finishedAt'));
    const terminated = read(status, 'state.terminated');
    const waiting = readText(status, 'state.waiting.reason');
    if (waiting !== '') reason = waiting;
    else if (terminated !== undefined) reason = readText(terminated, 'reason', exitText(terminated));
    else if (read(status, 'ready') === true && read(status, 'state.running') !== undefined) {
      running = true;
      ready++;
    }
  }
  if (reason === 'Completed' && running) reason = isReadyPod(pod) ? 'Running' : 'NotReady';
  return { ready, reason, restarts, lastRestart };
}

function isReadyPod(pod: ApiObject): boolean {
  return readList(pod, 'status.conditions').some(
    (condition) => read(condition, 'type') === 'Ready' && read(condition, 'status') === 'True',
  );
}

function deleting(pod: ApiObject, reason: string): string {
  if (pod.metadata.deletionTimestamp === undefined) return reason;
  if (read(pod, 'status.reason') === 'NodeLost') return 'Unknown';
  const phase = read(pod, 'status.phase');
  return phase === 'Succeeded' || phase === 'Failed' ? reason : 'Terminating';
}

function exitText(terminated: unknown): string {
  const signal = readNumber(terminated, 'signal');
  return signal === 0 ? `ExitCode:${readNumber(terminated, 'exitCode')}` : `Signal:${signal}`;
}

function later(a: string, b: string): string {
  return a < b ? b : a;
}

function readinessGates(pod: ApiObject): string {
  const gates = readList(pod, 'spec.readinessGates').map((gate) => readText(gate, 'conditionType'));
  if (gates.length === 0) return '<none>';
  const met = readList(pod, 'status.conditions').filter(
    (condition) => gates.includes(readText(condition, 'type')) && read(condition, 'status') === 'True',
  );
  return `${met.length}/${gates.length}`;
}
