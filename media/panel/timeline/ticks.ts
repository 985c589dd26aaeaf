import type { Millis } from '#engine/time.ts';
import { durationText } from '#engine/trace/text.ts';
import { type Scale, toX } from './scale.ts';

export interface Tick {
  readonly x: number;
  readonly label: string;
  /** In a compressed quiet: how long it lasts, drawn with a break mark. */
  readonly quiet: boolean;
}

const steps: readonly Millis[] = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 15_000, 30_000],
  ...[60_000, 120_000, 300_000, 600_000, 1_800_000, 3_600_000, 7_200_000, 21_600_000, 86_400_000],
];

/** Round moments at least `apart` pixels from each other, counted from `zero`, and one label for each compressed quiet. */
export function timeTicks(scale: Scale, zero: Millis, apart = 70): readonly Tick[] {
  const ticks: Tick[] = [];
  for (const segment of scale.segments) {
    if (segment.compressed) {
      ticks.push({ x: segment.x + segment.width / 2, label: durationText(segment.to - segment.from), quiet: true });
      continue;
    }
    const step = steps.find((each) => (each / (segment.to - segment.from)) * segment.width >= apart);
    if (step === undefined) continue;
    for (let at = Math.ceil((segment.from - zero) / step) * step + zero; at <= segment.to; at += step) {
      const x = toX(scale, at);
      if (ticks.every((tick) => Math.abs(tick.x - x) >= apart * (tick.quiet ? 0.8 : 0.7)))
        ticks.push({ x, label: offsetText(at - zero), quiet: false });
    }
  }
  return ticks;
}

/** Round numbers for an axis from 0 to at least `top`: at most five and never fractions. */
export function countTicks(top: number): readonly number[] {
  const steps = [1, 2, 5];
  let step = 1;
  for (let i = 0; top / step > 5; i++) step = (steps[i % 3] ?? 1) * 10 ** Math.floor(i / 3);
  const ticks: number[] = [];
  for (let n = 0; n <= top; n += step) ticks.push(n);
  return ticks;
}

/** A moment relative to the apply, as short as it can be: `0 s`, `1.25 s`, `-300 ms`, `2 min 5 s`. */
export function offsetText(offset: Millis): string {
  const sign = offset < 0 ? '−' : '';
  const size = Math.abs(Math.round(offset));
  if (size === 0) return '0 s';
  if (size < 60_000) return `${sign}${String(size / 1000)} s`;
  return `${sign}${durationText(size)}`;
}
