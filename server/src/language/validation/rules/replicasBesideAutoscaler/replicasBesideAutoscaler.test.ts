import { expect, it } from 'vitest';
import { diagnose as diagnoseWith } from '../../../../../../test/support/checkDiagnostics.ts';
import { defaultSettings } from '../../../workspace/settings.ts';

const diagnose = (text: string): string =>
  diagnoseWith(text, { ...defaultSettings, rules: { replicasBesideAutoscaler: 'warning', missingResources: 'off' } });

/** A Deployment and what stands beside it. */
const web = (spec: string, container: string, rest = ''): string => `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  ${spec}
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - name: main
        image: a:1
        resources: {limits: {memory: 1Gi, cpu: 1}}
        ${container}
${rest}`;

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
