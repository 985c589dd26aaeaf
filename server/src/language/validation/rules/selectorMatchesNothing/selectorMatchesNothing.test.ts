import { expect, it } from 'vitest';
import { diagnose, fixed } from '../../../../../../test/support/checkDiagnostics.ts';

const pods = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template: {metadata: {labels: {app: web, tier: front}}, spec: {containers: [{name: a, image: a:1, resources: {limits: {cpu: 1}}}]}}
`;
const service = (selector: string): string => `${pods}---
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  ports: [{port: 80}]
  selector:
    ${selector}
`;

it('warns of a label that is nearly that of the pods, and repairs its value or its key', () => {
  expect(diagnose(service('app: weeb'))).toContain(
    '^^^^ warning selectorMatchesNothing: No pod of the workspace has app=weeb; did you mean "web"?',
  );
  expect(fixed(service('app: weeb'), 'selectorMatchesNothing')).toBe(service('app: web'));
  expect(fixed(service('teir: front'), 'selectorMatchesNothing')).toBe(service('tier: front'));
});

it('only mentions labels of pods that may be elsewhere', () => {
  expect(diagnose(service('run: something'))).toContain('^^^^^^^^^^^^^^ information selectorMatchesNothing: No pod');
  expect(
    diagnose('apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {ports: [{port: 80}], selector: {app: web}}\n'),
  ).toContain('hint selectorMatchesNothing');
});

it('is silent where pods match, and on Services without a selector', () => {
  expect(diagnose(service('{app: web, tier: front}'))).toBe('');
  expect(diagnose('apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {ports: [{port: 80}]}\n')).toBe('');
  expect(
    diagnose(
      'apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {type: ExternalName, externalName: a.example.com, selector: {app: x}}\n',
    ),
  ).toBe('');
});

it('reads the selectors of budgets', () => {
  expect(
    diagnose(
      `${pods}---\napiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: a}\nspec: {maxUnavailable: 1, selector: {matchLabels: {app: nothing}}}\n`,
    ),
  ).toContain('information selectorMatchesNothing');
  expect(
    diagnose(
      `${pods}---\napiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: a}\nspec: {maxUnavailable: 1, selector: {matchExpressions: [{key: app, operator: In, values: [web]}]}}\n`,
    ),
  ).toBe('');
});

it('keeps namespaces apart', () => {
  expect(
    diagnose(
      service('app: web').replace(
        'kind: Service\nmetadata: {name: web}',
        'kind: Service\nmetadata: {name: web, namespace: other}',
      ),
    ),
  ).toContain('hint selectorMatchesNothing');
});
