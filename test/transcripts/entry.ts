import type { World } from '#engine/world.ts';

/** What has to be known of a session to play it: what stands before it, and where its print is no measure. */
export interface Entry {
  readonly id: string;
  /** Besides the nodes that the session names. */
  readonly world?: Partial<World>;
  /** Files by the name that is typed. */
  readonly files?: Readonly<Record<string, () => string>>;
  /** What the person changes in the editor that `kubectl edit` opens. */
  readonly edit?: (text: string) => string;
  /** Lines typed before the session; the cluster comes to rest after each. */
  readonly before?: readonly string[];
  /** By number of the command, from 1. */
  readonly steps?: Readonly<Record<number, Step>>;
}

export interface Step {
  /** Lines typed since the command before it; without them the cluster came to rest. `sleep 12s` lets time pass. */
  readonly meanwhile?: readonly string[];
  /** What is typed in place of what the session prints, and why. */
  readonly instead?: readonly [line: string, why: string];
  /** Why the command is not run: it is no question to a cluster. Not for kubectl's. */
  readonly out?: string;
  /** Why nothing that it prints is compared; it runs all the same. */
  readonly odd?: string;
  /** Slips of the author in the print: what it says, what kubectl said, and why one can tell. */
  readonly reads?: readonly (readonly [RegExp, string, why: string])[];
  /** Lines of either print that are not compared, and why. */
  readonly lines?: readonly (readonly [RegExp, why: string])[];
  /** Why the order of lines is open. */
  readonly unordered?: string;
  /** Why its exit code is not 0 where the session prints no error. */
  readonly fails?: string;
  /** What the session says of the answer without printing it: every pattern is found. */
  readonly states?: readonly RegExp[];
  /** What a program makes of the output of lines that run in the background (`… &`), appended to what the command prints. */
  readonly show?: (printed: string) => string;
}
