import { expect, it } from 'vitest';
import { diagnoseFor } from '../../../../../../test/support/checkDiagnostics.ts';

const diagnose = diagnoseFor('autoscalerCannotScale');

const scaler = (bounds: string): string =>
  `apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: a}\nspec: {${bounds}, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}}\n`;

it('speaks of bounds that leave no room', () => {
  expect(diagnose(scaler('minReplicas: 5, maxReplicas: 5'))).toContain(
    '^ warning autoscalerCannotScale: minReplicas and maxReplicas are both 5',
  );
  expect(diagnose(scaler('maxReplicas: 1'))).toContain('autoscalerCannotScale');
});

it('is silent where there is room', () => {
  expect(diagnose(scaler('minReplicas: 1, maxReplicas: 5'))).not.toContain('autoscalerCannotScale');
});
