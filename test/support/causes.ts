import { expect } from 'vitest';
import { parse } from 'yaml';
import { applyDefaults } from '../../server/src/engine/api/defaults/defaults.ts';
import type { ApiObject } from '../../server/src/engine/api/meta.ts';
import type { Cause } from '../../server/src/engine/api/status.ts';
import { validateCreate, validateUpdate } from '../../server/src/engine/api/validation/validate.ts';
import { newestVersion } from '../../server/src/engine/api/version.ts';

/** What the newest API server refuses in a manifest, as `field: message` lines; every one must stand there, and no other. */
export function checkCauses(yaml: string, ...expected: readonly string[]): void {
  expect(lines(validateCreate(read(yaml), newestVersion))).toEqual(expected);
}

/** The same of an update; both manifests are defaulted first. */
export function checkUpdate(old: string, next: string, ...expected: readonly string[]): void {
  expect(lines(validateUpdate(read(next), read(old), newestVersion))).toEqual(expected);
}

/** A pod with one container; `spec` and `container` are in flow style, without braces. */
export function podWith(spec = '', container = ''): string {
  const fields = container === '' ? '' : `, ${container}`;
  const rest = spec === '' ? '' : `, ${spec}`;
  return `{apiVersion: v1, kind: Pod, metadata: {name: web, namespace: ns}, spec: {containers: [{name: c, image: nginx${fields}}]${rest}}}`;
}

function read(yaml: string): ApiObject {
  return applyDefaults(parse(yaml) as ApiObject, newestVersion);
}

function lines(causes: readonly Cause[]): readonly string[] {
  return causes.map(({ field, message }) => `${field}: ${message}`);
}
