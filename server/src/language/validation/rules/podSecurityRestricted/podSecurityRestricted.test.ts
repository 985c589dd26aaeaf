import { expect, it } from 'vitest';
import { diagnoseFor } from '../../../../../../test/support/checkDiagnostics.ts';

const diagnose = diagnoseFor('podSecurityRestricted');

const pod = (context: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  hostPID: true\n  containers:\n  - name: a\n    image: a:1\n    securityContext: {${context}}\n`;

it('asks for what "restricted" wants, and leaves "baseline" to its own rule', () => {
  const said = diagnose(pod(''));
  expect(said.match(/podSecurityRestricted/g)).toHaveLength(4);
  expect(said).not.toContain('hostPID=true)');
});

it('is silent where all of it is there', () => {
  expect(
    diagnose(
      pod(
        'allowPrivilegeEscalation: false, runAsNonRoot: true, capabilities: {drop: [ALL]}, seccompProfile: {type: RuntimeDefault}',
      ),
    ),
  ).toBe('');
});
