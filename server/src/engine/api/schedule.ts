import type { Result } from '../result.ts';
import { ok, refused } from '../result.ts';
import type { Millis } from '../time.ts';
import { parseDuration } from '../time.ts';

/** A cron schedule as CronJobs take it: five fields, or `@every` with its period. */
export type Schedule =
  | {
      readonly kind: 'fields';
      readonly minute: Field;
      readonly hour: Field;
      readonly day: Field;
      readonly month: Field;
      readonly weekday: Field;
    }
  | { readonly kind: 'every'; readonly period: Millis };

interface Field {
  readonly values: ReadonlySet<number>;
  /** Written as `*` or `?`: of day and weekday, a star one leaves the choice to the other. */
  readonly star: boolean;
}

interface Bounds {
  readonly min: number;
  readonly max: number;
  readonly names?: readonly string[];
}

const minutes: Bounds = { min: 0, max: 59 };
const hours: Bounds = { min: 0, max: 23 };
const days: Bounds = { min: 1, max: 31 };
const months: Bounds = {
  min: 1,
  max: 12,
  names: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
};
const weekdays: Bounds = { min: 0, max: 6, names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] };

const descriptors: Readonly<Record<string, string>> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
};

/** Reads a schedule; the error is the text that the API server puts behind `Invalid value`. Follows robfig/cron v3 ParseStandard. */
export function parseSchedule(text: string): Result<Schedule, string> {
  if (text.length === 0) return refused('empty spec string');
  if (text.startsWith('@every ')) {
    const period = parseDuration(text.slice('@every '.length));
    if (period === undefined)
      return refused(`failed to parse duration ${text}: time: invalid duration "${text.slice('@every '.length)}"`);
    return ok({ kind: 'every', period: Math.max(1000, period - (period % 1000)) });
  }
  if (text.startsWith('@') && descriptors[text] === undefined) return refused(`unrecognized descriptor: ${text}`);
  const fields = (descriptors[text] ?? text).split(/\s+/).filter((field) => field !== '');
  if (fields.length !== 5) return refused(`expected exactly 5 fields, found ${fields.length}: [${fields.join(' ')}]`);
  const parsed: Field[] = [];
  for (const [index, bounds] of [minutes, hours, days, months, weekdays].entries()) {
    const field = parseField(fields[index] ?? '', bounds);
    if (!field.ok) return field;
    parsed.push(field.value);
  }
  const [minute, hour, day, month, weekday] = parsed as [Field, Field, Field, Field, Field];
  return ok({ kind: 'fields', minute, hour, day, month, weekday });
}

/** The first moment after `after` (Unix milliseconds) that the schedule names in the zone, or undefined when there is none within five years. */
export function nextTime(schedule: Schedule, after: Millis, timeZone = 'UTC'): Millis | undefined {
  if (schedule.kind === 'every') return after - (after % 1000) + schedule.period;
  const zone = zoneClock(timeZone);
  const limit = after + 5 * 366 * 86_400_000;
  let at = after - (after % 60_000) + 60_000;
  while (at <= limit) {
    const wall = zone(at);
    if (!schedule.month.values.has(wall.month) || !dayMatches(schedule, wall))
      at += (24 - wall.hour) * 3_600_000 - wall.minute * 60_000;
    else if (!schedule.hour.values.has(wall.hour)) at += (60 - wall.minute) * 60_000;
    else if (!schedule.minute.values.has(wall.minute)) at += 60_000;
    else return at;
  }
  return undefined;
}

/** Whether the zone is one that time stamps can be put in (`Asia/Seoul`, `UTC`). */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** The moment as RFC 3339 in the zone, with its offset. */
export function zonedTimestamp(at: Millis, timeZone: string): string {
  const wall = zoneClock(timeZone)(at);
  const local = Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute, wall.second);
  const offset = Math.round((local - at) / 60_000);
  const text = new Date(local).toISOString().slice(0, 19);
  if (offset === 0) return `${text}Z`;
  const pad = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  return `${text}${offset < 0 ? '-' : '+'}${pad(Math.abs(offset) / 60)}:${pad(Math.abs(offset) % 60)}`;
}

interface Wall {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly weekday: number;
}

function dayMatches(schedule: Extract<Schedule, { kind: 'fields' }>, wall: Wall): boolean {
  const day = schedule.day.values.has(wall.day);
  const weekday = schedule.weekday.values.has(wall.weekday);
  return schedule.day.star || schedule.weekday.star ? day && weekday : day || weekday;
}

function zoneClock(timeZone: string): (at: Millis) => Wall {
  if (timeZone === 'UTC' || !isTimeZone(timeZone)) return utcWall;
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
    const [year, month, day] = [part('year'), part('month'), part('day')];
    const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay();
    return { year, month, day, hour: part('hour'), minute: part('minute'), second: part('second'), weekday };
  };
}

function utcWall(at: Millis): Wall {
  const date = new Date(at);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    weekday: date.getUTCDay(),
  };
}

function parseField(text: string, bounds: Bounds): Result<Field, string> {
  const values = new Set<number>();
  let star = false;
  for (const piece of text.split(',').filter((part) => part !== '')) {
    const range = parseRange(piece, bounds);
    if (!range.ok) return range;
    for (let value = range.value.start; value <= range.value.end; value += range.value.step) values.add(value);
    star ||= range.value.star;
  }
  return ok({ values, star });
}

interface Range {
  readonly start: number;
  readonly end: number;
  readonly step: number;
  readonly star: boolean;
}

function parseRange(text: string, bounds: Bounds): Result<Range, string> {
  const [range = '', stepText, ...moreSlashes] = text.split('/');
  const [low = '', high, ...moreHyphens] = range.split('-');
  const anything = low === '*' || low === '?';
  const start = anything ? ok(bounds.min) : number(low, bounds);
  if (!start.ok) return start;
  if (!anything && moreHyphens.length > 0) return refused(`too many hyphens: ${text}`);
  const written = anything ? ok(bounds.max) : high === undefined ? start : number(high, bounds);
  if (!written.ok) return written;
  if (moreSlashes.length > 0) return refused(`too many slashes: ${text}`);
  const step = stepText === undefined ? ok(1) : number(stepText, undefined);
  if (!step.ok) return step;
  const end = stepText !== undefined && high === undefined ? bounds.max : written.value;
  const error = rangeError(start.value, end, step.value, bounds, text);
  return error === undefined
    ? ok({ start: start.value, end, step: step.value, star: anything && step.value === 1 })
    : refused(error);
}

function rangeError(start: number, end: number, step: number, { min, max }: Bounds, text: string): string | undefined {
  if (start < min) return `beginning of range (${start}) below minimum (${min}): ${text}`;
  if (end > max) return `end of range (${end}) above maximum (${max}): ${text}`;
  if (start > end) return `beginning of range (${start}) beyond end of range (${end}): ${text}`;
  return step === 0 ? `step of range should be a positive number: ${text}` : undefined;
}

function number(text: string, bounds: Bounds | undefined): Result<number, string> {
  const named = bounds?.names?.indexOf(text.toLowerCase()) ?? -1;
  if (named >= 0) return ok(named + (bounds?.min ?? 0));
  if (!/^[+-]?\d+$/.test(text))
    return refused(`failed to parse int from ${text}: strconv.Atoi: parsing ${JSON.stringify(text)}: invalid syntax`);
  const value = Number(text);
  return value < 0 ? refused(`negative number (${value}) not allowed: ${text}`) : ok(value);
}
