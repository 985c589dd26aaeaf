import { expect, test } from 'vitest';
import { compare } from './compare.ts';
import { Names } from './names.ts';

function check(printed: string, ours: string, names = new Names()): boolean {
  return compare(printed, ours, names).equal;
}

test('ages, addresses and made-up names may differ, and columns may be wider', () => {
  expect(check('web-5d754d565-7bzfs   1/1  10.1.0.20   9m44s', 'web-77f7b77cf-kk2zp  1/1  172.16.0.3  5s')).toBe(true);
  expect(check('80:30794/TCP 12m', '80:31000/TCP 3s')).toBe(true);
});

test('what is said may not differ, nor its order', () => {
  expect(check('web-5d754d565-7bzfs 1/1', 'web-77f7b77cf-kk2zp 0/1')).toBe(false);
  expect(check('web 1/1', 'api 1/1')).toBe(false);
  expect(check('a\nb', 'b\na')).toBe(false);
  expect(check('a\nb', 'a')).toBe(false);
  expect(check('a', 'a\nb')).toBe(false);
  expect(check('  a', 'a')).toBe(false);
});

test('rows of one owner may stand in another order, rows of two may not', () => {
  const [one, two] = ['web-5d754d565-7bzfs 1/1', 'web-5d754d565-9zcnn 0/1'];
  expect(check(`${one}\n${two}`, `${two}\n${one}`)).toBe(true);
  expect(check(`${one}\napi-5d754d565-9zcnn 0/1`, `api-5d754d565-9zcnn 0/1\n${one}`)).toBe(false);
});

test('dots stand for lines that were cut, within a line for a part of it', () => {
  expect(check('a\n...\nd', 'a\nb\nc\nd')).toBe(true);
  expect(check('a\n...\nd', 'a\nb\nc')).toBe(false);
  expect(check('a … c', 'a b c')).toBe(true);
});

test('a name that only one line can have is the same name from then on', () => {
  const names = new Names();
  const [first, second] = ['web-5d754d565-7bzfs 1/1 40h', 'web-5d754d565-9zcnn 1/1 16h'];
  const [ours, other] = ['web-77f7b77cf-kk2zp 1/1 9s', 'web-77f7b77cf-x2zcv 1/1 5s'];
  expect(check(`${first}\n${second}`, `${other}\n${ours}`, names)).toBe(true);
  expect(names.inOurWords('delete pod web-5d754d565-9zcnn')).toBe('delete pod web-77f7b77cf-x2zcv');
  expect(check('bye web-5d754d565-9zcnn', 'bye web-77f7b77cf-x2zcv', names)).toBe(true);
  expect(check('bye web-5d754d565-9zcnn', 'bye web-77f7b77cf-kk2zp', names)).toBe(false);
});

test('a name that two lines could have stays open', () => {
  const names = new Names();
  const rows = 'web-5d754d565-7bzfs 1/1 5s\nweb-5d754d565-9zcnn 1/1 5s';
  expect(check(rows, rows, names)).toBe(true);
  expect(names.oursOf('web-5d754d565-9zcnn')).toBeUndefined();
});
