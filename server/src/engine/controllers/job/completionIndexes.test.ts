import { expect, test } from 'vitest';
import { formatIndexes, parseIndexes } from './completionIndexes.ts';

test.each([
  [[], ''],
  [[3], '3'],
  [[3, 4], '3,4'],
  [[0, 1, 2, 5], '0-2,5'],
  [[7, 1, 2, 3, 9], '1-3,7,9'],
])('TestFormatting of %j', (indexes, text) => {
  expect(formatIndexes(new Set(indexes))).toBe(text);
  expect([...parseIndexes(text, 100)].sort((a, b) => a - b)).toEqual([...indexes].sort((a, b) => a - b));
});

test('indexes beyond the completions are dropped', () => {
  expect([...parseIndexes('0-10', 3)]).toEqual([0, 1, 2]);
});
