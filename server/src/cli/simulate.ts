import type { Io } from './io.ts';
import type { Simulated } from './report/simulated.ts';
import { changeLines, watchLines } from './report/simulateWatch.ts';
import { readOptions, type SimulateOptions } from './simulateOptions.ts';
import { type Simulation, simulationsOf } from './simulationSource.ts';

const usage = `drydock simulate FILE|DIR… [options]

Plain manifests are applied to a cluster of three nodes until it is at rest; a scenario runs its steps, a folder of them all of them.

  --scenario FILE     the scenario whose cluster the manifests are applied to
  --from REV|DIR|empty
                      what stands before: the manifests at a git revision, or those of a folder
  --output FORMAT     human (default), json, watch (every change as a line of JSON), html (the panel as a page), junit
  --seed N            the seed of chance, default 1
  --seeds N           run N seeds, from --seed on, and report what all agree on and what is left to chance (human or json)
  --until T           the longest virtual time to wait, e.g. 30m; default 1h

Exit code 0 when the rollout completes, comes to rest and all that is expected holds, 1 when not, 2 when the input is refused.
`;

/** `drydock simulate`: what a cluster does with manifests, or the steps of scenarios. */
export async function simulate(args: readonly string[], io: Io): Promise<number> {
  const options = readOptions(args);
  if (typeof options === 'string') {
    io.err(`drydock simulate: ${options}\n${usage}`);
    return 2;
  }
  if (options.help) {
    io.out(usage);
    return 0;
  }
  if (options.seeds !== undefined) {
    const { simulateSeeds } = await import('./simulateSeeds.ts');
    return simulateSeeds(options, options.seeds, io);
  }
  const { simulations, refused } = simulationsOf(options, io);
  for (const line of refused) io.err(`${line}\n`);
  if (simulations.length === 0) return 2;
  const code = options.output === 'watch' ? watchAll(simulations, io) : await reportAll(simulations, options, io);
  return refused.length > 0 ? 2 : code;
}

/** Nothing but the engine and kubectl is loaded for this: it is what programs call hundreds of times. */
function watchAll(simulations: readonly Simulation[], io: Io): number {
  let code = 0;
  for (const { running } of simulations) {
    const { entries } = running.run.trace;
    io.out(changeLines(entries, 0, running.before, 0));
    for (const step of running.steps()) {
      io.out(watchLines(entries, step));
      if (step.step.kind === 'expect' && step.result.code !== 0) code = 1;
    }
  }
  return code;
}

async function reportAll(simulations: readonly Simulation[], options: SimulateOptions, io: Io): Promise<number> {
  const { summarize } = await import('#engine/trace/summary.ts');
  const { exitCode } = await import('./report/simulated.ts');
  const all: Simulated[] = [];
  for (const { name, scenario, running } of simulations) {
    const steps = [...running.steps()];
    const { trace } = running.run;
    const simulated = { name, trace, steps, summary: summarize(trace), scenario: scenario !== undefined };
    all.push(simulated);
    if (options.output === 'human') {
      const { humanReport } = await import('./report/simulateHuman.ts');
      io.out(`${all.length > 1 ? '\n' : ''}${humanReport(simulated, io.colour)}`);
    }
  }
  const problem = await printReports(all, options, io);
  if (problem !== undefined) {
    io.err(`drydock simulate: ${problem}\n`);
    return 2;
  }
  return Math.max(...all.map(exitCode));
}

async function printReports(all: readonly Simulated[], options: SimulateOptions, io: Io): Promise<string | undefined> {
  if (options.output === 'json') {
    const { jsonReport } = await import('./report/simulateJson.ts');
    const reports = all.map(jsonReport);
    io.out(`${JSON.stringify(reports.length === 1 ? reports[0] : reports, null, 2)}\n`);
  }
  if (options.output === 'junit') {
    const { junitReport } = await import('./report/simulateJunit.ts');
    io.out(junitReport(all));
  }
  if (options.output !== 'html') return undefined;
  const { htmlReport } = await import('./report/simulateHtml.ts');
  const [first] = all;
  if (all.length > 1 || first === undefined) return 'a page shows one simulation: name one scenario';
  const page = htmlReport(first, /^ko/.test(process.env['LANG'] ?? '') ? 'ko' : 'en');
  if (typeof page !== 'string') return page.missing;
  io.out(page);
  return undefined;
}
