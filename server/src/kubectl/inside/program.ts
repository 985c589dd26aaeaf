import type { Container, Pod } from '#engine/api/pod.ts';
import type { Run } from '#engine/engine.ts';
import type { Blocking } from '../command.ts';

/** A program whose effect or answer follows from the cluster alone, so that a simulated container can run it. */
export interface Program {
  readonly name: string;
  /** The exit code, at once or after virtual time. */
  run(inside: Inside): number | Blocking;
}

/** What a program in a container sees. */
export interface Inside {
  readonly run: Run;
  readonly pod: Pod;
  readonly container: Container;
  /** Its arguments, without its own name. */
  readonly words: readonly string[];
  readonly environment: ReadonlyMap<string, string>;
  /** Prints a text as it is. */
  print(text: string): void;
  /** Prints lines. */
  out(text: string): void;
  err(text: string): void;
}
