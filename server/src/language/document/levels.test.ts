import { expect, it } from 'vitest';
import { levelsIn } from './levels.ts';

it.each([
  ['', 2, 2],
  ['a: 1\nb: {c: 1}\n', 2, 2],
  ['a:\n    b: 1\n', 4, 4],
  ['a:\n  b:\n  - c\n', 2, 0],
  ['a:\n- b:\n      c: 1\n', 4, 0],
  ['a:   # of a\n   # of b\n   b: 1\n', 3, 3],
  ['a:\nb: [\nc:\n    d:\n      - "', 4, 2],
  ['a: |\n      text:\n          x\nb:\n  c: 1\n', 4, 4],
])('%j', (text, map, list) => {
  expect(levelsIn(text)).toEqual({ map, list });
});
