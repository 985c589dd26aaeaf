import { ok, type Result, refused } from '../result.ts';

/** A parsed schedule: sets of minutes, hours, days, months and weekdays as bits, or a fixed interval. Follows github.com/robfig/cron/v3 ParseStandard, with its error texts. */
export type Schedule = CalendarSchedule | { readonly kind: 'every'; readonly milliseconds: number };

export interface CalendarSchedule {
  readonly kind: 'calendar';
  readonly minutes: ReadonlySet<number>;
  readonly hours: ReadonlySet<number>;
  readonly days: ReadonlySet<number>;
  readonly months: ReadonlySet<number>;
  readonly weekdays: ReadonlySet<number>;
  /** A `*` in both, or in one: then both must match; else one of them is enough. */
  readonly anyDay: boolean;
  readonly anyWeekday: boolean;
}

interface Bounds {
  readonly min: number;
  readonly max: number;
  readonly names?: readonly string[];
}

const minute: Bounds = { min: 0, max: 59 };
const hour: Bounds = { min: 0, max: 23 };
const day: Bounds = { min: 1, max: 31 };
const month: Bounds = {
  min: 1,
  max: 12,
  names: ['', 'jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
};
const weekday: Bounds = { min: 0, max: 6, names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] };

const descriptors: Readonly<Record<string, string>> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
};

/** Parses five fields or a descriptor; a `TZ=` or `CRON_TZ=` in front is read over. */
export function parseSchedule(text: string): Result<Schedule, string> {
  if (text === '') return refused('empty spec string');
  const zone = /^(?:CRON_)?TZ=(\S*)/.exec(text);
  if (zone !== null && !isTimeZone(zone[1] ?? ''))
    return refused(`provided bad location ${zone[1]}: unknown time zone ${zone[1]}`);
  const rest = (zone === null ? text : text.slice(zone[0].length)).trim();
  if (rest.startsWith('@')) return parseDescriptor(rest);
  const fields = rest.split(/\s+/).filter((field) => field !== '');
  if (fields.length !== 5) return refused(`expected exactly 5 fields, found ${fields.length}: [${fields.join(' ')}]`);
  return parseFields(fields);
}

/** Whether a name stands for a time zone. */
export function isTimeZone(name: string): boolean {
  if (name === '' || name === 'UTC' || name === 'Local') return true;
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return !/^[+-]/.test(name);
  } catch {
    return false;
  }
}

/** The first activation after a moment, both in milliseconds of the zone's own wall clock since 1970; undefined if there is none within five years. */
export function nextActivation(schedule: Schedule, after: number): number | undefined {
  if (schedule.kind === 'every') {
    const start = after - (after % 1000);
    return start + schedule.milliseconds;
  }
  const from = new Date(after - (after % 60_000) + 60_000);
  const lastYear = from.getUTCFullYear() + 5;
  let time = from.getTime();
  for (;;) {
    const now = new Date(time);
    if (now.getUTCFullYear() > lastYear) return undefined;
    if (!schedule.months.has(now.getUTCMonth() + 1)) time = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1);
    else if (!matchesDay(schedule, now)) time = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1);
    else if (!schedule.hours.has(now.getUTCHours())) time = time - (time % 3_600_000) + 3_600_000;
    else if (!schedule.minutes.has(now.getUTCMinutes())) time += 60_000;
    else return time;
  }
}

function matchesDay(schedule: CalendarSchedule, now: Date): boolean {
  const ofMonth = schedule.days.has(now.getUTCDate());
  const ofWeek = schedule.weekdays.has(now.getUTCDay());
  return schedule.anyDay || schedule.anyWeekday ? ofMonth && ofWeek : ofMonth || ofWeek;
}

function parseDescriptor(text: string): Result<Schedule, string> {
  const fields = descriptors[text];
  if (fields !== undefined) return parseFields(fields.split(' '));
  if (!text.startsWith('@every ')) return refused(`unrecognized descriptor: ${text}`);
  const duration = text.slice('@every '.length);
  const milliseconds = parseDuration(duration);
  if (milliseconds === undefined)
    return refused(`failed to parse duration ${text}: time: invalid duration ${JSON.stringify(duration)}`);
  return ok({ kind: 'every', milliseconds: Math.max(1000, milliseconds - (milliseconds % 1000)) });
}

const units: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

function parseDuration(text: string): number | undefined {
  if (text === '0') return 0;
  if (!/^[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|ms|s|m|h))+$/.test(text)) return undefined;
  let sum = 0;
  for (const match of text.matchAll(/(\d+\.?\d*|\.\d+)(ns|us|µs|ms|s|m|h)/g))
    sum += Number(match[1]) * (units[match[2] ?? ''] ?? 0);
  return text.startsWith('-') ? -sum : sum;
}

function parseFields(fields: readonly string[]): Result<Schedule, string> {
  const sets: Set<number>[] = [];
  for (const [index, bounds] of [minute, hour, day, month, weekday].entries()) {
    const set = parseField(fields[index] ?? '', bounds);
    if (!set.ok) return set;
    sets.push(set.value);
  }
  const [minutes = new Set(), hours = new Set(), days = new Set(), months = new Set(), weekdays = new Set()] = sets;
  return ok({
    kind: 'calendar',
    minutes,
    hours,
    days,
    months,
    weekdays,
    anyDay: isStar(fields[2]),
    anyWeekday: isStar(fields[4]),
  });
}

/** A `*` with a step above 1 does not count as one. */
function isStar(field = ''): boolean {
  return field.split(',').some((part) => /^[*?](\/[01])?$/.test(part));
}

function parseField(field: string, bounds: Bounds): Result<Set<number>, string> {
  const set = new Set<number>();
  for (const part of field.split(',').filter((text) => text !== '')) {
    const problem = addRange(part, bounds, set);
    if (problem !== undefined) return refused(problem);
  }
  return ok(set);
}

/** Adds the values of `3`, `1-5`, `*\/2`, `1-9/3`; returns what is wrong. */
function addRange(part: string, bounds: Bounds, set: Set<number>): string | undefined {
  const [span = '', stepText, ...moreSteps] = part.split('/');
  const ends = endsOf(span, part, bounds);
  if (typeof ends === 'string') return ends;
  if (moreSteps.length > 0) return `too many slashes: ${part}`;
  const step = stepText === undefined ? 1 : wholeNumber(stepText);
  if (typeof step === 'string') return step;
  const isOpen = stepText !== undefined && !span.includes('-');
  const high = isOpen ? bounds.max : ends.high;
  return rangeProblem(ends.low, high, step, part, bounds) ?? fill(set, ends.low, high, step);
}

/** The ends of `*`, `3` or `1-5`, or what is wrong with them. */
function endsOf(span: string, part: string, bounds: Bounds): { readonly low: number; readonly high: number } | string {
  const [lowText = '', highText, ...moreHyphens] = span.split('-');
  if (lowText === '*' || lowText === '?') return { low: bounds.min, high: bounds.max };
  const low = numberOrName(lowText, bounds);
  if (typeof low === 'string') return low;
  if (moreHyphens.length > 0) return `too many hyphens: ${part}`;
  const high = highText === undefined ? low : numberOrName(highText, bounds);
  return typeof high === 'string' ? high : { low, high };
}

function rangeProblem(low: number, high: number, step: number, part: string, bounds: Bounds): string | undefined {
  if (low < bounds.min) return `beginning of range (${low}) below minimum (${bounds.min}): ${part}`;
  if (high > bounds.max) return `end of range (${high}) above maximum (${bounds.max}): ${part}`;
  if (low > high) return `beginning of range (${low}) beyond end of range (${high}): ${part}`;
  return step === 0 ? `step of range should be a positive number: ${part}` : undefined;
}

function fill(set: Set<number>, low: number, high: number, step: number): undefined {
  for (let value = low; value <= high; value += step) set.add(value);
}

function numberOrName(text: string, bounds: Bounds): number | string {
  const named = bounds.names?.indexOf(text.toLowerCase()) ?? -1;
  return named >= 0 && text !== '' ? named : wholeNumber(text);
}

function wholeNumber(text: string): number | string {
  if (!/^[+-]?\d+$/.test(text))
    return `failed to parse int from ${text}: strconv.Atoi: parsing ${JSON.stringify(text)}: invalid syntax`;
  const value = Number(text);
  return value < 0 ? `negative number (${value}) not allowed: ${text}` : value;
}
