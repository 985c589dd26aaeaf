import type { KubernetesVersion } from '#engine/api/version.ts';
import type { Entry } from '#engine/trace/trace.ts';
import { noFiles } from '#kubectl/cluster.ts';
import { parseScenario } from '#kubectl/scenario/parse.ts';
import { startScenario } from '#kubectl/scenario/runScenario.ts';
import { worldOf } from '#kubectl/scenario/world.ts';
import type { WatchLine } from './digest.ts';
import type { Recording } from './recording.ts';

/** The recording's scenario on our cluster: its changes, and the recording's steps that were refused. */
export function simulated(
  recording: Recording,
  seed: number,
  kubernetesVersion: KubernetesVersion,
): { lines: readonly WatchLine[]; refused: readonly number[] } {
  const parsed = parseScenario(JSON.stringify(recording.scenario));
  if (!parsed.ok) throw new Error(`${recording.name}: ${parsed.error[0]?.message}`);
  const scenario = { ...parsed.value, seed, kubernetesVersion };
  const world = worldOf(scenario, noFiles);
  if (!world.ok) throw new Error(`${recording.name}: ${world.error}`);
  const running = startScenario(scenario, world.value, noFiles);
  const lines: WatchLine[] = [];
  const refused = new Set<number>();
  for (const { index, step, result, from, to } of running.steps()) {
    const of = recording.map[index] ?? -1;
    for (const entry of running.run.trace.entries.slice(from, to)) lines.push(...changes(entry, of));
    if (result.code !== 0 && step.kind !== 'wait') refused.add(of);
  }
  return { lines, refused: [...refused] };
}

const types = { create: 'ADDED', update: 'MODIFIED', delete: 'DELETED' } as const;

function changes({ at, change }: Entry, step: number): WatchLine[] {
  if (change.kind !== 'applied') return [];
  const object = change.after ?? change.before;
  return object === null ? [] : [{ at, step, type: types[change.verb], object }];
}
