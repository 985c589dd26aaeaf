import { expect, test } from 'vitest';
import { gapsOf } from './layout.ts';

test('gaps stand behind the widest cell of each column', () => {
  expect(gapsOf('NAME   READY   AGE\nweb    1/1     5s')).toEqual([3, 3]);
  expect(gapsOf('NAME  READY  AGE\nweb1  1/1    5s')).toEqual([2, 2]);
  expect(gapsOf('NAME    READY\nweb     1/1\n\nOTHER')).toEqual([4]);
});

test('a print without a table, or with one that is not in order, has none', () => {
  expect(gapsOf('pod/web created')).toBeUndefined();
  expect(gapsOf('NAME   READY   AGE\nweb   1/1     5s')).toBeUndefined();
});
