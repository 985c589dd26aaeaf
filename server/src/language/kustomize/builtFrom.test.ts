import { expect, test } from 'vitest';
import { builtFrom } from './builtFrom.ts';

const web = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: web }\n';
const file = (uri: string, text: string): { uri: string; text: string } => ({ uri, text });

test('only the outermost kustomizations are applied, each base once', () => {
  const built = builtFrom([
    file('k/base/kustomization.yaml', 'resources: [web.yaml]'),
    file('k/base/web.yaml', web),
    file('k/over/kustomization.yaml', 'resources: [../base]\nnamePrefix: p-'),
  ]);
  expect(built?.objects.map(({ metadata }) => metadata.name)).toEqual(['p-web']);
});

test('files without a kustomization are no build', () => {
  expect(builtFrom([file('web.yaml', web)])).toBeUndefined();
});

test('what is missing keeps it from being applied', () => {
  expect(builtFrom([file('kustomization.yaml', 'resources: [none.yaml]')])?.problems).toEqual([
    'kustomization.yaml: resources[0]: There is no none.yaml in the workspace.',
  ]);
});
