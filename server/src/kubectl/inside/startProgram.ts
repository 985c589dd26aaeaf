import type { Container, Pod } from '#engine/api/pod.ts';
import type { Cluster } from '../cluster.ts';
import type { Blocking } from '../command.ts';
import { environmentAtStart } from './environmentAtStart.ts';
import { programs } from './registry.ts';
import { plainWords } from './shell.ts';

/** Where a program in a container prints: `print` as it is, the others lines. */
export interface Teller {
  print(text: string): void;
  out(text: string): void;
  err(text: string): void;
}

/** Runs a command in a running container; undefined where no program that a simulated container has is asked for. */
export function startProgram(
  { run }: Cluster,
  pod: Pod,
  container: Container,
  words: readonly string[],
  { print, out, err }: Teller,
): number | Blocking | undefined {
  const environment = environmentAtStart(run, pod, container);
  const [called = '', ...rest] = plainWords(words, environment) ?? [];
  const program = programs.find(({ name }) => name === called.replace(/^\/(usr\/)?s?bin\//, ''));
  return program?.run({ run, pod, container, words: rest, environment, print, out, err });
}
