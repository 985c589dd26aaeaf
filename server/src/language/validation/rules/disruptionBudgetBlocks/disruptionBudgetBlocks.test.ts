import { expect, it } from 'vitest';
import { diagnose } from '../../../../../../test/support/checkDiagnostics.ts';
import { web } from '../../../../../../test/support/webBehindService.ts';

const budget = (spec: string): string =>
  `---\napiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: web}\nspec: {${spec}, selector: {matchLabels: {app: web}}}\n`;

it('warns of a budget that keeps every pod', () => {
  expect(diagnose(web('replicas: 1', '', budget('minAvailable: 1')))).toContain(
    '^ warning disruptionBudgetBlocks: 1 of 1 pods must stay: none may ever be evicted',
  );
  expect(diagnose(web('replicas: 3', '', budget('minAvailable: 90%')))).toContain('3 of 3 pods must stay');
  expect(diagnose(web('', '', budget('maxUnavailable: 0')))).toContain(
    '^ warning disruptionBudgetBlocks: No pod may ever be evicted',
  );
});

it('is silent where a pod may go, where nothing runs, and where the number is not known', () => {
  expect(diagnose(web('replicas: 2', '', budget('minAvailable: 1')))).toBe('');
  expect(diagnose(web('replicas: 0', '', budget('minAvailable: 1')))).toBe('');
  expect(diagnose(budget('minAvailable: 1'))).not.toContain('disruptionBudgetBlocks');
  const scaled =
    '---\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: web}\nspec: {maxReplicas: 5, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}}\n';
  expect(diagnose(web('replicas: 1', '', budget('minAvailable: 1') + scaled))).toBe('');
});
