import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { applyDefaults } from '../defaults/defaults.ts';
import type { ApiObject } from '../meta.ts';
import type { Cause } from '../status.ts';
import { newestVersion } from '../version.ts';
import { validateCreate, validateUpdate } from './validate.ts';

interface Answer {
  readonly accepted: boolean;
  readonly causes?: readonly Cause[];
}

interface Recording extends Answer {
  readonly name: string;
  readonly manifest: string;
  readonly patch?: { readonly contentType: string; readonly patch: unknown };
  readonly withoutDryRun?: Answer;
}

const recordings = JSON.parse(
  readFileSync(new URL('../../../../../test/parity/validation/recordings.json', import.meta.url), 'utf8'),
) as readonly Recording[];

/** Causes of the recorded 1.26 that a later server words or places otherwise, or does not give. */
const changed: readonly ((cause: Cause) => boolean)[] = [
  // 1.32: every printable ASCII character but "=" may be in the name of a variable
  (cause) =>
    /\.env(?:From)?\[\d+\]\.(?:name|prefix)$/.test(cause.field) &&
    /a valid environment variable name/.test(cause.message),
  // a flag of the recorded server; privileged containers are allowed in any usual cluster
  (cause) => /disallowed by cluster policy/.test(cause.message),
  // dry-run requests only
  (cause) => cause.field === 'metadata.uid' || cause.field === 'metadata.resourceVersion',
];

/** What the newest server says instead of what the recorded one said, by recording. */
const today: Readonly<Record<string, readonly string[]>> = {
  // 1.29
  'cj-schedule-tz': [
    'spec.schedule FieldValueInvalid Invalid value: "TZ=UTC * * * * *": cannot use TZ or CRON_TZ in schedule, use timeZone field instead',
  ],
  // 1.27
  'deploy-hostname-bad': ['spec.template.spec.hostname FieldValueInvalid Invalid value: "a.b": must not contain dots'],
  // 1.31: the index, and the examples
  'pod-hostaliases-bad': [
    'spec.hostAliases[0].ip FieldValueInvalid Invalid value: "10.0.0.300": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
  ],
  // 1.28
  'pod-hostnetwork-port-mismatch': [
    'spec.containers[0].ports[0].hostPort FieldValueInvalid Invalid value: 8080: must match `containerPort` when `hostNetwork` is true',
  ],
  // 1.27
  'svc-etp-clusterip': [
    'spec.externalTrafficPolicy FieldValueInvalid Invalid value: "Local": may only be set for externally-accessible services',
  ],
};

/** Refused before validation, by the decoder or by admission; or not at all the business of validation. */
const judged = recordings.filter((recording) => {
  const answer = recording.withoutDryRun ?? recording;
  return answer.accepted || answer.causes?.some((cause) => cause.field !== 'patch' && cause.field !== '') === true;
});

describe('on create', () => {
  const creates = judged.filter((recording) => recording.patch === undefined && !recording.name.startsWith('update-'));
  test.each(creates.map((recording) => [recording.name, recording] as const))('%s', (_, recording) => {
    const object = parse(recording.manifest, { uniqueKeys: false }) as ApiObject;
    const ours = validateCreate(applyDefaults(object, newestVersion), newestVersion);
    const now = today[recording.name];
    if (now !== undefined) expect(texts(ours)).toEqual(now);
    else check(ours, recording.withoutDryRun ?? recording);
  });
});

describe('on update', () => {
  const updates = judged.filter((recording) => recording.patch !== undefined);
  test.each(updates.map((recording) => [recording.name, recording] as const))('%s', (_, recording) => {
    const old = parse(recording.manifest) as ApiObject;
    const strategic = recording.patch?.contentType.includes('strategic') === true;
    const next = merged(old, recording.patch?.patch, strategic, '') as ApiObject;
    check(
      validateUpdate(applyDefaults(next, newestVersion), applyDefaults(old, newestVersion), newestVersion),
      recording.withoutDryRun ?? recording,
    );
  });
});

function check(ours: readonly Cause[], recorded: Answer): void {
  const theirs = recorded.accepted
    ? []
    : (recorded.causes ?? []).filter((cause) => !changed.some((test) => test(cause)));
  expect(texts(ours)).toEqual(texts(theirs));
}

/** As a set, without what the two versions print differently. */
function texts(causes: readonly Cause[]): readonly string[] {
  const lines = causes.map((cause) => `${cause.field} ${cause.reason} ${shared(cause.message)}`);
  return [...new Set(lines)].sort();
}

function shared(message: string): string {
  return (
    (message.split('\n')[0] ?? '')
      .replace(/Invalid value: (?:[\w.*[\]]*\{.*\}|\[.*\]|map\[.*\]): /g, 'Invalid value: <object>: ')
      // 1.34: as JSON
      .replace(/Invalid value: map\[string\]string\(nil\): /, 'Invalid value: null: ')
      .replace(/Invalid value: (?:<object>|"[^"]*"): (must be an integer|must not be greater than 100%)$/, '$1')
      .replace(/(supported values: ).*/, '$1…')
      .replace(/(updates to statefulset spec for fields other than ).*( are forbidden)/, '$1…$2')
      .replace(/(spec is immutable after creation except ).*( for bound claims)/, '$1…$2')
      .replace(/(pod updates may not change fields other than ).*/, '$1…')
      .replace(/(must be less than or equal to \S+ limit)(?: of \S+)?$/, '$1')
      .trim()
  );
}

const mergeKeys: Readonly<Record<string, string>> = {
  containers: 'name',
  initContainers: 'name',
  volumes: 'name',
  env: 'name',
};

function merged(old: unknown, patch: unknown, strategic: boolean, field: string): unknown {
  if (Array.isArray(patch)) {
    const key = mergeKeys[field] ?? (field === 'ports' ? 'port' : undefined);
    return strategic && key !== undefined && Array.isArray(old) ? mergedList(old, patch, key) : patch;
  }
  if (!isObject(patch)) return patch;
  const copy: Record<string, unknown> = isObject(old) ? { ...old } : {};
  for (const [name, value] of Object.entries(patch)) {
    if (name === '$retainKeys') continue;
    if (value === null) delete copy[name];
    else copy[name] = merged(copy[name], value, strategic, name);
  }
  return copy;
}

function mergedList(old: readonly unknown[], patch: readonly unknown[], key: string): readonly unknown[] {
  const list = [...old];
  for (const item of patch) {
    const index = list.findIndex((other) => isObject(other) && isObject(item) && other[key] === item[key]);
    if (index < 0) list.push(item);
    else list[index] = merged(list[index], item, true, '');
  }
  return list;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
