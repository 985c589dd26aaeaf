import { expect, test } from 'vitest';
import { parse } from 'yaml';
import type { ApiObject } from '../meta.ts';
import { validateUpdate } from '../validation/validate.ts';
import { newestVersion } from '../version.ts';
import { carryDefaults } from './carry.ts';
import { applyDefaults } from './defaults.ts';

function check(old: string, next: string, expected: readonly string[]): void {
  const before = parse(old) as ApiObject;
  const live = applyDefaults(before, newestVersion);
  const after = applyDefaults(carryDefaults(parse(next) as ApiObject, before, live), newestVersion);
  expect(validateUpdate(after, live, newestVersion).map((cause) => cause.field)).toEqual(expected);
}

const pod = (containers: string): string =>
  `{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: [${containers}]}}`;

test('a new image keeps the pull policy that the old one was given', () =>
  check(pod('{name: c, image: nginx}'), pod('{name: c, image: nginx:1.25}'), []));

test('what a manifest says, or no longer says, counts', () => {
  check(pod('{name: c, image: nginx}'), pod('{name: c, image: nginx, imagePullPolicy: Never}'), ['spec']);
  check(pod('{name: c, image: nginx, imagePullPolicy: Never}'), pod('{name: c, image: nginx}'), ['spec']);
});
