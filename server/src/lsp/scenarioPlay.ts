import { t } from '@vscode/l10n';
import type { Run } from '#engine/engine.ts';
import type { Result } from '#engine/result.ts';
import { ok, refused } from '#engine/result.ts';
import type { Millis } from '#engine/time.ts';
import { History } from '#engine/trace/history.ts';
import { equalNodes } from '#engine/world.ts';
import { isScenario, parseScenario } from '#kubectl/scenario/parse.ts';
import { type StepResult, startScenario } from '#kubectl/scenario/runScenario.ts';
import type { Scenario } from '#kubectl/scenario/scenario.ts';
import { worldOf } from '#kubectl/scenario/world.ts';
import type { SourceFile } from '#language/document/document.ts';
import type { Snapshot } from '#language/workspace/snapshot.ts';
import type { SimulateProblem, WhatIf } from '#protocol/simulate.ts';
import type { Played } from './playSimulation.ts';
import { snapshotFiles } from './snapshotFiles.ts';

/** A scenario that is ready to be played, step by step. */
export interface ScenarioPlay {
  readonly cluster: Run;
  readonly play: Generator<void, Played>;
}

/** The scenario file among what is to be simulated, if there is one: it says itself what is applied, and when. */
export function scenarioIn(files: readonly SourceFile[]): SourceFile | undefined {
  return files.find((file) => isScenario(file.text));
}

/** Sets up what a scenario file says; its files are those of the workspace. With a mistake in it nothing runs. */
export function scenarioPlay(
  file: SourceFile,
  snapshot: Snapshot,
  whatIf: WhatIf,
): Result<ScenarioPlay, readonly SimulateProblem[]> {
  const parsed = parseScenario(file.text);
  if (!parsed.ok)
    return refused(
      parsed.error.map(({ line, column, message }) => ({
        uri: file.uri,
        message,
        range: [line - 1, column - 1, line - 1, column - 1] as const,
      })),
    );
  if ((whatIf.fields ?? []).length > 0 || (whatIf.faults ?? []).length > 0)
    return refused([
      {
        uri: file.uri,
        message: t('A scenario says itself what is applied and when nodes fail: change it in its file.'),
      },
    ]);
  const scenario = otherwise(parsed.value, whatIf);
  const files = snapshotFiles(() => snapshot, file.uri.slice(0, file.uri.lastIndexOf('/')));
  const world = worldOf(scenario, files);
  if (!world.ok) return refused([{ uri: file.uri, message: world.error }]);
  const running = startScenario(scenario, world.value, files);
  return ok({ cluster: running.run, play: played(file, running.run, running.steps()) });
}

/** The scenario in another world. */
function otherwise(scenario: Scenario, { kubernetesVersion, seed, nodes, timing, images }: WhatIf): Scenario {
  return {
    ...scenario,
    ...(kubernetesVersion === undefined ? {} : { kubernetesVersion }),
    ...(seed === undefined ? {} : { seed }),
    ...(nodes === undefined ? {} : { nodes: equalNodes(nodes).map((node) => ({ node })) }),
    timing: { ...scenario.timing, ...timing },
    images: [...(images ?? []), ...scenario.images],
  };
}

/** The verdict is about the last thing that the scenario does to a cluster at rest. */
function lastEpisode(run: Run): Millis {
  const history = new History();
  history.add(run.trace.entries);
  return history.episode;
}

function* played(file: SourceFile, run: Run, steps: Generator<StepResult, void>): Generator<void, Played> {
  const failures: SimulateProblem[] = [];
  for (const { step, result } of steps) {
    if (step.kind === 'expect' && result.code !== 0) {
      const range = [step.line - 1, 0, step.line, 0] as const;
      failures.push({ uri: file.uri, message: result.stderr.trim(), range });
    }
    yield;
  }
  return { applyAt: lastEpisode(run), outcome: 'quiet', failures };
}
