import { expect, test } from 'vitest';
import { nextActivation, parseSchedule } from './schedule.ts';

function checkNext(schedule: string, after: string, expected: string | undefined): void {
  const parsed = parseSchedule(schedule);
  expect(parsed.ok).toBe(true);
  const next = parsed.ok ? nextActivation(parsed.value, Date.parse(after)) : undefined;
  expect(next === undefined ? undefined : new Date(next).toISOString()).toBe(
    expected === undefined ? undefined : `${expected}.000Z`,
  );
}

test.each([
  ['*/15 * * * *', '2012-07-09T14:45:00Z', '2012-07-09T15:00:00'],
  ['*/15 * * * *', '2012-07-09T14:59:59Z', '2012-07-09T15:00:00'],
  ['20-35/15 * * * *', '2012-07-09T15:45:00Z', '2012-07-09T16:20:00'],
  ['30 * 10-25 * *', '2012-07-09T23:46:00Z', '2012-07-10T00:30:00'],
  ['0 0 29 2 *', '2012-07-09T23:35:00Z', '2016-02-29T00:00:00'],
  ['0 0 31 2 *', '2012-07-09T23:35:00Z', undefined],
  ['0 0 1 1 ?', '2012-12-31T23:59:45Z', '2013-01-01T00:00:00'],
  ['0 9 13 * FRI', '2026-11-01T00:00:00Z', '2026-11-06T09:00:00'],
  ['0 9 * * mon-fri', '2026-11-21T00:00:00Z', '2026-11-23T09:00:00'],
  ['@hourly', '2012-07-09T15:45:00Z', '2012-07-09T16:00:00'],
  ['@every 1h30m', '2012-07-09T15:45:00Z', '2012-07-09T17:15:00'],
])('TestNext: %s after %s', (schedule, after, expected) => checkNext(schedule, after, expected));

test.each([
  ['* * * *', 'expected exactly 5 fields, found 4: [* * * *]'],
  ['60 * * * *', 'end of range (60) above maximum (59): 60'],
  ['* * 0 * *', 'beginning of range (0) below minimum (1): 0'],
  ['5-1 * * * *', 'beginning of range (5) beyond end of range (1): 5-1'],
  ['*/0 * * * *', 'step of range should be a positive number: */0'],
  ['1-2-3 * * * *', 'too many hyphens: 1-2-3'],
  ['1/2/3 * * * *', 'too many slashes: 1/2/3'],
  ['* * * foo *', 'failed to parse int from foo: strconv.Atoi: parsing "foo": invalid syntax'],
  ['@unrecognized', 'unrecognized descriptor: @unrecognized'],
  ['@every x', 'failed to parse duration @every x: time: invalid duration "x"'],
])('TestParseScheduleErrors: %s', (schedule, expected) => {
  const parsed = parseSchedule(schedule);
  expect(parsed.ok ? 'ok' : parsed.error).toBe(expected);
});
