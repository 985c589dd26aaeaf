import { expect, test } from 'vitest';
import { guard } from './guard.ts';

const wanted = { isCancellationRequested: false };

test('a request that throws is logged, answered empty, and the next one is answered', () => {
  const logged: string[] = [];
  const answer = guard({ error: (message) => logged.push(message) }, 'hover', null, (text: string) => {
    if (text === '') throw new Error('nothing to hover over');
    return null;
  });
  expect(answer('', wanted)).toBeNull();
  expect(logged).toEqual([expect.stringContaining('hover: Error: nothing to hover over')]);
  expect(answer('x', wanted)).toBeNull();
  expect(logged).toHaveLength(1);
});

test('a request that is no longer wanted is not computed', () => {
  let computed = 0;
  const answer = guard({ error: () => undefined }, 'hover', [] as number[], () => [++computed]);
  expect(answer('x', { isCancellationRequested: true })).toEqual([]);
  expect(computed).toBe(0);
});
