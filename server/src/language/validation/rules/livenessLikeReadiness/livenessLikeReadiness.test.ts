import { expect, it } from 'vitest';
import { diagnose as diagnoseWith } from '../../../../../../test/support/checkDiagnostics.ts';
import { defaultSettings } from '../../../workspace/settings.ts';

const diagnose = (text: string): string =>
  diagnoseWith(text, { ...defaultSettings, rules: { livenessLikeReadiness: 'warning', missingResources: 'off' } });

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

const probes = (live: string, ready: string): string =>
  web('', `livenessProbe: {tcpSocket: {port: 80}${live}}\n        readinessProbe: {tcpSocket: {port: 80}${ready}}`);

it('says after how many seconds the container is killed', () => {
  expect(diagnose(probes('', ''))).toContain(
    '^^^^^^^^^^^^^ warning livenessLikeReadiness: This asks what the readiness probe asks and gives up no later, after 30 s',
  );
  expect(diagnose(probes(', periodSeconds: 5', ', periodSeconds: 10'))).toContain('after 15 s');
});

it('is silent on more patience, on another question and on a probe alone', () => {
  expect(diagnose(probes(', failureThreshold: 6', ''))).toBe('');
  expect(diagnose(probes('', '').replace('port: 80', 'port: 81'))).toBe('');
  expect(diagnose(web('', 'livenessProbe: {tcpSocket: {port: 80}}'))).toBe('');
});
