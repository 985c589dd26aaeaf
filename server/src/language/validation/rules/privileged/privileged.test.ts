import { expect, it } from 'vitest';
import { diagnose } from '../../../../../../test/support/checkDiagnostics.ts';

const pod = (value: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: a, image: a:1, resources: {limits: {cpu: 1}}, securityContext: {privileged: ${value}}}]}\n`;

it('warns of a privileged container, on the word that makes it one', () => {
  expect(diagnose(pod('true'))).toContain('^^^^ warning privileged');
  expect(diagnose(pod('yes'))).toContain('^^^ warning privileged');
  expect(diagnose(pod('false'))).toBe('');
});
