import { expect, it } from 'vitest';
import { workspaceOf } from '../../../../test/support/workspace.ts';
import { documentLinks } from './documentLinks.ts';

const links = (text: string, uri = 'main.yaml'): string[] =>
  documentLinks(workspaceOf(text).snapshot, uri).map(({ range, target }) => `${range.start.line + 1}: ${target}`);

it('files of a kustomization, and folders by theirs; what is not there leads nowhere', () => {
  const text = `# file: app/over/kustomization.yaml
resources: [../base, extra.yaml, gone.yaml]
patches:
  - path: patch.yaml
  - patch: |-
      a: b
# file: app/base/kustomization.yaml
resources: []
# file: app/over/extra.yaml
a: 1
# file: app/over/patch.yaml
a: 1
`;
  expect(links(text, 'app/over/kustomization.yaml')).toEqual([
    '1: app/base/kustomization.yaml',
    '1: app/over/extra.yaml',
    '3: app/over/patch.yaml',
  ]);
});

it('kinds lead to the reference of the API, in every document', () => {
  expect(
    links(
      'a: 1\n---\n{apiVersion: v1, kind: Pod}\n---\nkind: Ingress\napiVersion: networking.k8s.io/v1\n---\nkind: Pod\nx: [\n',
    ),
  ).toEqual([
    '3: https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.36/#pod-v1-core',
    '5: https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.36/#ingress-v1-networking-k8s-io',
  ]);
});
