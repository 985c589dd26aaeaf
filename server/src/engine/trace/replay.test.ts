import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rollingUpdate } from '../../../../test/support/traceBuilder.ts';
import { positionAt, replay, storeAt } from './replay.ts';
import type { Trace } from './trace.ts';

const trace = rollingUpdate();

/** What exists after the first `position` entries, folded the plain way. */
function folded(of: Trace, position: number): Record<string, unknown> {
  const objects: Record<string, unknown> = {};
  for (const { change } of of.entries.slice(0, position)) {
    if (change.kind !== 'applied') continue;
    if (change.after === null) delete objects[change.key];
    else objects[change.key] = change.after;
  }
  return objects;
}

test('a cursor that jumps about stands where a plain fold stands', () => {
  const positions = fc.array(fc.nat(trace.entries.length), { maxLength: 12 });
  fc.assert(
    fc.property(positions, (jumps) => {
      const cursor = replay(trace);
      for (const position of jumps) {
        cursor.seekTo(position);
        expect(Object.fromEntries(cursor.objects)).toEqual(folded(trace, position));
      }
    }),
    { numRuns: 60 },
  );
});

test('a moment includes every entry of its millisecond', () => {
  const at = 1300;
  expect(trace.entries.filter((entry) => entry.at === at).length).toBeGreaterThan(1);
  expect(Object.fromEntries(storeAt(trace, at))).toEqual(folded(trace, positionAt(trace.entries, at)));
  expect(trace.entries[positionAt(trace.entries, at) - 1]?.at).toBe(at);
  expect(positionAt(trace.entries, -1)).toBe(0);
});

test('a budget bounds the work of one move and says when more is left', () => {
  const cursor = replay(trace);
  expect(cursor.seek(trace.end, 5)).toBe(false);
  expect(cursor.position).toBe(5);
  while (!cursor.seek(trace.end, 50));
  expect(cursor.position).toBe(trace.entries.length);
  expect(cursor.at).toBe(trace.end);
});

test('an observer sees the same balance forwards and backwards', () => {
  const seen = new Map<string, number>();
  const cursor = replay(trace, (key, from, to) => {
    seen.set(key, (seen.get(key) ?? 0) + (to === null ? 0 : 1) - (from === null ? 0 : 1));
  });
  cursor.seekTo(trace.entries.length);
  for (const [key, balance] of seen) expect([key, balance]).toEqual([key, cursor.objects.has(key) ? 1 : 0]);
  cursor.seekTo(0);
  expect(cursor.objects.size).toBe(0);
  expect([...seen.values()].every((balance) => balance === 0)).toBe(true);
});
