/** Where a run ends that would never come to rest. */
export interface Bounds {
  /** Most entries of the trace. */
  readonly entries: number;
  /** Most things served at one moment: time stands still then. */
  readonly atOnce: number;
}

export const defaultBounds: Bounds = { entries: 1_000_000, atOnce: 1_000_000 };
