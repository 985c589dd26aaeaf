import type { Connection } from 'vscode-languageserver';
import { start } from '#engine/engine.ts';
import { ok, type Result, refused } from '#engine/result.ts';
import { parseDuration } from '#engine/time.ts';
import type { Workspace } from '#language/workspace/workspace.ts';
import type { Settings, SimulationSettings } from '#protocol/settings.ts';
import {
  type CancelSimulation,
  cancelSimulationNotification,
  type SimulateParams,
  type SimulateProblem,
  type SimulateResult,
  simulateRequest,
  simulationEndedNotification,
  traceChunkNotification,
} from '#protocol/simulate.ts';
import { type Clusters, StandingCluster } from './clusters.ts';
import type { Host } from './host.ts';
import { originsOf } from './origins.ts';
import { playSimulation } from './playSimulation.ts';
import { type ScenarioPlay, scenarioIn, scenarioPlay } from './scenarioPlay.ts';
import { refusals, simulationPlan } from './simulationPlan.ts';
import { type Sources, simulationSources } from './simulationSources.ts';
import { soon } from './soon.ts';
import { streamRun } from './streamRun.ts';

/** Answers `drydock/simulate`, then plays the run in slices and sends what happened in each. */
export function registerSimulation(
  connection: Connection,
  host: Host,
  workspace: Workspace,
  settings: () => Settings,
  clusters: Clusters,
): void {
  const running = new Map<string, { cancelled: boolean }>();

  connection.onNotification(cancelSimulationNotification, ({ run }: CancelSimulation) => {
    const state = running.get(run);
    if (state !== undefined) state.cancelled = true;
  });

  connection.onRequest<SimulateResult, void>(simulateRequest, async (params: SimulateParams) => {
    const sources = await simulationSources(workspace.snapshot, host, params.uris);
    const prepared = prepare(sources, params, settings().simulation);
    if (!prepared.ok) return { ok: false, problems: prepared.error };
    const { cluster, play } = prepared.value;
    const standing = new StandingCluster(params.run, cluster);
    const state = { cancelled: false };
    running.set(params.run, state);
    // The answer goes out first: what a run says before its editor knows of it would be lost.
    soon(async () => {
      const ended = await streamRun(standing, play, {
        isCancelled: () => state.cancelled,
        send: (chunk, end) => connection.sendNotification(traceChunkNotification, { run: params.run, chunk, end }),
      });
      running.delete(params.run);
      if (ended.message !== undefined) connection.console.error(`simulation ${params.run}: ${ended.message}`);
      // An editor that has gone away needs no ending.
      const told = connection
        .sendNotification(simulationEndedNotification, { run: params.run, ...ended })
        .catch(() => undefined);
      if (ended.outcome === 'quiet' || ended.outcome === 'bound') clusters.show(standing);
      await told;
    });
    return {
      ok: true,
      started: {
        run: params.run,
        title: titleOf(sources.files.map((file) => file.uri)),
        header: cluster.trace.header,
        origins: originsOf(sources),
        whatIf: params.whatIf,
      },
    };
  });
}

/** A cluster that stands at 0, with what is played on it: a scenario, or the manifests. */
function prepare(
  sources: Sources,
  params: SimulateParams,
  settings: SimulationSettings,
): Result<ScenarioPlay, readonly SimulateProblem[]> {
  const scenario = scenarioIn(sources.files);
  if (scenario !== undefined) return scenarioPlay(scenario, sources.snapshot, params.whatIf);
  const problems = refusals(sources);
  if (problems.length > 0) return refused(problems);
  const plan = simulationPlan(sources, params, settings);
  const cluster = start(plan.world);
  const longest = parseDuration(settings.until) ?? 0;
  return ok({ cluster, play: playSimulation(cluster, plan, params.whatIf.faults ?? [], longest) });
}

/** `web.yaml`, `web.yaml +3`. */
function titleOf(uris: readonly string[]): string {
  const [first = '', ...others] = uris.map((uri) => decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1)));
  return others.length === 0 ? first : `${first} +${others.length}`;
}
