import type { Key } from '#engine/api/key.ts';
import type { Millis } from '#engine/time.ts';
import type { History, WorkloadHistory } from '#engine/trace/history.ts';
import { indexAt, type Steps } from '#engine/trace/steps.ts';
import type { StoryLine } from '#engine/trace/text.ts';
import { type Scale, toTime } from './scale.ts';

/** A step function at the resolution of the screen: for every column the lowest, highest and last value in it. */
export interface Columns {
  readonly min: Float64Array;
  readonly max: Float64Array;
  readonly last: Float64Array;
}

/** One band of a stack: what lies between `low` and `high` at every column. */
export interface Band {
  readonly id: string;
  readonly kind: 'ready' | 'unready' | 'terminating';
  /** Which group of the workload, counted from its first: its colour. */
  readonly group: number;
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** The lane of a workload: its pods stacked, and what its strategy promises. */
export interface WorkloadLane {
  readonly key: Key;
  readonly bands: readonly Band[];
  readonly available: Columns;
  readonly floor: Float64Array;
  /** Who asks for the floor: the strategy of a rollout, or a PodDisruptionBudget where nothing is rolled out. */
  readonly floorBy: 'strategy' | 'budget';
  readonly ceiling: Float64Array;
  readonly top: number;
}

export interface ServiceLane {
  readonly key: Key;
  readonly ready: Columns;
  readonly top: number;
}

export interface Mark {
  readonly x: number;
  readonly severity: StoryLine['severity'] | 'user';
  /** Lines in this column, the first one's `seq`. */
  readonly seq: number;
  readonly count: number;
}

/** The pods of a workload stacked by how far they are, and its budget, at every column. */
export function workloadLane(workload: WorkloadHistory, scale: Scale, columns: number): WorkloadLane {
  const times = columnTimes(scale, columns);
  const groups = [...workload.groups.values()];
  const bands: Band[] = [];
  let low = new Float64Array(columns);
  const stack = (kind: Band['kind'], group: number, steps: Steps): void => {
    const values = columnsOf(steps, times).last;
    const high = low.map((value, i) => value + (values[i] ?? 0));
    bands.push({ id: `${kind} ${groups[group]?.key ?? ''}`, kind, group, low, high });
    low = high;
  };
  for (const [i, group] of groups.entries()) stack('ready', i, group.ready);
  for (const [i, group] of groups.entries()) stack('unready', i, group.unready);
  for (const [i, group] of groups.entries()) stack('terminating', i, group.terminating);
  const ceiling = columnsOf(workload.ceiling, times).last;
  return {
    key: workload.key,
    bands: bands.filter((band) => band.high.some((value, i) => value > (band.low[i] ?? 0))),
    available: columnsOf(workload.available, times),
    floor: columnsOf(workload.floor, times).last,
    floorBy: 'strategy',
    ceiling,
    top: Math.max(1, highestOf(low), highestOf(ceiling)),
  };
}

/** A lane for every Service that ever had an endpoint. */
export function serviceLanes(history: History, scale: Scale, columns: number): readonly ServiceLane[] {
  const times = columnTimes(scale, columns);
  return [...history.services.values()]
    .filter((service) => service.ready.at.length + service.unready.at.length > 0)
    .map((service) => {
      const ready = columnsOf(service.ready, times);
      return { key: service.key, ready, top: Math.max(1, highestOf(ready.max)) };
    });
}

/** What is told, one mark a column at most: the worst of it gives the mark its form. */
export function marksOf(
  story: readonly StoryLine[],
  scale: Scale,
  place: (t: Millis) => number,
  apart = 7,
): readonly Mark[] {
  const marks: Mark[] = [];
  for (const { at, seq, severity, actor } of story) {
    if (at < scale.from || at > scale.to) continue;
    const form = actor === 'user' && severity === 'normal' ? 'user' : severity;
    const x = Math.round(place(at) / apart) * apart;
    const last = marks[marks.length - 1];
    if (last?.x !== x) marks.push({ x, severity: form, seq, count: 1 });
    else
      marks[marks.length - 1] =
        weight(form) > weight(last.severity)
          ? { x, severity: form, seq, count: last.count + 1 }
          : { ...last, count: last.count + 1 };
  }
  return marks;
}

/** The step function at every column. */
export function columnsOf(steps: Steps, times: Float64Array): Columns {
  const columns = times.length - 1;
  const min = new Float64Array(columns);
  const max = new Float64Array(columns);
  const last = new Float64Array(columns);
  let i = indexAt(steps, times[0] ?? 0);
  for (let column = 0; column < columns; column++) {
    const end = times[column + 1] ?? 0;
    let value = steps.value[i] ?? 0;
    let low = value;
    let high = value;
    while (i + 1 < steps.at.length && (steps.at[i + 1] ?? 0) < end) {
      value = steps.value[++i] ?? 0;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    min[column] = low;
    max[column] = high;
    last[column] = value;
  }
  return { min, max, last };
}

/** The moments at the edges of the columns; one more than columns. */
export function columnTimes(scale: Scale, columns: number): Float64Array {
  const times = new Float64Array(columns + 1);
  for (let i = 0; i <= columns; i++) times[i] = toTime(scale, (i / columns) * scale.width);
  // The last column includes the end itself.
  times[columns] = scale.to + 1;
  return times;
}

function highestOf(values: Float64Array): number {
  let highest = 0;
  for (const value of values) if (value > highest) highest = value;
  return highest;
}

function weight(form: Mark['severity']): number {
  return ['normal', 'user', 'warning', 'error'].indexOf(form);
}
