import type { Container, Pod } from '#engine/api/pod.ts';
import type { Blocking, Context } from '../command.ts';
import { environmentAtStart } from './environmentAtStart.ts';
import { programs } from './registry.ts';
import { plainWords } from './shell.ts';

/** Runs a command in a running container; undefined where no program that a simulated container has is asked for. */
export function startProgram(
  context: Context,
  pod: Pod,
  container: Container,
  words: readonly string[],
): number | Blocking | undefined {
  const { run } = context.cluster;
  const environment = environmentAtStart(run, pod, container);
  const [called = '', ...rest] = plainWords(words, environment) ?? [];
  const program = programs.find(({ name }) => name === called.replace(/^\/(usr\/)?s?bin\//, ''));
  const { out, err } = context;
  return program?.run({ run, pod, container, words: rest, environment, out, err });
}
