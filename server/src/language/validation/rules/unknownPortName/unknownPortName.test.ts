import { expect, it } from 'vitest';
import { diagnose, fixed } from '../../../../../../test/support/checkDiagnostics.ts';

const text = (targetPort: string, probe: string): string => `apiVersion: v1
kind: Pod
metadata: {name: p, labels: {app: web}}
spec:
  containers:
  - name: a
    image: a:1
    resources: {limits: {cpu: 1}}
    ports: [{name: http, containerPort: 80}]
    readinessProbe: {httpGet: {port: ${probe}}}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 80, targetPort: ${targetPort}}]}
`;

it('warns of a target port that no selected container has, and repairs it', () => {
  expect(diagnose(text('htp', 'http'))).toContain(
    '^^^ warning unknownPortName: No container that this Service selects has a port named "htp"',
  );
  expect(fixed(text('htp', 'http'), 'unknownPortName')).toBe(text('http', 'http'));
});

it('warns of a probe on a port that its container does not have', () => {
  expect(diagnose(text('http', 'htp'))).toContain(
    '^^^ warning unknownPortName: This container has no port named "htp"',
  );
  expect(fixed(text('http', 'htp'), 'unknownPortName')).toBe(text('http', 'http'));
});

it('is silent on numbers and on names that are there', () => {
  expect(diagnose(text('http', 'http'))).toBe('');
  expect(diagnose(text('8080', '8080'))).not.toContain('unknownPortName');
});
