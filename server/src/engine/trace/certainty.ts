import type { Key } from '../api/key.ts';
import { splitKey } from '../api/key.ts';
import type { ApiObject } from '../api/meta.ts';
import { nodeOf } from './podState.ts';
import type { Summary } from './summary.ts';

/** One of many runs of the same thing, each with another seed. */
export interface SeedRun {
  readonly seed: number;
  readonly summary: Summary;
  /** What exists at its end. */
  readonly objects: ReadonlyMap<Key, ApiObject>;
}

/** A number over all runs, with the first seed that gave either end. Where both ends are equal it is certain, as far as so many seeds can tell. */
export interface Range {
  readonly least: number;
  readonly most: number;
  readonly leastSeed: number;
  readonly mostSeed: number;
}

/** What many seeds agree on and what is left to chance: a range whose ends are equal is the former. */
export interface ManySeeds {
  readonly seeds: readonly number[];
  /** How often each verdict came, the most frequent first; one alone is certain. */
  readonly verdicts: readonly { readonly verdict: Summary['verdict']; readonly seeds: readonly number[] }[];
  /** Virtual milliseconds, over the runs that are not stuck; null where all are. */
  readonly duration: Range | null;
  /** Most pods of the cluster at one moment. */
  readonly peak: Range;
  readonly workloads: readonly WorkloadRange[];
  /** Pods at the end, by node and by zone. */
  readonly nodes: readonly { readonly name: string; readonly pods: Range }[];
  readonly zones: readonly { readonly name: string; readonly pods: Range }[];
}

export interface WorkloadRange {
  readonly key: Key;
  readonly desired: Range;
  /** Null where no run had it complete. */
  readonly lowestAvailable: Range | null;
  readonly peak: Range;
}

/** Compares the runs. There must be one at least. */
export function manySeeds(runs: readonly SeedRun[]): ManySeeds {
  return {
    seeds: runs.map(({ seed }) => seed),
    verdicts: verdictsOf(runs),
    duration: rangeOf(runs, ({ summary }) => (summary.verdict === 'stuck' ? null : summary.duration)),
    peak: countedOf(runs, ({ summary }) => summary.peak.count),
    workloads: workloadsOf(runs),
    nodes: placesOf(runs, (node) => node.metadata.name),
    zones: placesOf(runs, (node) => node.metadata.labels?.['topology.kubernetes.io/zone']),
  };
}

function verdictsOf(runs: readonly SeedRun[]): ManySeeds['verdicts'] {
  const found = new Map<Summary['verdict'], number[]>();
  for (const { seed, summary } of runs) found.set(summary.verdict, [...(found.get(summary.verdict) ?? []), seed]);
  return [...found].map(([verdict, seeds]) => ({ verdict, seeds })).sort((a, b) => b.seeds.length - a.seeds.length);
}

function workloadsOf(runs: readonly SeedRun[]): readonly WorkloadRange[] {
  const keys = new Set(runs.flatMap(({ summary }) => summary.workloads.map(({ key }) => key)));
  return [...keys].map((key) => {
    const found = runs.map(({ summary }) => summary.workloads.find((each) => each.key === key));
    return {
      key,
      desired: countedOf(runs, (_, index) => found[index]?.desired ?? 0),
      lowestAvailable: rangeOf(runs, (_, index) => found[index]?.lowestAvailable?.count ?? null),
      peak: countedOf(runs, (_, index) => found[index]?.peak.count ?? 0),
    };
  });
}

/** Pods at the end for every place that a node of some run is in. */
function placesOf(
  runs: readonly SeedRun[],
  placeOf: (node: ApiObject) => string | undefined,
): readonly { readonly name: string; readonly pods: Range }[] {
  const counts = runs.map(({ objects }) => podsByPlace(objects, placeOf));
  const names = [...new Set(counts.flatMap((count) => [...count.keys()]))].sort();
  return names.map((name) => ({ name, pods: countedOf(runs, (_, index) => counts[index]?.get(name) ?? 0) }));
}

function podsByPlace(
  objects: ReadonlyMap<Key, ApiObject>,
  placeOf: (node: ApiObject) => string | undefined,
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const places = new Map<string, string>();
  for (const [key, object] of objects) {
    const place = splitKey(key).kind === 'Node' ? placeOf(object) : undefined;
    if (place === undefined) continue;
    counts.set(place, 0);
    places.set(object.metadata.name, place);
  }
  for (const [key, object] of objects) {
    if (splitKey(key).kind !== 'Pod') continue;
    const place = places.get(nodeOf(object) ?? '');
    if (place !== undefined) counts.set(place, (counts.get(place) ?? 0) + 1);
  }
  return counts;
}

function countedOf(runs: readonly SeedRun[], measure: (run: SeedRun, index: number) => number): Range {
  return rangeOf(runs, measure) ?? { least: 0, most: 0, leastSeed: 0, mostSeed: 0 };
}

/** Over the runs that have the number; null where none has. */
function rangeOf(runs: readonly SeedRun[], measure: (run: SeedRun, index: number) => number | null): Range | null {
  const found = runs.flatMap((run, index) => {
    const value = measure(run, index);
    return value === null ? [] : [{ value, seed: run.seed }];
  });
  const [first] = found;
  if (first === undefined) return null;
  const least = found.reduce((a, b) => (b.value < a.value ? b : a), first);
  const most = found.reduce((a, b) => (b.value > a.value ? b : a), first);
  return { least: least.value, most: most.value, leastSeed: least.seed, mostSeed: most.seed };
}
