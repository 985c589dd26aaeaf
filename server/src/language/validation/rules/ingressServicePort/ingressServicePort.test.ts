import { expect, it } from 'vitest';
import { diagnose, fixed } from '../../../../../../test/support/checkDiagnostics.ts';

const text = (port: string): string => `apiVersion: v1
kind: Service
metadata: {name: web}
spec: {ports: [{name: http, port: 80}]}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web}
spec: {rules: [{http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {${port}}}}}]}}]}
`;

it('warns of a port that the Service does not have, and repairs it', () => {
  expect(diagnose(text('number: 8081'))).toContain(
    '^^^^ warning ingressServicePort: Service "web" has no port 8081. It has: 80.',
  );
  expect(fixed(text('number: 8081'), 'ingressServicePort')).toBe(text('number: 80'));
  expect(fixed(text('name: htp'), 'ingressServicePort')).toBe(text('name: http'));
});

it('is silent on ports that are there', () => {
  expect(diagnose(text('number: 80'))).toBe('');
  expect(diagnose(text('name: http'))).toBe('');
});
