import { expect, it } from 'vitest';
import { diagnose as diagnoseWith } from '../../../../../../test/support/checkDiagnostics.ts';
import { defaultSettings } from '../../../workspace/settings.ts';

const diagnose = (text: string): string =>
  diagnoseWith(text, { ...defaultSettings, rules: { readinessProbeMissing: 'warning', missingResources: 'off' } });

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

const service =
  '---\napiVersion: v1\nkind: Service\nmetadata: {name: front}\nspec: {selector: {app: web}, ports: [{port: 80}]}\n';

it('names the container that the Service sends requests to', () => {
  expect(diagnose(web('', '', service))).toContain('^^^^ warning readinessProbeMissing: Service/front sends requests');
});

it('is silent with a probe, and without a Service', () => {
  expect(diagnose(web('', 'readinessProbe: {tcpSocket: {port: 80}}', service))).toBe('');
  expect(diagnose(web('', ''))).toBe('');
  expect(diagnose(web('', '', service.replace('app: web', 'app: web, tier: x')))).not.toContain(
    'readinessProbeMissing',
  );
});

it('is off unless asked for', () => {
  expect(diagnoseWith(web('', '', service))).toBe('');
});
