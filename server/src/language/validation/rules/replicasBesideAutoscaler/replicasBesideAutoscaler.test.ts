import { expect, it } from 'vitest';
import { diagnoseFor } from '../../../../../../test/support/checkDiagnostics.ts';
import { web } from '../../../../../../test/support/webBehindService.ts';

const diagnose = diagnoseFor('replicasBesideAutoscaler');

const scaled =
  '---\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: scaler}\nspec: {maxReplicas: 5, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}}\n';

it('names the autoscaler that chooses the number', () => {
  expect(diagnose(web('replicas: 3', '', scaled))).toContain(
    '^ warning replicasBesideAutoscaler: HorizontalPodAutoscaler/scaler chooses the number of pods: every apply of this file sets it back to 3',
  );
});

it('is silent without the field, and without an autoscaler', () => {
  expect(diagnose(web('', '', scaled))).toBe('');
  expect(diagnose(web('replicas: 3', ''))).toBe('');
});
