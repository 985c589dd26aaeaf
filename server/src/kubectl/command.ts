import type { Cluster, Pause } from './cluster.ts';
import type { FlagSpec, Flags } from './flags.ts';

/** A command: its words, the flags it takes besides the global ones, and what it does. */
export interface Command {
  /** `get`, `rollout status`. */
  readonly name: string;
  readonly flags: readonly FlagSpec[];
  /** The exit code, at once or after pauses in which virtual time goes on. */
  run(context: Context): number | Blocking;
}

export type Blocking = Generator<Pause, number, void>;

/** What a command gets. */
export interface Context {
  readonly cluster: Cluster;
  /** The command's own words: `rollout status`. */
  readonly command: string;
  readonly args: readonly string[];
  /** How many of `args` stand before `--`; -1 without one. */
  readonly dash: number;
  readonly flags: Flags;
  readonly stdin: string;
  /** The namespace of the flags or of the context. */
  readonly namespace: string;
  /** Whether `-n` was given. */
  readonly namespaceGiven: boolean;
  /** Prints to standard output as it is. */
  print(text: string): void;
  /** Prints lines. */
  out(text: string): void;
  err(text: string): void;
  /** Prints a warning of the API server, each text once. */
  warn(text: string): void;
}

/** Prints `error: …` and is the exit code 1. */
export function fail(context: Context, message: string): number {
  context.err(`error: ${message}`);
  return 1;
}

/** As kubectl answers wrong use: with where to find help. */
export function usage(context: Context, message: string): number {
  context.err(`error: ${message}\nSee 'kubectl ${context.command} -h' for help and examples`);
  return 1;
}

/** Flags that every command takes. */
export const globalFlags: readonly FlagSpec[] = [
  { name: 'namespace', short: 'n', type: 'string' },
  { name: 'help', short: 'h', type: 'bool' },
  { name: 'v', short: 'v', type: 'int' },
  { name: 'context', type: 'string' },
  { name: 'cluster', type: 'string' },
  { name: 'user', type: 'string' },
  { name: 'kubeconfig', type: 'string' },
  { name: 'request-timeout', type: 'string' },
  { name: 'server', short: 's', type: 'string' },
  { name: 'as', type: 'string' },
  { name: 'as-group', type: 'list' },
  { name: 'as-uid', type: 'string' },
  { name: 'warnings-as-errors', type: 'bool' },
];
