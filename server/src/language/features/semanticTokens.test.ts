import { expect, it } from 'vitest';
import { workspaceOf } from '../../../../test/support/workspace.ts';
import { semanticTokens, tokensIn } from './semanticTokens.ts';

const tokens = (text: string): string[] =>
  tokensIn(workspaceOf(text).snapshot, 'main.yaml').map(
    ({ start, end, type, declares }) => `${text.slice(start, end)} ${type}${declares ? ' declaration' : ''}`,
  );

const pod =
  'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  labels: {app: web}\nspec:\n  serviceAccountName: robot\n  containers:\n    - name: main\n      env:\n        - name: MODE\n          valueFrom: {configMapKeyRef: {name: settings, key: mode}}\n      resources:\n        limits: {cpu: 500m}\n';

it('kinds, names, references, labels, env vars and quantities, in block and flow style and the second document', () => {
  const expected = [
    'v1 namespace',
    'Pod class',
    'web variable declaration',
    'web property',
    'robot variable',
    'MODE parameter',
    'settings variable',
    'mode property',
    '500m number',
  ];
  expect(tokens(pod)).toEqual(expected);
  expect(tokens(`{apiVersion: v1, kind: Service, spec: {selector: {app: web}}}\n---\n${pod}`)).toEqual([
    'v1 namespace',
    'Service class',
    'web property',
    ...expected,
  ]);
});

it('the same while the text is broken: colours do not flicker with each key', () => {
  expect(tokens(`${pod}  x: [\n`)).toEqual(tokens(pod));
  expect(tokens(pod.replace('limits: {cpu: 500m}', 'limits: {cpu: 500m'))).toEqual(tokens(pod));
  expect(tokens(pod.replace('name: MODE', 'name: "MODE')).slice(0, 5)).toEqual(tokens(pod).slice(0, 5));
});

it('nothing in other YAML', () => {
  expect(tokens('a: [\n')).toEqual([]);
  expect(tokens('a: 500m\n')).toEqual([]);
});

it('on the wire each counts from the one before', () => {
  const { snapshot } = workspaceOf('kind: Pod\napiVersion: v1\n');
  expect(semanticTokens(snapshot, 'main.yaml').data).toEqual([0, 6, 3, 0, 0, 1, 12, 2, 1, 0]);
});
