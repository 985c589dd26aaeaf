import type { ApiObject } from '#engine/api/meta.ts';
import type { Run } from '#engine/engine.ts';
import type { Millis } from '#engine/time.ts';
import { isComplete, workloadKinds } from '#engine/trace/budget.ts';
import { noFiles } from '#kubectl/cluster.ts';
import { execute } from '#kubectl/execute.ts';
import type { NodeFault } from '#protocol/simulate.ts';
import type { Plan } from './simulationPlan.ts';

/** Nothing has changed for so long: the cluster is at rest. */
const quiet: Millis = 5000;

/** How a simulation ended. `applyAt` is when the manifests were applied. */
export interface Played {
  readonly applyAt: Millis;
  readonly outcome: 'quiet' | 'bound';
}

/** Plays a plan on its run and pauses after every step, so that the host can send what happened, or stop. `longest` bounds the virtual time after the apply. */
export function* playSimulation(
  run: Run,
  plan: Plan,
  faults: readonly NodeFault[],
  longest: Millis,
): Generator<void, Played> {
  if (plan.before.length > 0) {
    apply(run, plan.before);
    yield* rest(run, run.now + longest);
  }
  const applyAt = run.now;
  apply(run, plan.applied);
  for (const fault of [...faults].sort((a, b) => a.at - b.at)) {
    yield* passUntil(run, applyAt + fault.at);
    breakNode(run, fault);
  }
  const outcome = yield* rest(run, applyAt + longest);
  return { applyAt, outcome };
}

function apply(run: Run, objects: readonly ApiObject[]): void {
  const cluster = { run, namespace: 'default', files: noFiles };
  execute(cluster, ['apply', '-f', '-'], objects.map((object) => JSON.stringify(object)).join('\n---\n'));
}

function breakNode(run: Run, fault: NodeFault): void {
  if (fault.state !== 'drained') {
    run.setNode(fault.node, fault.state);
    return;
  }
  const cluster = { run, namespace: 'default', files: noFiles };
  const flags = ['--ignore-daemonsets', '--delete-emptydir-data', '--force', '--timeout=10m'];
  execute(cluster, ['drain', fault.node, ...flags]);
}

function* passUntil(run: Run, to: Millis): Generator<void, void> {
  while (run.step(to)) yield;
  run.advance(to);
}

/**
 * Until nothing changes any more and no workload is on its way: a probe's delay or minReadySeconds is longer than any silence that one could
 * wait for, so a workload that is neither complete nor given up is waited for up to `limit`.
 */
function* rest(run: Run, limit: Millis): Generator<void, Played['outcome']> {
  let since = run.now;
  for (;;) {
    const end = since + quiet;
    if (end > limit) {
      yield* passUntil(run, limit);
      return 'bound';
    }
    if (run.step(end)) {
      since = Math.max(since, run.lastChange);
      yield;
      continue;
    }
    run.advance(end);
    if (!someOnTheWay(run)) return 'quiet';
    since = end;
  }
}

function someOnTheWay(run: Run): boolean {
  return workloadKinds.some((kind) =>
    run.view.list(kind).some((workload) => !isComplete(workload) && !isGivenUp(workload)),
  );
}

/** A Deployment whose progress deadline has passed, a Job that failed. */
function isGivenUp(workload: ApiObject): boolean {
  const { conditions } = (workload['status'] ?? {}) as { conditions?: readonly { type: string; status: string }[] };
  return (
    conditions?.some(
      ({ type, status }) => (type === 'Progressing' && status === 'False') || (type === 'Failed' && status === 'True'),
    ) ?? false
  );
}
