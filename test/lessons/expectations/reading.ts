import type { World } from '#engine/world.ts';
import type { Found } from './compare.ts';
import type { Expectation } from './expectation.ts';
import type { Stage } from './stage.ts';

/** How an expectation is held against a cluster. */
export interface Reading {
  /** What the session's cluster was like, where the expectation does not say it: its timing, its images. */
  readonly world?: Partial<World>;
  /**
   * Does what the session does and answers what is seen, in the shape of `expect`. `again` is a stage for the same expectation in a
   * world of another seed.
   */
  read(stage: Stage, expectation: Expectation, again: (seed: number) => Stage): Found;
}

/** Readings by the id of their expectation. */
export type Readings = Readonly<Record<string, Reading>>;
