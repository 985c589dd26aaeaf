import { expect, it } from 'vitest';
import { diagnose, fixed } from '../../../../../../test/support/checkDiagnostics.ts';

const text = (port: string, listed = 'ports: [{containerPort: 8080}]', more = ''): string => `apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{${port}}]${more}}
---
apiVersion: v1
kind: Pod
metadata: {name: p, labels: {app: web}}
spec: {containers: [{name: a, image: a:1, resources: {limits: {cpu: 1}}, ${listed}}]}
`;

it('mentions a number that is not listed, written or meant', () => {
  expect(diagnose(text('port: 80, targetPort: 8008'))).toContain(
    '^^^^ information unlistedTargetPort: No container that this Service selects lists port 8008',
  );
  expect(fixed(text('port: 80, targetPort: 8008'), 'unlistedTargetPort')).toBe(text('port: 80, targetPort: 8080'));
  expect(diagnose(text('port: 80'))).toContain('^^ information unlistedTargetPort');
});

it('is silent where the port is listed, where nothing is, on names and on headless Services', () => {
  expect(diagnose(text('port: 80, targetPort: 8080'))).toBe('');
  expect(diagnose(text('port: 80', 'command: [x]'))).toBe('');
  expect(diagnose(text('port: 80, targetPort: http', 'ports: [{name: http, containerPort: 8080}]'))).toBe('');
  expect(diagnose(text('port: 80', 'ports: [{containerPort: 8080}]', ', clusterIP: None'))).toBe('');
});
