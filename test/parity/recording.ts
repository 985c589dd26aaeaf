import type { Digest } from './digest.ts';

/** One recorded run of a real control plane, as the tests keep it. */
export interface Recording {
  readonly name: string;
  readonly about: string;
  /** A Scenario that does the same. */
  readonly scenario: unknown;
  /** Step of the scenario → step of the recording. */
  readonly map: readonly number[];
  /** Steps that the cluster refused. */
  readonly refused: readonly number[];
  /** Steps at whose end nothing moved any more. */
  readonly settled: readonly number[];
  /** What came out; several where it was recorded several times and chance decides. */
  readonly outcomes: readonly Digest[];
}
