import path from 'node:path';
import { isScenario, parseScenario } from '#kubectl/scenario/parse.ts';
import { startScenario } from '#kubectl/scenario/runScenario.ts';
import { worldOf } from '#kubectl/scenario/world.ts';
import { readInput } from './files.ts';
import type { Io } from './io.ts';
import { nodeFiles } from './nodeFiles.ts';
import { changeLines, watchLines } from './report/simulateWatch.ts';
import { readOptions, type SimulateOptions } from './simulateOptions.ts';

const usage = `drydock simulate FILE|DIR… [options]

Plain manifests are applied to a cluster of three nodes until nothing moves any more; a scenario runs its steps.

  --scenario FILE              the scenario whose cluster the manifests are applied to
  --from REV|DIR|empty         what stands before: the manifests at a git revision or in a folder
  --output human|json|watch|html|junit
  --seed N                     the seed of chance (default 1)
  --until T                    the longest virtual time, e.g. 30m (default 1h)
`;

/** `drydock simulate`: 0 when the rollout completes and every expectation holds, 1 when not, 2 when the input was refused. */
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
  const input = readInput(options.paths, io.stdin, io.cwd);
  for (const { path: name, message } of input.refused) io.err(`${name}: ${message}\n`);
  if (input.refused.length > 0) return 2;
  const scenarios = input.files.filter((file) => isScenario(file.text));
  let code = 0;
  for (const { path: name, text } of scenarios) code = Math.max(code, runFile(name, text, options, io));
  return code;
}

function runFile(name: string, text: string, options: SimulateOptions, io: Io): number {
  const parsed = parseScenario(text);
  if (!parsed.ok) {
    for (const { line, column, message } of parsed.error) io.err(`${name}:${line}:${column}: ${message}\n`);
    return 2;
  }
  const files = nodeFiles(name === '-' ? io.cwd : path.dirname(path.resolve(io.cwd, name)));
  const scenario = options.seed === undefined ? parsed.value : { ...parsed.value, seed: options.seed };
  const world = worldOf(scenario, files);
  if (!world.ok) {
    io.err(`${name}: ${world.error}\n`);
    return 2;
  }
  const running = startScenario(scenario, world.value, files);
  const { entries } = running.run.trace;
  io.out(changeLines(entries, 0, running.before, 0));
  let code = 0;
  for (const step of running.steps()) {
    io.out(watchLines(entries, step));
    if (step.step.kind === 'expect' && step.result.code !== 0) code = 1;
  }
  return code;
}
