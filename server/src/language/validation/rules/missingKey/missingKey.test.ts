import { expect, it } from 'vitest';
import { diagnose, fixed } from '../../../../../../test/support/checkDiagnostics.ts';

const text = (key: string, more = ''): string => `apiVersion: v1
kind: Pod
metadata: {name: p}
spec:
  containers:
  - name: a
    image: a:1
    resources: {limits: {cpu: 1}}
    env: [{name: A, valueFrom: {configMapKeyRef: {name: cfg, key: ${key}${more}}}}]
---
apiVersion: v1
kind: ConfigMap
metadata: {name: cfg}
data: {host: a, port: "1"}
`;

it('warns of a key that the ConfigMap does not have, and repairs a slip', () => {
  expect(diagnose(text('hots'))).toContain(
    '^^^^ warning missingKey: ConfigMap "cfg" has no key "hots": the container cannot start. It has: host, port.',
  );
  expect(fixed(text('hots'), 'missingKey')).toBe(text('host'));
});

it('is silent where the key is there, or need not be', () => {
  expect(diagnose(text('host'))).toBe('');
  expect(diagnose(text('nope', ', optional: true'))).toBe('');
});

it('looks at keys of mounted Secrets too', () => {
  const secret = `apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers: [{name: a, image: a:1, resources: {limits: {cpu: 1}}}]\n  volumes: [{name: v, secret: {secretName: s, items: [{key: b, path: b}]}}]\n---\napiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData: {a: x}\n`;
  expect(diagnose(secret)).toContain('warning missingKey: Secret "s" has no key "b"');
});
