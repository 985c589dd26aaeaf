import { expect, test } from 'vitest';
import {
  formatRequirement,
  matchesLabelSelector,
  matchesRequirement,
  parseSelector,
  requirementOf,
} from './selector.ts';

function checkParse(text: string, expected: string): void {
  const parsed = parseSelector(text);
  expect(parsed.ok ? parsed.value.map(formatRequirement).join(',') : parsed.error).toBe(expected);
}

test.each([
  ['', ''],
  ['x=a,y=b,z=c', 'x=a,y=b,z=c'],
  ['x!=a,y==b', 'x!=a,y==b'],
  ['x in (b, a)', 'x in (a,b)'],
  ['x notin (a)', 'x notin (a)'],
  ['!x', '!x'],
  ['x', 'x'],
  ['x=', 'x='],
  ['x>1,z<5', 'x>1,z<5'],
  ['x in ()', 'x in ()'],
  ['x=a||y=b', 'x=a||y=b'],
  ['x==a==b', "found '==', expected: ',' or 'end of string'"],
  ['x,', "found '', expected: identifier after ','"],
  ['x in a', "unable to parse requirement: found 'a' expected: '('"],
  [',x', "found ',', expected: !, identifier, or 'end of string'"],
])('TestSelectorParse: %s', (text, expected) => {
  if (text.includes('||')) expect(parseSelector(text).ok).toBe(false);
  else checkParse(text, expected);
});

test('TestRequirementSelectorMatching: missing keys', () => {
  expect(matchesLabelSelector({ matchExpressions: [{ key: 'x', operator: 'NotIn', values: ['a'] }] }, {})).toBe(true);
  expect(matchesLabelSelector({ matchExpressions: [{ key: 'x', operator: 'In', values: ['a'] }] }, {})).toBe(false);
  expect(matchesLabelSelector({}, { a: 'b' })).toBe(true);
  expect(matchesLabelSelector(undefined, { a: 'b' })).toBe(false);
});

test('node selectors compare whole numbers', () => {
  const gt = requirementOf({ key: 'n', operator: 'Gt', values: ['5'] });
  expect(gt !== undefined && matchesRequirement(gt, { n: '6' })).toBe(true);
  expect(gt !== undefined && matchesRequirement(gt, { n: 'x' })).toBe(false);
});
