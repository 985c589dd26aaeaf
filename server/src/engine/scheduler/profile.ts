import type { FilterPlugin, ScorePlugin } from './plugin.ts';

/** The plugins that place the pods of one schedulerName. */
export interface Profile {
  readonly schedulerName: string;
  /** 0: by the size of the cluster. */
  readonly percentageOfNodesToScore: number;
  readonly filters: readonly FilterPlugin[];
  readonly scores: readonly WeightedScore[];
}

export interface WeightedScore {
  readonly plugin: ScorePlugin;
  readonly weight: number;
}
