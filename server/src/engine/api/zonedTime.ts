import type { Millis } from '../time.ts';
import type { Schedule } from './schedule.ts';
import { isTimeZone, nextActivation } from './schedule.ts';

/** The first moment after `after` (Unix milliseconds) that the schedule names in the zone, or undefined when there is none within five years. */
export function nextTime(schedule: Schedule, after: Millis, timeZone = 'UTC'): Millis | undefined {
  if (schedule.kind === 'every') return nextActivation(schedule, after);
  const wallOf = wallClock(timeZone);
  let from = wallOf(after);
  // A wall time that a change of summer time skips, or repeats, is no later moment: look on from there.
  for (let tries = 0; tries < 4; tries++) {
    const wall = nextActivation(schedule, from);
    if (wall === undefined) return undefined;
    const at = momentOf(wall, wallOf);
    if (at !== undefined && at > after) return at;
    from = wall;
  }
  return undefined;
}

/** The moment as RFC 3339 in the zone, with its offset. */
export function zonedTimestamp(at: Millis, timeZone: string): string {
  const wall = wallClock(timeZone)(at);
  const offset = Math.round((wall - at) / 60_000);
  const text = new Date(wall).toISOString().slice(0, 19);
  if (offset === 0) return `${text}Z`;
  const pad = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  return `${text}${offset < 0 ? '-' : '+'}${pad(Math.abs(offset) / 60)}:${pad(Math.abs(offset) % 60)}`;
}

type WallClock = (at: Millis) => Millis;

/** What the clocks of the zone show at a moment, as if their time were UTC. */
function wallClock(timeZone: string): WallClock {
  if (timeZone === 'UTC' || timeZone === 'Local' || !isTimeZone(timeZone)) return (at) => at;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return (at) => {
    const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
    const part = (name: Intl.DateTimeFormatPartTypes): number => parts.get(name) ?? 0;
    return (
      Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second')) + (at % 1000)
    );
  };
}

/** The moment at which the clocks show `wall`; undefined for a time that they skip. */
function momentOf(wall: Millis, wallOf: WallClock): Millis | undefined {
  const guess = wall - (wallOf(wall) - wall);
  const at = wall - (wallOf(guess) - guess);
  if (wallOf(at) === wall) return at;
  return wallOf(guess) === wall ? guess : undefined;
}
