import { describe, expect, test } from 'vitest';
import type { ApiObject } from '#engine/api/meta.ts';
import { randomStream } from '#engine/random.ts';
import { newUid, withGeneratedName } from './generatedNames.ts';

const pod = (metadata: Partial<ApiObject['metadata']>): ApiObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: '', ...metadata },
});

function nameOf(metadata: Partial<ApiObject['metadata']>, isTaken = (_: string): boolean => false): string {
  const named = withGeneratedName(pod(metadata), randomStream(1, 'test'), (object) => isTaken(object.metadata.name));
  return named.metadata.name;
}

describe('withGeneratedName', () => {
  test('TestSimpleNameGenerator: five characters without vowels and without 0, 1 and 3', () => {
    expect(nameOf({ generateName: 'web-' })).toMatch(/^web-[bcdfghjklmnpqrstvwxz2456789]{5}$/);
  });

  test('a long base is cut, so that the name is a label', () => {
    expect(nameOf({ generateName: `${'x'.repeat(80)}-` })).toMatch(/^x{58}[^x-]?.{4,5}$/);
    expect(nameOf({ generateName: `${'x'.repeat(80)}-` }).length).toBe(63);
  });

  test('a name that was given stays', () => {
    expect(nameOf({ name: 'mine', generateName: 'web-' })).toBe('mine');
  });

  test('TestCreateWithGenerateName: a taken one is drawn again, not for ever', () => {
    const first = nameOf({ generateName: 'web-' });
    expect(nameOf({ generateName: 'web-' }, (name) => name === first)).not.toBe(first);
    let asked = 0;
    nameOf({ generateName: 'web-' }, () => {
      asked++;
      return true;
    });
    expect(asked).toBe(8);
  });
});

test('newUid: a random UUID of the stream', () => {
  const uid = newUid(randomStream(1, 'test'));
  expect(uid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(newUid(randomStream(1, 'test'))).toBe(uid);
});
