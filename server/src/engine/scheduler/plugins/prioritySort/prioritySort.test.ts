import { expect, test } from 'vitest';
import { clusterWith, pod } from '../../../../../../test/support/scheduling.ts';
import { prioritySort } from './prioritySort.ts';

const waiting = (priority: number | undefined, sequence: number): Parameters<typeof prioritySort.isBefore>[0] => ({
  info: clusterWith([]).info(pod('p', priority === undefined ? {} : { spec: { priority } })),
  sequence,
});

test.each([
  ['TestLess/p1.priority less than p2.priority', waiting(-4, 0), waiting(4, 1), false],
  ['TestLess/p1.priority greater than p2.priority', waiting(4, 1), waiting(-4, 0), true],
  ['TestLess/equal priority. p1 is added to schedulingQ earlier than p2', waiting(4, 0), waiting(4, 1), true],
  ['TestLess/equal priority. p2 is added to schedulingQ earlier than p1', waiting(4, 1), waiting(4, 0), false],
  ['no priority is 0', waiting(undefined, 1), waiting(-1, 0), true],
])('%s', (_name, a, b, expected) => {
  expect(prioritySort.isBefore(a, b)).toBe(expected);
});
