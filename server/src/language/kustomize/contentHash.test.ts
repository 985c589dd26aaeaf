import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { contentHash } from './contentHash.ts';
import { sha256 } from './sha256.ts';

test.each(['', 'abc', 'a'.repeat(55), 'a'.repeat(56), 'a'.repeat(64), '한국어 ☸ <&>'])(
  'sha256 of %j is that of every other implementation',
  (text) => {
    expect(sha256(text)).toBe(createHash('sha256').update(text).digest('hex'));
  },
);

// Cases of kustomize api/hasher TestConfigMapHash and TestSecretHash.
test.each([
  [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: '' }, data: {} }, '6ct58987ht'],
  [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: '' }, data: { one: '' } }, '9g67k2htb6'],
  [
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: '' }, data: { two: '2', one: '', three: '3' } },
    'f5h7t85m9b',
  ],
])('hash of %j', (object, hash) => {
  expect(contentHash(object)).toBe(hash);
});
