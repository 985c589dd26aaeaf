import { expect, test } from 'vitest';
import { readFile } from '#language/document/document.ts';
import { defaultSettings } from '#language/workspace/settings.ts';
import type { Snapshot } from '#language/workspace/snapshot.ts';
import { snapshotFiles } from './snapshotFiles.ts';

const uris = [
  'file:///w/a.yaml',
  'file:///w/my%20apps/b.yaml',
  'file:///w/my%20apps/deep/c.yaml',
  'file:///x/d.yaml',
  'file:///w/a%28b%29.yaml',
];
const snapshot: Snapshot = {
  files: new Map(uris.map((uri) => [uri, readFile(uri, uri, 0)])),
  schemas: { read: () => undefined },
  settings: defaultSettings,
};
const files = snapshotFiles(() => snapshot, 'file:///w/my%20apps');

test.each([
  ['b.yaml', 'file:///w/my%20apps/b.yaml'],
  ['./deep/../b.yaml', 'file:///w/my%20apps/b.yaml'],
  ['../a.yaml', 'file:///w/a.yaml'],
  ['../../x/d.yaml', 'file:///x/d.yaml'],
  ['../a(b).yaml', 'file:///w/a%28b%29.yaml'],
  ['none.yaml', undefined],
])('%s is %s', (name, text) => {
  expect(files.read(name)).toBe(text);
});

test.each([
  ['.', false, ['./b.yaml']],
  ['.', true, ['./b.yaml', './deep/c.yaml']],
  ['deep/', false, ['deep/c.yaml']],
  ['..', true, ['../a(b).yaml', '../a.yaml', '../my apps/b.yaml', '../my apps/deep/c.yaml']],
  ['b.yaml', false, undefined],
])('the manifests in %s (recursive: %s) are %j, and each can be read by that name', (name, recursive, names) => {
  expect(files.list(name, recursive)).toEqual(names);
  for (const listed of names ?? []) expect(files.read(listed)).toBeDefined();
});
