import type { KubernetesVersion } from '../api/version.ts';
import type { Applied, Rejected } from '../store/change.ts';
import type { Millis } from '../time.ts';

/** Who made an entry: `user`, `deployment-controller`, `default-scheduler`, `kubelet/n1`, … */
export type Actor = string & { readonly __brand?: 'Actor' };

/** A thing a person may not take for certain: a tie broken by the seed, or a delay that the model assumes. */
export interface Assumption {
  readonly kind: 'tie' | 'delay';
  /** What was drawn or assumed, in words: `victim drawn among 3 pods of equal rank`. */
  readonly text: string;
  /** For ties: how many candidates were equal. */
  readonly among?: number;
}

/** One thing that happened. `seq` is its index in the trace. */
export interface Entry {
  readonly seq: number;
  readonly at: Millis;
  readonly actor: Actor;
  /** `seq` of the entry that led here; null for the user's and the clock's own. */
  readonly cause: number | null;
  /** Why the actor did it, one sentence in the field's words. */
  readonly why: string;
  readonly change: Applied | Rejected | Note;
  readonly assumptions?: readonly Assumption[];
}

/** Something that changes no object: a fault begins, a step of the scenario ends, a diagnosis of the scheduler. */
export interface Note {
  readonly kind: 'note';
  readonly topic: 'fault' | 'step' | 'rest' | 'bound' | 'scheduling';
  readonly text: string;
  /** The object it is about, if any. */
  readonly key?: string;
  /** Structured detail for the panel and JSON output (a scheduling Diagnosis, for one). */
  readonly data?: unknown;
}

/** What a run was started from; enough, with the entries, to show it without the engine. */
export interface TraceHeader {
  readonly kubernetesVersion: KubernetesVersion;
  readonly seed: number;
  /** Wall-clock milliseconds (Unix) at virtual time 0. */
  readonly startTime: Millis;
}

/** API BOUNDARY for the panel: everything that happened, in order. `storeAt` (replay.ts) folds it. */
export interface Trace {
  readonly header: TraceHeader;
  readonly entries: readonly Entry[];
  /** Virtual time at which the run stands. */
  readonly end: Millis;
}
