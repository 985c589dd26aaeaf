import type { Millis } from '#engine/time.ts';
import { duration, inUnits } from '../l10n.ts';
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

/** Round moments, counted from `zero`, and one label for each compressed quiet; labels keep at least `apart` pixels between them. */
export function timeTicks(scale: Scale, zero: Millis, apart = 16): readonly Tick[] {
  const ticks: Tick[] = [];
  const add = (x: number, label: string, quiet: boolean): void => {
    if (ticks.every((tick) => Math.abs(tick.x - x) >= (widthOf(tick.label) + widthOf(label)) / 2 + apart))
      ticks.push({ x, label, quiet });
  };
  for (const { from, to, x, width, compressed } of scale.segments)
    if (compressed) add(x + width / 2, `… ${duration(to - from)}`, true);
  for (const { from, to, width, compressed } of scale.segments) {
    const step = steps.find((each) => (each / (to - from)) * width >= 70);
    if (compressed || step === undefined) continue;
    for (let at = Math.ceil((from - zero) / step) * step + zero; at <= to; at += step)
      add(toX(scale, at), offsetText(at - zero), false);
  }
  return ticks.sort((a, b) => a.x - b.x);
}

/** About how wide a label is at 11 px: Hangul is nearly twice as wide as Latin. */
export function widthOf(label: string): number {
  let width = 0;
  for (const char of label) width += char >= '\u1100' ? 11 : 6;
  return width;
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

/** A count as short as the gutter wants it: `150k`. */
export function countText(n: number): string {
  return n < 10_000 ? String(n) : `${Math.round(n / 100) / 10}k`;
}

/** A moment relative to the apply, as short as it can be: `0 s`, `1.25 s`, `-300 ms`, `2 min 5 s`. */
export function offsetText(offset: Millis): string {
  const sign = offset < 0 ? '−' : '';
  const size = Math.abs(Math.round(offset));
  if (size === 0) return inUnits('0 s');
  if (size < 60_000) return `${sign}${inUnits(`${String(size / 1000)} s`)}`;
  if (size >= 3_600_000) return `${sign}${duration(size)}`;
  const rest = size % 60_000;
  return `${sign}${inUnits(`${Math.floor(size / 60_000)} min${rest === 0 ? '' : ` ${String(rest / 1000)} s`}`)}`;
}
