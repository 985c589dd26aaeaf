import { expect, it } from 'vitest';
import { diagnose } from '../../../../../../test/support/checkDiagnostics.ts';

const map = (name: string, namespace = 'default'): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}, namespace: ${namespace}}\n`;

it('warns of the second object with the same kind, namespace and name, in one file or in two', () => {
  expect(diagnose(`${map('a')}---\n${map('a')}`)).toContain(
    '^ warning duplicateResource: ConfigMap "a" stands already in document 1 of this file',
  );
  expect(diagnose(`# file: x.yaml\n${map('a')}# file: y.yaml\n${map('a')}`)).toContain(
    'ConfigMap "a" stands already in x.yaml, document 1',
  );
});

it('takes the default namespace for the one that is not written, and others for others', () => {
  expect(diagnose(`${map('a')}---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n`)).toContain(
    'duplicateResource',
  );
  expect(diagnose(`${map('a')}---\n${map('a', 'other')}`)).toBe('');
});

it('leaves other folders to be other stages, and patches to be patches', () => {
  expect(diagnose(`# file: dev/x.yaml\n${map('a')}# file: prod/x.yaml\n${map('a')}`)).toBe('');
  expect(
    diagnose(
      `# file: kustomization.yaml\npatches: [{path: b.yaml}]\n# file: a.yaml\n${map('a')}# file: b.yaml\n${map('a')}`,
    ),
  ).not.toContain('duplicateResource');
});
