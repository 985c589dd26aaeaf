import type { Summary } from '#engine/trace/summary.ts';
import type { Trace } from '#engine/trace/trace.ts';
import type { StepResult } from '#kubectl/scenario/runScenario.ts';
import type { Step } from '#kubectl/scenario/scenario.ts';

/** A simulation that has run. */
export interface Simulated {
  readonly name: string;
  readonly trace: Trace;
  readonly steps: readonly StepResult[];
  readonly summary: Summary;
  /** Whether it is a scenario, whose expectations decide. */
  readonly scenario: boolean;
}

/**
 * 0 when all is well, 1 when a rollout does not complete, the cluster does not come to rest or an expectation does not hold, 2 when the API server refused the manifests.
 * Where a scenario expects something, that decides: a rollout that is to get stuck is no failure.
 */
export function exitCode({ steps, summary, scenario }: Simulated): number {
  const expectations = steps.filter((each) => each.step.kind === 'expect');
  if (expectations.some((each) => each.result.code !== 0)) return 1;
  if (expectations.length > 0) return 0;
  if (!scenario && steps.some((each) => each.step.kind === 'kubectl' && each.result.code !== 0)) return 2;
  if (!scenario && steps.some((each) => each.step.kind === 'wait' && each.result.code !== 0)) return 1;
  return summary.verdict === 'stuck' || summary.verdict === 'restless' ? 1 : 0;
}

/** A step in a few words: `kubectl set image …`, `wait for Deployment/web`. */
export function stepText(step: Step): string {
  switch (step.kind) {
    case 'kubectl':
      return `kubectl ${step.command}`;
    case 'wait':
      return waitText(step.for);
    case 'delete':
    case 'evict':
    case 'patch':
      return `${step.kind} ${step.object.kind}/${step.object.name ?? step.object.selector ?? ''}`;
    case 'node':
      return `node ${step.name} ${step.state}`;
    case 'image':
      return `images ${step.behaviour.match} change their behaviour`;
    case 'expect':
      return `expect ${step.expectations.length === 1 ? 'one thing' : `${step.expectations.length} things`}`;
  }
}

function waitText(goal: Extract<Step, { kind: 'wait' }>['for']): string {
  if (goal.kind === 'time') return `wait ${goal.duration / 1000} s`;
  return goal.kind === 'quiet' ? 'wait until nothing changes' : `wait for ${goal.object.text}`;
}
