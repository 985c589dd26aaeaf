import type { Millis } from '#engine/time.ts';
import type { Mark } from './lanes.ts';

/** The next moment after (or before) `t` at which something changes; undefined at the end. `moments` is sorted. */
export function neighbour(moments: readonly Millis[], t: Millis, direction: 1 | -1): Millis | undefined {
  let low = 0;
  let high = moments.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((moments[middle] ?? 0) < t || (direction === 1 && (moments[middle] ?? 0) <= t)) low = middle + 1;
    else high = middle;
  }
  return direction === 1 ? moments[low] : moments[low - 1];
}

/** The mark drawn at `x`, within a finger's reach. */
export function markAt(marks: readonly Mark[], x: number, reach = 6): Mark | undefined {
  let nearest: Mark | undefined;
  for (const mark of marks) {
    if (Math.abs(mark.x - x) <= reach && (nearest === undefined || Math.abs(mark.x - x) < Math.abs(nearest.x - x)))
      nearest = mark;
  }
  return nearest;
}
