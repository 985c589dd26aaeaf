import type { Millis } from '#engine/time.ts';
import type { StoryLine } from '#engine/trace/text.ts';

/** How many lines are told by `t`. */
export function positionAtLine(story: readonly StoryLine[], t: Millis): number {
  let low = 0;
  let high = story.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((story[middle]?.at ?? 0) <= t) low = middle + 1;
    else high = middle;
  }
  return low;
}
