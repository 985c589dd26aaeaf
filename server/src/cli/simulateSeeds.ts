import { type ManySeeds, manySeeds, type SeedRun } from '#engine/trace/certainty.ts';
import { storeAt } from '#engine/trace/replay.ts';
import { summarize } from '#engine/trace/summary.ts';
import type { Io } from './io.ts';
import { seedsHuman } from './report/seedsHuman.ts';
import { exitCode } from './report/simulated.ts';
import type { SimulateOptions } from './simulateOptions.ts';
import { type Simulation, simulationsBySeed } from './simulationSource.ts';

/** `drydock simulate --seeds N`: the same with many seeds, compared. The exit code is the worst of all runs. */
export function simulateSeeds(options: SimulateOptions, count: number, io: Io): number {
  const first = options.seed ?? 1;
  const simulationsWith = simulationsBySeed(options, io);
  const runs = new Map<string, SeedRun[]>();
  let code = 0;
  for (let seed = first; seed < first + count; seed++) {
    const { simulations, refused } = simulationsWith(seed);
    if (seed === first) for (const line of refused) io.err(`${line}\n`);
    if (simulations.length === 0) return 2;
    const all = simulations.map((simulation) => ran(simulation, seed));
    code = Math.max(code, refused.length > 0 ? 2 : 0, ...all.map((each) => each.code));
    for (const { name, run } of all) runs.set(name, [...(runs.get(name) ?? []), run]);
  }
  print(
    [...runs].map(([name, of]) => ({ name, code, ...manySeeds(of) })),
    options,
    io,
  );
  return code;
}

type Compared = ManySeeds & { readonly name: string; readonly code: number };

function print(compared: readonly Compared[], options: SimulateOptions, io: Io): void {
  if (options.output === 'json') io.out(`${JSON.stringify(compared.length === 1 ? compared[0] : compared, null, 2)}\n`);
  else io.out(compared.map((each) => seedsHuman(each.name, each)).join('\n'));
}

interface Ran {
  readonly name: string;
  readonly run: SeedRun;
  readonly code: number;
}

function ran({ name, scenario, running }: Simulation, seed: number): Ran {
  const steps = [...running.steps()];
  const { trace } = running.run;
  const summary = summarize(trace);
  const code = exitCode({ name, trace, steps, summary, scenario: scenario !== undefined });
  return { name, run: { seed, summary, objects: storeAt(trace, trace.end) }, code };
}
