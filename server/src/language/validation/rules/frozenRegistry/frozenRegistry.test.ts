import { expect, it } from 'vitest';
import { diagnose, fixed } from '../../../../../../test/support/checkDiagnostics.ts';

const pod = (image: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: a, image: ${image}, resources: {limits: {cpu: 1}}}]}\n`;

it('warns of the frozen registry and names the living one', () => {
  expect(diagnose(pod('k8s.gcr.io/pause:3.9'))).toContain('warning frozenRegistry');
  expect(fixed(pod('k8s.gcr.io/pause:3.9'), 'frozenRegistry')).toBe(pod('registry.k8s.io/pause:3.9'));
  expect(fixed(pod('"k8s.gcr.io/pause:3.9"'), 'frozenRegistry')).toBe(pod('"registry.k8s.io/pause:3.9"'));
  expect(diagnose(pod('gcr.io/google-containers/pause:3.1'))).toContain('warning frozenRegistry');
  expect(diagnose(pod('registry.k8s.io/pause:3.9'))).toBe('');
});
