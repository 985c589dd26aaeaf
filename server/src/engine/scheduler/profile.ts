import type { FilterPlugin, PostFilterPlugin, ScorePlugin } from './plugin.ts';

/** The plugins that place the pods of one schedulerName. */
export interface Profile {
  readonly schedulerName: string;
  /** 0: by the size of the cluster. */
  readonly percentageOfNodesToScore: number;
  readonly filters: readonly FilterPlugin[];
  readonly scores: readonly WeightedScore[];
  /** Asked in turn until one can do something. */
  readonly postFilters: readonly PostFilterPlugin[];
}

export interface WeightedScore {
  readonly plugin: ScorePlugin;
  readonly weight: number;
}
