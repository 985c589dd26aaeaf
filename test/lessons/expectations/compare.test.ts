import { describe, expect, test } from 'vitest';
import {
  aged,
  containing,
  disagreements,
  drawn,
  type Found,
  formed,
  type Json,
  near,
  notLess,
  said,
  spoiled,
} from './compare.ts';

/** The places where what was found is not what is expected. */
function places(expected: Json, found: Found): readonly string[] {
  return disagreements(expected, found).map(({ path }) => path);
}

describe('what is expected and what was found', () => {
  const expected = { events: [['up', 1]], final: { replicas: 3, paused: false }, gone: null };

  test('agree where every value is the same', () => {
    expect(places(expected, expected)).toEqual([]);
  });

  test.each<[string, Found, readonly string[]]>([
    ['a value is another', { ...expected, final: { replicas: 2, paused: false } }, ['final.replicas']],
    ['a type is another', { ...expected, final: { replicas: '3', paused: false } }, ['final.replicas']],
    ['nothing was found', { ...expected, gone: undefined }, ['gone']],
    ['a field was not read', { events: [['up', 1]], gone: null }, ['final']],
    ['a field is not expected', { ...expected, more: 1 }, ['more']],
    [
      'a list is longer',
      {
        ...expected,
        events: [
          ['up', 1],
          ['up', 2],
        ],
      },
      ['events'],
    ],
    ['the order is another', { ...expected, events: [[1, 'up']] }, ['events[0][0]', 'events[0][1]']],
  ])('disagree where %s', (_, found, paths) => {
    expect(places(expected, found)).toEqual(paths);
  });

  test('are said with both', () => {
    expect(disagreements(3, 2, 'spec.replicas')).toEqual([{ path: 'spec.replicas', text: 'expected 3, found 2' }]);
    expect(disagreements(30, near(33, 1), 'at')).toEqual([
      { path: 'at', text: 'expected 30: found 33, which is not within 1' },
    ]);
  });
});

describe('a judge', () => {
  const holds = (expected: Json, found: Found): boolean => places(expected, found).length === 0;

  test('of numbers leaves as much room as it says', () => {
    expect([near(13.9, 1), near(14.1, 1), near(undefined, 1)].map((found) => holds(13, found))).toEqual([
      true,
      false,
      false,
    ]);
    expect([notLess(14), notLess(13.9)].map((found) => holds(14, found))).toEqual([true, false]);
  });

  test('of ages reads them as kubectl prints them', () => {
    expect(['4m27s', '4m28s', '266s', '4m29s', '4 minutes'].map((age) => holds('4m27s', aged(age, 1)))).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });

  test('of drawn numbers asks both for their range', () => {
    expect(holds(30_794, drawn(31_000, 30_000, 32_767))).toBe(true);
    expect(holds(30_794, drawn(29_999, 30_000, 32_767))).toBe(false);
    expect(holds(80, drawn(31_000, 30_000, 32_767))).toBe(false);
    expect(holds(30_794, drawn(undefined, 30_000, 32_767))).toBe(false);
  });

  test('of texts with holes takes nothing else into them', () => {
    const form = 'web-<hash>-<suffix>';
    expect(
      ['web-9b459b4c5-cst47', 'web-9b459b4c5', 'web-abc-cst47', 'web-9b459b4c5-cst47x'].map((text) =>
        holds(form, formed(text)),
      ),
    ).toEqual([true, false, false, false]);
    expect(holds('80:<30000-32767>/TCP', formed('80:30794/TCP'))).toBe(true);
    expect(holds('80:<30000-32767>/TCP', formed('80:8080/TCP'))).toBe(false);
    expect(holds('<none>', formed('<none>'))).toBe(true);
    expect(
      ['-f=/a/b/x.yaml', '-f=x.yaml', '-f=/a b/x.yaml'].map((text) => holds('-f=<path>/x.yaml', formed(text))),
    ).toEqual([true, true, false]);
  });

  test('of sentences wants the sentence that was looked for, and its truth', () => {
    expect(holds('always the same pod', said(/^always the same pod$/, true))).toBe(true);
    expect(holds('always the same pod', said(/^always the same pod$/, false))).toBe(false);
    expect(holds('never the same pod', said(/^always the same pod$/, true))).toBe(false);
    expect([
      holds('cordoned', containing('node/w3 cordoned')),
      holds('drained', containing('node/w3 cordoned')),
    ]).toEqual([true, false]);
  });
});

test('every value of an expectation is spoiled once, with its place', () => {
  expect(spoiled({ a: [1, null], b: { c: true, d: 'x' } })).toEqual([
    { path: 'a', value: { a: [1, null, 'and more'], b: { c: true, d: 'x' } } },
    { path: 'a[0]', value: { a: [100_001, null], b: { c: true, d: 'x' } } },
    { path: 'a[1]', value: { a: [1, 'something'], b: { c: true, d: 'x' } } },
    { path: 'b.c', value: { a: [1, null], b: { c: false, d: 'x' } } },
    { path: 'b.d', value: { a: [1, null], b: { c: true, d: 'not x' } } },
  ]);
});
