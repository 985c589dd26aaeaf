import type { ApiObject } from '#engine/api/meta.ts';
import type { Run } from '#engine/engine.ts';
import type { Millis } from '#engine/time.ts';
import { noFiles } from '#kubectl/cluster.ts';
import { execute } from '#kubectl/execute.ts';
import { resting } from '#kubectl/rest.ts';
import type { NodeFault, SimulateProblem } from '#protocol/simulate.ts';
import type { Plan } from './simulationPlan.ts';

/** How a simulation ended. `applyAt` is when the manifests were applied. */
export interface Played {
  readonly applyAt: Millis;
  readonly outcome: 'quiet' | 'bound';
  /** What a scenario expects and did not find. */
  readonly failures?: readonly SimulateProblem[];
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
    yield* resting(run, run.now + longest);
  }
  const applyAt = run.now;
  apply(run, plan.applied);
  for (const fault of [...faults].sort((a, b) => a.at - b.at)) {
    yield* passUntil(run, applyAt + fault.at);
    breakNode(run, fault);
  }
  const atRest = yield* resting(run, applyAt + longest);
  return { applyAt, outcome: atRest ? 'quiet' : 'bound' };
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
