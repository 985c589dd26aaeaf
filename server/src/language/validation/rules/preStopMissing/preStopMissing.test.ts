import { expect, it } from 'vitest';
import { diagnose as diagnoseWith } from '../../../../../../test/support/checkDiagnostics.ts';
import { defaultSettings } from '../../../workspace/settings.ts';

const diagnose = (text: string): string =>
  diagnoseWith(text, { ...defaultSettings, rules: { preStopMissing: 'warning', missingResources: 'off' } });

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
const listening = 'ports: [{containerPort: 80}]';

it('asks for a pause where a Service sends requests', () => {
  expect(diagnose(web('', listening, service))).toContain(
    '^^^^ warning preStopMissing: This container is told to stop while Service/front',
  );
});

it('is silent with a hook, without ports and without a Service', () => {
  expect(diagnose(web('', `${listening}\n        lifecycle: {preStop: {sleep: {seconds: 1}}}`, service))).toBe('');
  expect(diagnose(web('', '', service))).toBe('');
  expect(diagnose(web('', listening))).toBe('');
});
