import { expect, test } from 'vitest';
import { withinCapacity } from './capacity.ts';

/** Each subset as [ready, not ready], before and after. */
function checkCapacity(before: readonly [number, number][], after: readonly [number, number][]): void {
  const subsets = before.map(([ready, other], port) => ({
    ...(ready === 0 ? {} : { addresses: Array.from({ length: ready }, (_, i) => i) }),
    ...(other === 0 ? {} : { notReadyAddresses: Array.from({ length: other }, (_, i) => i) }),
    ports: [port],
  }));
  const cut = withinCapacity<number, (typeof subsets)[number]>(subsets);
  expect(cut.map(({ addresses = [], notReadyAddresses = [] }) => [addresses.length, notReadyAddresses.length])).toEqual(
    after,
  );
  expect(cut.map(({ ports }) => ports)).toEqual(subsets.map(({ ports }) => ports));
}

test('a thousand addresses stay as they are', () => {
  checkCapacity([[900, 100]], [[900, 100]]);
});

test('too many ready ones leave no room for others, and share it among the subsets', () => {
  checkCapacity([[1500, 20]], [[1000, 0]]);
  checkCapacity(
    [
      [900, 5],
      [600, 0],
    ],
    [
      [600, 0],
      [400, 0],
    ],
  );
});

test('others share what the ready ones leave, rounded up until it is used', () => {
  checkCapacity(
    [
      [500, 400],
      [100, 333],
    ],
    [
      [500, 219],
      [100, 181],
    ],
  );
});
