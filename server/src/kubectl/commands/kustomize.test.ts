import { expect, test } from 'vitest';
import type { ApiObject } from '#engine/api/meta.ts';
import { ok, refused } from '#engine/result.ts';
import type { Cluster } from '../cluster.ts';
import { checkKubectl, clusterOf } from '../testing/checkKubectl.ts';

const settings = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, data: { k: 'v' } } as ApiObject;

function withKustomization(): Cluster {
  const cluster = clusterOf();
  const build = (folder: string): ReturnType<NonNullable<Cluster['files']['build']>> =>
    folder === 'app' ? ok([settings]) : refused(`no kustomization in ${folder}`);
  return { ...cluster, files: { ...cluster.files, build } };
}

test('what a kustomization builds is printed, applied, found again and deleted', () => {
  const cluster = withKustomization();
  expect(checkKubectl(cluster, 'kustomize app')).toBe(
    'apiVersion: v1\ndata:\n  k: v\nkind: ConfigMap\nmetadata:\n  name: a',
  );
  expect(checkKubectl(cluster, 'diff -k app')).toMatch(/^\+ {2}k: v$/m);
  expect(checkKubectl(cluster, 'apply -k app')).toBe('configmap/a created');
  expect(checkKubectl(cluster, 'apply -k app')).toBe('configmap/a unchanged');
  expect(checkKubectl(cluster, 'get -k app -o name')).toBe('configmap/a');
  expect(checkKubectl(cluster, 'delete -k app')).toBe('configmap "a" deleted from default namespace');
  expect(checkKubectl(cluster, 'create -k app')).toBe('configmap/a created');
});

test('what cannot be built is said, and nothing is done', () => {
  expect(checkKubectl(withKustomization(), 'apply -k other')).toBe('error: no kustomization in other\n(exit 1)');
  expect(checkKubectl(clusterOf(), 'kustomize')).toBe('error: nothing can build a kustomization here\n(exit 1)');
  expect(checkKubectl(withKustomization(), 'apply -k app -f x.yaml')).toBe(
    'error: only one of -f or -k can be specified\n(exit 1)',
  );
});
