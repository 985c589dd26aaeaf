import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { applyDefaults } from '../defaults/defaults.ts';
import type { ApiObject } from '../meta.ts';
import { kubernetesVersions } from '../version.ts';
import { validateCreate, validateUpdate } from './validate.ts';
import { warningsFor } from './warnings.ts';

const manifests = (
  JSON.parse(
    readFileSync(new URL('../../../../../test/parity/validation/recordings.json', import.meta.url), 'utf8'),
  ) as { name: string; manifest: string }[]
)
  .filter(({ name }) => !name.startsWith('yaml-') && !name.startsWith('deploy-'))
  .map(({ manifest }) => parse(manifest, { uniqueKeys: false }) as ApiObject);

const junk: readonly unknown[] = [null, 5, 'x', true, [], {}, [null], ['x'], [[]], { a: null }];

/** Every copy of `value` in which one place holds something else. */
function* damaged(value: unknown): Generator<unknown> {
  yield* junk;
  if (typeof value !== 'object' || value === null) return;
  const entries: readonly (readonly [string, unknown])[] = Object.entries(value);
  for (const [key, item] of entries) {
    for (const other of damaged(item)) {
      if (Array.isArray(value)) yield value.map((old: unknown, index) => (String(index) === key ? other : old));
      else yield { ...value, [key]: other };
    }
  }
}

test('nothing that can be parsed makes defaults, validation or warnings throw, or change their argument', () => {
  let judged = 0;
  for (const manifest of manifests) {
    const whole = JSON.stringify(manifest);
    for (const [index, object] of [...damaged(manifest)].entries()) {
      if (typeof object !== 'object' || object === null || Array.isArray(object)) continue;
      const version = kubernetesVersions[index % kubernetesVersions.length] ?? '1.36';
      const before = JSON.stringify(object);
      const defaulted = applyDefaults(object as ApiObject, version);
      validateCreate(defaulted, version);
      validateUpdate(defaulted, manifest, version);
      validateUpdate(manifest, defaulted, version);
      warningsFor(defaulted, undefined, version);
      validateCreate(object as ApiObject, version);
      expect(JSON.stringify(object)).toBe(before);
      judged++;
    }
    expect(JSON.stringify(manifest)).toBe(whole);
  }
  expect(judged).toBeGreaterThan(10_000);
});

test('defaults of defaults are the same', () => {
  for (const manifest of manifests) {
    const once = applyDefaults(manifest, '1.36');
    expect(applyDefaults(once, '1.36')).toEqual(once);
  }
});
