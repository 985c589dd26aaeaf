import { describe, expect, test } from 'vitest';
import { disagreements, spoiled } from './expectations/compare.ts';
import { remarks } from './expectations/differences.ts';
import { haveSeeds, readExpectations } from './expectations/expectation.ts';
import { type Played, play } from './expectations/play.ts';
import { readings } from './expectations/readings.ts';
import { held, vainDifferences } from './expectations/verdict.ts';

const expectations = readExpectations();
const ids = [...expectations.keys()];

const played = new Map<string, Played>();

function playOnce(id: string): Played {
  const known = played.get(id) ?? play(id, { expectations, readings });
  played.set(id, known);
  return known;
}

describe.skipIf(!haveSeeds)('what sessions of tutorials show', () => {
  test('every expectation has a reading, and every reading an expectation', () => {
    expect(Object.keys(readings).sort()).toEqual(ids.toSorted());
  });

  test.each(ids)('%s', (id) => {
    const { wanted, found } = held(playOnce(id));
    expect(disagreements(wanted, found)).toEqual([]);
    expect(vainDifferences(playOnce(id))).toEqual([]);
  });

  test.each([2, 3])('what is chance changes nothing of it: seed %i', (seed) => {
    const wrong = ids.flatMap((id) => {
      const { wanted, found } = held(play(id, { expectations, readings }, seed));
      return disagreements(wanted, found).map(({ path, text }) => `${id} ${path} ${text}`);
    });
    expect(wrong).toEqual([]);
  });

  test.each(ids)('%s: with any value changed it would not hold', (id) => {
    const { wanted, found } = held(playOnce(id));
    const unnoticed = spoiled(wanted).filter(({ value }) => disagreements(value, found).length === 0);
    const free = remarks.flatMap(({ at }) => (at.startsWith(`${id}.`) ? [at.replace(id, 'expect')] : []));
    expect(unnoticed.filter(({ path }) => !free.some((at) => path.startsWith(at)))).toEqual([]);
    expect(free.filter((at) => !unnoticed.some(({ path }) => path.startsWith(at)))).toEqual([]);
  });
});
