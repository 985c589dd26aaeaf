import { describe, expect, test } from 'vitest';
import { parseSchedule } from './schedule.ts';
import { nextTime, zonedTimestamp } from './zonedTime.ts';

function checkNext(schedule: string, after: string, zone?: string): string {
  const parsed = parseSchedule(schedule);
  if (!parsed.ok) return parsed.error;
  const next = nextTime(parsed.value, Date.parse(after), zone);
  return next === undefined ? 'never' : new Date(next).toISOString();
}

describe('nextTime', () => {
  test.each([
    ['*/15 * * * *', '2026-01-01T00:00:00Z', '2026-01-01T00:15:00.000Z'],
    ['0 9 * * 1-5', '2026-01-02T10:00:00Z', '2026-01-05T09:00:00.000Z'],
    ['30 4 1,15 * 5', '2026-01-01T05:00:00Z', '2026-01-02T04:30:00.000Z'],
    ['0 0 29 2 *', '2026-01-01T00:00:00Z', '2028-02-29T00:00:00.000Z'],
    ['@hourly', '2026-01-01T00:59:59Z', '2026-01-01T01:00:00.000Z'],
    ['@every 90s', '2026-01-01T00:00:00Z', '2026-01-01T00:01:30.000Z'],
    ['0 0 31 2 *', '2026-01-01T00:00:00Z', 'never'],
  ])('TestNext %s after %s', (schedule, after, next) => {
    expect(checkNext(schedule, after)).toBe(next);
  });

  test('in a zone: nine in Seoul is midnight UTC', () => {
    expect(checkNext('0 9 * * *', '2026-01-01T00:00:00Z', 'Asia/Seoul')).toBe('2026-01-02T00:00:00.000Z');
    expect(zonedTimestamp(Date.parse('2026-01-02T00:00:00Z'), 'Asia/Seoul')).toBe('2026-01-02T09:00:00+09:00');
  });
});

describe('refusals', () => {
  test.each([
    ['', 'empty spec string'],
    ['* * * *', 'expected exactly 5 fields, found 4: [* * * *]'],
    ['61 * * * *', 'end of range (61) above maximum (59): 61'],
    ['* 25 * * *', 'end of range (25) above maximum (23): 25'],
    ['* * 0 * *', 'beginning of range (0) below minimum (1): 0'],
    ['*/0 * * * *', 'step of range should be a positive number: */0'],
    ['5-1 * * * *', 'beginning of range (5) beyond end of range (1): 5-1'],
    ['a * * * *', 'failed to parse int from a: strconv.Atoi: parsing "a": invalid syntax'],
    ['@never', 'unrecognized descriptor: @never'],
  ])('TestParseSchedule errors: %s', (schedule, error) => {
    const parsed = parseSchedule(schedule);
    expect(parsed.ok ? 'accepted' : parsed.error).toBe(error);
  });
});
