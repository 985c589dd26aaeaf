import type { Millis } from '#engine/time.ts';

/** A stretch of the time axis: virtual time [from, to] drawn over [x, x + width]. A compressed one is a long quiet, drawn short. */
export interface Segment {
  readonly from: Millis;
  readonly to: Millis;
  readonly x: number;
  readonly width: number;
  readonly compressed: boolean;
}

/** Virtual time ↔ pixels. Monotonic; long stretches in which nothing happens are drawn short, as a route map does. */
export interface Scale {
  readonly from: Millis;
  readonly to: Millis;
  readonly width: number;
  readonly segments: readonly Segment[];
}

/** Part of the whole axis that one compressed quiet takes, longer ones a little more; all of them together take no more than half. */
function quietShares(quiets: readonly (readonly [Millis, Millis])[]): readonly number[] {
  const shares = quiets.map(([start, end]) => 0.06 + 0.03 * Math.log10(Math.max(1, (end - start) / longQuiet)));
  const total = shares.reduce((a, b) => a + b, 0);
  return total <= 0.5 ? shares : shares.map((share) => (share / total) * 0.5);
}

/** A quiet is compressed when it takes more than this part of what is left to draw … */
const longShare = 0.2;
/** … and lasts this long. */
const longQuiet: Millis = 2000;
const mostQuiets = 6;

/** A scale over [from, to] in which the longest quiets between `moments` (sorted) are compressed. */
export function scaleOf(moments: readonly Millis[], from: Millis, to: Millis, width: number): Scale {
  const span = Math.max(1, to - from);
  const quiets = longQuiets(moments, from, from + span);
  const quietWidths = quietShares(quiets).map((share) => share * width);
  const busy = span - quiets.reduce((total, [start, end]) => total + end - start, 0);
  const perMilli = (width - quietWidths.reduce((a, b) => a + b, 0)) / Math.max(1, busy);
  const segments: Segment[] = [];
  let at = from;
  let x = 0;
  const push = (end: Millis, size: number, compressed: boolean): void => {
    segments.push({ from: at, to: end, x, width: size, compressed });
    at = end;
    x += size;
  };
  for (const [i, [start, end]] of quiets.entries()) {
    if (start > at) push(start, (start - at) * perMilli, false);
    push(end, quietWidths[i] ?? 0, true);
  }
  if (at < from + span) push(from + span, width - x, false);
  return { from, to: from + span, width, segments };
}

/** Where `t` is drawn; moments outside the scale are drawn at its ends. */
export function toX(scale: Scale, t: Millis): number {
  if (t <= scale.from) return 0;
  if (t >= scale.to) return scale.width;
  const segment = scale.segments.find((each) => t < each.to);
  return segment === undefined
    ? scale.width
    : segment.x + ((t - segment.from) / (segment.to - segment.from)) * segment.width;
}

/** Which moment is drawn at `x`. */
export function toTime(scale: Scale, x: number): Millis {
  if (x <= 0) return scale.from;
  if (x >= scale.width) return scale.to;
  const segment = scale.segments.find((each) => x < each.x + each.width);
  return segment === undefined || segment.width === 0
    ? scale.to
    : segment.from + ((x - segment.x) / segment.width) * (segment.to - segment.from);
}

/** A window around `center` that shows `factor` times as much time as now, kept within [least, most]. */
export function zoomed(
  from: Millis,
  to: Millis,
  center: Millis,
  factor: number,
  least: Millis,
  most: Millis,
): readonly [Millis, Millis] {
  const whole = Math.max(1, most - least);
  const span = Math.max(Math.min(20, whole), Math.min(whole, (to - from) * factor));
  const share = to === from ? 0.5 : (center - from) / (to - from);
  const start = Math.max(least, Math.min(most - span, center - share * span));
  return [start, start + span];
}

function longQuiets(moments: readonly Millis[], from: Millis, to: Millis): readonly (readonly [Millis, Millis])[] {
  const inside = [from, ...moments.filter((at) => at > from && at < to), to];
  const gaps: (readonly [Millis, Millis])[] = [];
  for (let i = 0; i + 1 < inside.length; i++) {
    const gap = [inside[i] ?? from, inside[i + 1] ?? to] as const;
    if (gap[1] - gap[0] > longQuiet) gaps.push(gap);
  }
  const usual = median(inside);
  let left = to - from;
  const chosen: (readonly [Millis, Millis])[] = [];
  for (const gap of gaps.sort((a, b) => b[1] - b[0] - (a[1] - a[0]))) {
    const size = gap[1] - gap[0];
    if (chosen.length === mostQuiets || size < left * longShare || size < usual * 10) break;
    chosen.push(gap);
    left -= size;
  }
  return chosen.sort((a, b) => a[0] - b[0]);
}

function median(moments: readonly Millis[]): Millis {
  const gaps = moments
    .slice(1)
    .map((at, i) => at - (moments[i] ?? at))
    .sort((a, b) => a - b);
  return gaps[gaps.length >> 1] ?? 0;
}
