import { expect, it } from 'vitest';
import { diagnose } from '../../../../../../test/support/checkDiagnostics.ts';

const pod = (resources: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: main, image: a:1${resources}}]}\n`;

it('hints at a container that asks for nothing', () => {
  expect(diagnose(pod(''))).toContain('^^^^ hint missingResources');
  expect(diagnose(pod(', resources: {}'))).toContain('missingResources');
  expect(diagnose(pod(', resources: {requests: {cpu: 1}}'))).toBe('');
  expect(diagnose(pod(', resources: {limits: {cpu: 1}}'))).toBe('');
});
