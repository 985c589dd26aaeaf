import type { Connection } from 'vscode-languageserver';
import { start } from '#engine/engine.ts';
import { parseDuration } from '#engine/time.ts';
import type { Workspace } from '#language/workspace/workspace.ts';
import type { Settings } from '#protocol/settings.ts';
import {
  type CancelSimulation,
  cancelSimulationNotification,
  type SimulateParams,
  type SimulateResult,
  simulateRequest,
  simulationEndedNotification,
  traceChunkNotification,
} from '#protocol/simulate.ts';
import { type Clusters, StandingCluster } from './clusters.ts';
import type { Host } from './host.ts';
import { originsOf } from './origins.ts';
import { playSimulation } from './playSimulation.ts';
import { refusals, simulationPlan } from './simulationPlan.ts';
import { simulationSources } from './simulationSources.ts';
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
    const problems = refusals(sources);
    if (problems.length > 0) return { ok: false, problems };
    const { simulation } = settings();
    const plan = simulationPlan(sources, params, simulation);
    const cluster = start(plan.world);
    const standing = new StandingCluster(params.run, cluster);
    const play = playSimulation(cluster, plan, params.whatIf.faults ?? [], parseDuration(simulation.until) ?? 0);
    const state = { cancelled: false };
    running.set(params.run, state);
    // The answer goes out first: what a run says before its editor knows of it would be lost.
    soon(async () => {
      const ended = await streamRun(standing, play, {
        isCancelled: () => state.cancelled,
        send: (chunk, end) => connection.sendNotification(traceChunkNotification, { run: params.run, chunk, end }),
      });
      running.delete(params.run);
      if (ended.outcome === 'quiet' || ended.outcome === 'bound') clusters.shown = standing;
      if (ended.message !== undefined) connection.console.error(`simulation ${params.run}: ${ended.message}`);
      // An editor that has gone away needs no ending.
      await connection
        .sendNotification(simulationEndedNotification, { run: params.run, ...ended })
        .catch(() => undefined);
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

/** `web.yaml`, `web.yaml +3`. */
function titleOf(uris: readonly string[]): string {
  const [first = '', ...others] = uris.map((uri) => decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1)));
  return others.length === 0 ? first : `${first} +${others.length}`;
}
