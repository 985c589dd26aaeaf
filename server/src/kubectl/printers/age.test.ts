import { expect, test } from 'vitest';
import { humanDuration } from './age.ts';

// TestHumanDuration
test.each([
  [1, '1s'],
  [70, '70s'],
  [190, '3m10s'],
  [70 * 60, '70m'],
  [47 * 3600, '47h'],
  [49 * 3600, '2d1h'],
  [(8 * 24 + 2) * 3600, '8d'],
  [367 * 24 * 3600, '367d'],
  [(365 * 2 * 24 + 25) * 3600, '2y1d'],
  [(365 * 8 * 24 + 2) * 3600, '8y'],
  [-2, '<invalid>'],
  [-0.5, '0s'],
  [600, '10m'],
  [4 * 3600 + 5 * 60, '4h5m'],
])('%d s is %s', (seconds, text) => {
  expect(humanDuration(seconds * 1000)).toBe(text);
});
