import { t } from '@vscode/l10n';
import { type CalendarSchedule, isTimeZone, parseSchedule, type Schedule } from '#engine/api/schedule.ts';
import { nextTime, zonedTimestamp } from '#engine/api/zonedTime.ts';
import type { Millis } from '#engine/time.ts';
import { objectOf } from '../../document/resource.ts';
import type { FieldValue } from './value.ts';

/** A cron schedule in words, with the time zone in which it is meant and its next runs where the moment is known. */
export function schedule({ resource, segments, value, now }: FieldValue): string | undefined {
  if (resource.body.kind !== 'CronJob' || segments.join('.') !== 'spec.schedule' || typeof value !== 'string')
    return undefined;
  const words = scheduleText(value);
  const parsed = parseSchedule(value);
  if (words === undefined || !parsed.ok) return undefined;
  const spec = objectOf(resource.body)['spec'] as { timeZone?: unknown } | null | undefined;
  const zone = typeof spec?.timeZone === 'string' ? spec.timeZone : undefined;
  const where = zone === undefined ? t('Time zone: that of the cluster, mostly UTC.') : t('Time zone: {0}.', zone);
  const runs = now === undefined ? [] : nextRuns(parsed.value, now, zone ?? 'UTC');
  const next = runs.length === 0 ? [] : [t('Next: {0}.', runs.join(', '))];
  return [`${words}.`, ...(parsed.value.kind === 'every' ? [] : [where]), ...next].join(' ');
}

/** A schedule in words, without a full stop; undefined where it is none. */
export function scheduleText(text: string): string | undefined {
  const parsed = parseSchedule(text);
  if (!parsed.ok) return undefined;
  if (parsed.value.kind === 'every') return t('Every {0} s', parsed.value.milliseconds / 1000);
  return [timeOf(parsed.value), daysOf(parsed.value), monthsOf(parsed.value)].filter((part) => part !== '').join(', ');
}

/** How many runs are told. */
const runsTold = 3;

/** The next runs as clocks of the zone show them: `2026-11-21 09:00`; none where the zone is unknown. */
function nextRuns(schedule: Schedule, now: Millis, zone: string): string[] {
  if (!isTimeZone(zone)) return [];
  const runs: string[] = [];
  let at = nextTime(schedule, now, zone);
  while (at !== undefined && runs.length < runsTold) {
    runs.push(zonedTimestamp(at, zone).slice(0, 16).replace('T', ' '));
    at = nextTime(schedule, at, zone);
  }
  return runs;
}

/** The most clock times that are written out one by one. */
const mostTimes = 6;

function timeOf({ minutes, hours }: CalendarSchedule): string {
  const step = stepOf(minutes, 60);
  const everyHour = hours.size === 24;
  if (everyHour && minutes.size === 60) return t('Every minute');
  if (everyHour && step !== undefined) return t('Every {0} minutes', step);
  if (everyHour) return t('Every hour at minute {0}', listed(minutes));
  const hourStep = stepOf(hours, 24);
  if (hourStep !== undefined && minutes.size === 1)
    return t('Every {0} hours at minute {1}', hourStep, listed(minutes));
  if (minutes.size * hours.size <= mostTimes) return t('At {0}', clockTimes(hours, minutes).join(', '));
  if (minutes.size === 60) return t('Every minute of the hours {0}', listed(hours));
  if (step !== undefined) return t('Every {0} minutes of the hours {1}', step, listed(hours));
  return t('At minute {0} of the hours {1}', listed(minutes), listed(hours));
}

/** 15 for 0, 15, 30, 45 of 60. */
function stepOf(values: ReadonlySet<number>, of: number): number | undefined {
  const step = of / values.size;
  const regular = Number.isInteger(step) && [...values].every((value) => value % step === 0);
  return values.size > 1 && regular ? step : undefined;
}

function clockTimes(hours: ReadonlySet<number>, minutes: ReadonlySet<number>): string[] {
  return sorted(hours).flatMap((hour) => sorted(minutes).map((minute) => `${twoDigits(hour)}:${twoDigits(minute)}`));
}

function daysOf({ days, weekdays }: CalendarSchedule): string {
  const everyDay = days.size === 31;
  const everyWeekday = weekdays.size === 7;
  if (everyDay && everyWeekday) return '';
  const names = sorted(weekdays).map(weekdayName).join(', ');
  if (everyDay) return t('on {0}', names);
  if (everyWeekday) return t('on day {0} of the month', listed(days));
  return t('on day {0} of the month and on every {1}', listed(days), names);
}

function monthsOf({ months }: CalendarSchedule): string {
  return months.size === 12 ? '' : t('in month {0}', listed(months));
}

function weekdayName(day: number): string {
  const names = [t('Sunday'), t('Monday'), t('Tuesday'), t('Wednesday'), t('Thursday'), t('Friday'), t('Saturday')];
  return names[day % 7] ?? '';
}

/** `1, 3, 5–9`: runs of three and more as a range. */
function listed(values: ReadonlySet<number>): string {
  const runs: { first: number; last: number }[] = [];
  for (const value of sorted(values)) {
    const run = runs.at(-1);
    if (run?.last === value - 1) run.last = value;
    else runs.push({ first: value, last: value });
  }
  return runs
    .map(({ first, last }) => {
      if (first === last) return `${first}`;
      return last === first + 1 ? `${first}, ${last}` : `${first}–${last}`;
    })
    .join(', ');
}

function sorted(values: ReadonlySet<number>): number[] {
  return [...values].sort((a, b) => a - b);
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
