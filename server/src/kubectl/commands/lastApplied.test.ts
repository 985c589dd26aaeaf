import { expect, test } from 'vitest';
import { checkKubectl, clusterOf } from '../testing/checkKubectl.ts';

const settings = (value: string): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: c }\ndata: { k: ${value} }\n`;

test('what was applied last is shown, and set for an object that was created', () => {
  const cluster = clusterOf({ 'a.yaml': settings('one'), 'b.yaml': settings('two') });
  checkKubectl(cluster, 'create -f a.yaml');
  expect(checkKubectl(cluster, 'apply view-last-applied cm/c')).toBe(
    'error: no last-applied-configuration annotation found on resource: c\n(exit 1)',
  );
  expect(checkKubectl(cluster, 'apply set-last-applied -f a.yaml')).toMatch(/--create-annotation\n\(exit 1\)$/);
  expect(checkKubectl(cluster, 'apply set-last-applied -f a.yaml --create-annotation')).toBe('configmap/c configured');
  expect(checkKubectl(cluster, 'apply view-last-applied cm c')).toMatch(/^apiVersion: v1\ndata:\n {2}k: one\n/);
  expect(checkKubectl(cluster, 'apply -f b.yaml')).toBe('configmap/c configured');
  expect(checkKubectl(cluster, 'apply view-last-applied cm c -o json')).toContain('"k": "two"');
  expect(checkKubectl(cluster, 'apply set-last-applied -f b.yaml')).toBe('configmap/c unchanged');
});
