import type { ApiObject, Condition } from '#engine/api/meta.ts';
import { equal } from '#engine/equal.ts';
import { valuesAt } from '../printers/jsonPath.ts';
import type { Test } from './scenario.ts';

/** Whether the object (undefined: it does not exist) passes, and what was found. */
export function passes(test: Test, object: ApiObject | undefined): { readonly pass: boolean; readonly found: string } {
  if (test.kind === 'gone')
    return { pass: object === undefined, found: object === undefined ? 'it is gone' : 'it exists' };
  if (object === undefined) {
    const zero = test.kind === 'path' && test.is === 'atMost' && 0 <= Number(test.value);
    return { pass: zero, found: 'there is no such object' };
  }
  if (test.kind === 'exists') return { pass: true, found: 'it exists' };
  return test.kind === 'condition' ? conditionPasses(test, object) : pathPasses(test, object);
}

function conditionPasses(
  test: Extract<Test, { kind: 'condition' }>,
  object: ApiObject,
): { pass: boolean; found: string } {
  const status = object['status'] as { readonly conditions?: readonly Condition[] } | undefined;
  const condition = status?.conditions?.find((each) => each.type === test.type);
  if (condition === undefined) return { pass: false, found: `it has no condition ${test.type}` };
  const right = test.status === undefined || condition.status === test.status;
  const pass = right && (test.reason === undefined || condition.reason === test.reason);
  return { pass, found: `${test.type}=${condition.status}, ${condition.reason ?? 'no reason'}` };
}

function pathPasses(test: Extract<Test, { kind: 'path' }>, object: ApiObject): { pass: boolean; found: string } {
  const values = valuesAt(test.path, object);
  const value = values.ok ? values.value[0] : undefined;
  const found = value === undefined ? 'it has no value there' : JSON.stringify(value);
  switch (test.is) {
    case 'equals':
      return { pass: value !== undefined && same(value, test.value), found };
    case 'notEquals':
      return { pass: value === undefined || !same(value, test.value), found };
    case 'matches':
      return { pass: value !== undefined && glob(String(test.value), String(value)), found };
    case 'atLeast':
      return { pass: value !== undefined && Number(value) >= Number(test.value), found };
    case 'atMost':
      return { pass: Number(value ?? 0) <= Number(test.value), found };
  }
}

function same(a: unknown, b: unknown): boolean {
  return equal(a, b) || (typeof a !== 'object' && typeof b !== 'object' && String(a) === String(b));
}

function glob(pattern: string, text: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's').test(text);
}

/** A test in words: `status.readyReplicas at least 2`. */
export function testText(test: Test): string {
  switch (test.kind) {
    case 'gone':
      return 'to be gone';
    case 'exists':
      return 'to exist';
    case 'condition':
      return `condition ${test.type}${test.status === undefined ? '' : `=${test.status}`}${test.reason === undefined ? '' : ` because of ${test.reason}`}`;
    case 'path':
      return `${test.path} ${comparisons[test.is]} ${JSON.stringify(test.value)}`;
  }
}

const comparisons = {
  atLeast: 'at least',
  atMost: 'at most',
  equals: 'equal to',
  notEquals: 'other than',
  matches: 'like',
} as const;
