import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import type { ApiObject } from '../meta.ts';
import { newestVersion } from '../version.ts';
import { applyDefaults } from './defaults.ts';

interface Recording {
  readonly name: string;
  readonly manifest: string;
  readonly defaulted: ApiObject;
}

const recordings = JSON.parse(
  readFileSync(new URL('../../../../../test/parity/defaults/recordings.json', import.meta.url), 'utf8'),
) as readonly Recording[];

/** Not defaults: what strategies, allocators and admission add on create, and what only one of the two versions has. */
const notDefaults = [
  /^status/,
  /^metadata\.generation$/,
  /creationTimestamp$/,
  /^metadata\.finalizers/,
  /^metadata\.annotations\.(deprecated\.daemonset|batch\.kubernetes)/,
  /^spec\.(clusterIPs?|ipFamil|healthCheckNodePort|finalizers)/,
  /^spec\.ports\.\d+\.nodePort$/,
  /^spec\.(tolerations\.\d|priority$|preemptionPolicy$|volumes\.\d+\.projected|serviceAccount|imagePullSecrets)/,
  /^spec\.containers\.0\.volumeMounts\.\d\.name$/,
  /controller-uid|job-name/,
  /^spec\.(template\.)?spec\.serviceAccount/,
  /^spec\.(podReplacementPolicy|persistentVolumeClaimRetentionPolicy)/,
];

test.each(recordings.map((recording) => [recording.name, recording] as const))(
  '%s is defaulted as recorded',
  (_, recording) => {
    const ours = flat(applyDefaults(parse(recording.manifest) as ApiObject, newestVersion));
    expect(ours).toEqual(flat(recording.defaulted));
  },
);

function flat(value: unknown, path = '', into: Record<string, unknown> = {}): Record<string, unknown> {
  if (value !== null && typeof value === 'object' && Object.keys(value).length > 0) {
    for (const [key, item] of Object.entries(value)) flat(item, path === '' ? key : `${path}.${key}`, into);
  } else if (value !== null && !notDefaults.some((pattern) => pattern.test(path))) into[path] = value;
  return into;
}
