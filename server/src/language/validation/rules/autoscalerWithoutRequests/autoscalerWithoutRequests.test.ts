import { expect, it } from 'vitest';
import { diagnose } from '../../../../../../test/support/checkDiagnostics.ts';
import { web } from '../../../../../../test/support/webBehindService.ts';

const scaled = (metrics: string): string =>
  `---\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: web}\nspec: {maxReplicas: 3, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}${metrics}}\n`;
const share = (resource: string): string =>
  `, metrics: [{type: Resource, resource: {name: ${resource}, target: {type: Utilization, averageUtilization: 50}}}]`;
const silent = (metrics: string): string =>
  web('', '', scaled(metrics)).replace('{limits: {memory: 1Gi, cpu: 1}}', '{requests: {memory: 1Gi}}');

it('names the container that makes no request', () => {
  expect(diagnose(silent(share('cpu')))).toContain(
    '^^^ warning autoscalerWithoutRequests: Container "main" of Deployment/web has no cpu request',
  );
  expect(diagnose(silent(''))).toContain('has no cpu request');
});

it('is silent where the request, or a limit, is there, and on other metrics', () => {
  expect(diagnose(silent(share('memory')))).toBe('');
  expect(diagnose(web('', '', scaled(share('cpu'))))).toBe('');
  expect(
    diagnose(
      silent(', metrics: [{type: Resource, resource: {name: cpu, target: {type: AverageValue, averageValue: 1}}}]'),
    ),
  ).toBe('');
});

it('says nothing of a target that is not here, or of a namespace with defaults', () => {
  expect(diagnose(scaled(share('cpu')))).not.toContain('autoscalerWithoutRequests');
  const range =
    '---\napiVersion: v1\nkind: LimitRange\nmetadata: {name: l}\nspec: {limits: [{type: Container, defaultRequest: {cpu: 100m}}]}\n';
  expect(diagnose(silent(share('cpu')) + range)).toBe('');
});
