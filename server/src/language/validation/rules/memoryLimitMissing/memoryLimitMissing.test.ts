import { expect, it } from 'vitest';
import { diagnoseFor } from '../../../../../../test/support/checkDiagnostics.ts';

const diagnose = diagnoseFor('memoryLimitMissing');

const pod = (resources: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: main, image: a:1, resources: {${resources}}}]}\n`;

it('names the container', () => {
  expect(diagnose(pod('requests: {memory: 1Gi}'))).toContain('^^^^ warning memoryLimitMissing');
  expect(diagnose(pod('limits: {cpu: 1}'))).toContain('^^^^ warning memoryLimitMissing');
});

it('is silent with a limit, and where the namespace gives one', () => {
  expect(diagnose(pod('limits: {memory: 1Gi}'))).toBe('');
  expect(
    diagnose(
      `${pod('')}---\napiVersion: v1\nkind: LimitRange\nmetadata: {name: l}\nspec: {limits: [{type: Container, default: {memory: 1Gi}}]}\n`,
    ),
  ).toBe('');
});
