import { expect, test } from 'vitest';
import { workspaceOf } from '../../../../test/support/workspace.ts';
import { validate } from './validate.ts';

const web = `# file: web.yaml
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: main, image: web }] }
`;

function checkKustomization(text: string): string[] {
  const { snapshot } = workspaceOf(`${web}# file: kustomization.yaml\n${text}`);
  const file = snapshot.files.get('kustomization.yaml');
  return validate(snapshot, 'kustomization.yaml').map(
    ({ severity, message, range, fixes }) =>
      `${severity} «${file?.text.slice(...range)}» ${message}${fixes[0] === undefined ? '' : ` [${fixes[0].title}]`}`,
  );
}

test('a good one is silent', () => {
  expect(
    checkKustomization(
      'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [web.yaml]\nimages: [{ name: web, newTag: "2" }]\n',
    ),
  ).toEqual([]);
});

test('fields that kustomize does not know, and those that it deprecates', () => {
  expect(checkKustomization('resource: [web.yaml]\n')).toEqual([
    'error «resource» kustomize knows no field "resource" and refuses to build. [Replace by resources]',
  ]);
  expect(checkKustomization('bases: []\n')).toEqual([
    'information «bases» bases is deprecated in kustomize; use resources.',
  ]);
});

test('fields below them, and what should be a list', () => {
  expect(checkKustomization('images: [{name: web, newtag: "2"}]\n')).toEqual([
    'error «newtag» kustomize knows no field "newtag" and refuses to build. [Replace by newTag]',
  ]);
  expect(checkKustomization('resources: web.yaml\n')).toEqual([
    'error «web.yaml» resources is a list: kustomize refuses to build.',
  ]);
  expect(
    checkKustomization(
      'resources: [web.yaml]\npatches: [{target: {kind: Deployment}, patch: "[]", options: {allowNameChange: true}}]\nresources2:\n',
    ),
  ).toEqual(['error «resources2» kustomize knows no field "resources2" and refuses to build. [Replace by resources]']);
});

test('paths that lead nowhere', () => {
  expect(checkKustomization('resources: [web.yaml, none.yaml]\n')).toEqual([
    'error «none.yaml» There is no none.yaml in the workspace.',
  ]);
});

test('what the API server would refuse of the result, and only that', () => {
  expect(checkKustomization('resources: [web.yaml]\nnamePrefix: UP-\n')).toEqual([
    expect.stringContaining(
      'error «resources» As built, Deployment/UP-web would be refused: metadata.name: Invalid value: "UP-web"',
    ),
  ]);
});

test('a broken one', () => {
  expect(checkKustomization('resources: [web.yaml\n')).toHaveLength(1);
});
