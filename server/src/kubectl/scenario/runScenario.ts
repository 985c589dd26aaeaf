import type { Run } from '#engine/engine.ts';
import { start } from '#engine/engine.ts';
import type { World } from '#engine/world.ts';
import type { Cluster, Files, Output } from '../cluster.ts';
import { Placeholders } from './placeholders.ts';
import { runStep } from './runStep.ts';
import type { Scenario, Step } from './scenario.ts';

/** What came of one step. Entries of the trace from `from` to `to` (exclusive) happened during it. */
export interface StepResult {
  readonly index: number;
  readonly step: Step;
  readonly at: number;
  readonly result: Output;
  readonly from: number;
  readonly to: number;
}

/** A scenario on its way. */
export interface ScenarioRun {
  readonly run: Run;
  readonly cluster: Cluster;
  /** Entries that the world started with, before the first step. */
  readonly before: number;
  /** Runs the steps one by one. */
  steps(): Generator<StepResult, void, void>;
}

/** Sets the cluster up; nothing has happened yet. */
export function startScenario(scenario: Scenario, world: World, files: Files): ScenarioRun {
  const run = start(world);
  const cluster: Cluster = { run, namespace: 'default', files };
  const { entries } = run.trace;
  const before = entries.length;
  const placeholders = new Placeholders(entries);
  return {
    run,
    cluster,
    before,
    *steps(): Generator<StepResult, void, void> {
      for (const [index, step] of scenario.steps.entries()) {
        const from = entries.length;
        const result = runStep(cluster, step, placeholders);
        run.note('step', `step ${index}: ${step.kind}`, { step: index, result });
        yield { index, step, at: run.now, result, from, to: entries.length };
      }
    },
  };
}
