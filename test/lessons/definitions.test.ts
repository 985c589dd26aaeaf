import { expect, test } from 'vitest';
import { Lesson } from '../support/lesson.ts';
import { deploymentText } from '../support/manifests.ts';

test('X42 a definition makes a kind of its own, which get crd lists', () => {
  const lesson = new Lesson();
  const printed = lesson.kubectl(
    'kubectl create -f -',
    `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: searchclusters.example.com }
spec:
  group: example.com
  scope: Namespaced
  names: { kind: SearchCluster, listKind: SearchClusterList, plural: searchclusters, singular: searchcluster }
  versions: [{ name: v1, served: true, storage: true, schema: { openAPIV3Schema: { type: object, x-kubernetes-preserve-unknown-fields: true } } }]
`,
  );
  expect(printed).toBe('customresourcedefinition.apiextensions.k8s.io/searchclusters.example.com created');
  expect(lesson.kubectl('kubectl get crd')).toMatch(
    /^NAME +CREATED AT\nsearchclusters\.example\.com +2026-01-01T00:00:\d\dZ$/,
  );
});

test('X47 --record still works, and says that it will go', () => {
  const { stdout, stderr } = new Lesson()
    .file('web.yaml', deploymentText('web', 1, 'web:1'))
    .type('kubectl apply -f web.yaml --record');
  expect(stdout).toBe('deployment.apps/web created\n');
  expect(stderr).toBe('Flag --record has been deprecated, --record will be removed in the future\n');
});
