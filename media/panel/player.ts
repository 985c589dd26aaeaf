import type { Millis } from '#engine/time.ts';

/** A playhead in motion: where it was at which moment of the screen's clock, and how fast it goes. */
export interface Playing {
  readonly since: number;
  readonly at: Millis;
  readonly speed: number;
}

/** Virtual milliseconds a real one. */
export const speeds: readonly number[] = [0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 300];

/** Where the playhead stands at `now` of the screen's clock, and whether it goes on. It stops at `end`. */
export function playhead(playing: Playing, now: number, end: Millis): { readonly at: Millis; readonly done: boolean } {
  const at = playing.at + Math.max(0, now - playing.since) * playing.speed;
  return at >= end ? { at: end, done: true } : { at, done: false };
}

/** The speed at which `duration` takes about ten seconds to watch. */
export function fittingSpeed(duration: Millis): number {
  const wanted = duration / 10_000;
  return speeds.find((speed) => speed >= wanted) ?? speeds[speeds.length - 1] ?? 1;
}

/** The next faster or slower speed. */
export function nextSpeed(speed: number, direction: 1 | -1): number {
  const i = speeds.indexOf(speed);
  return speeds[Math.max(0, Math.min(speeds.length - 1, i + direction))] ?? 1;
}
