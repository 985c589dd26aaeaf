import { expect, it } from 'vitest';
import { diagnose, fixed } from '../../../../../../test/support/checkDiagnostics.ts';

const text = (value: string): string => `apiVersion: v1
kind: Pod
metadata: {name: p}
spec: {containers: [{name: a, image: a:1, resources: {limits: {cpu: 1}}, env: [{name: B, value: ${value}}]}]}
---
apiVersion: v1
kind: Service
metadata: {name: api}
spec: {ports: [{port: 80}], clusterIP: None}
`;

it('names the ports that the Service has, in short and in long addresses', () => {
  expect(diagnose(text('http://api:8080/x'))).toContain(
    '^^^^ hint serviceAddressPort: Service "api" has no port 8080. It has: 80.',
  );
  expect(diagnose(text('"api.default.svc.cluster.local:81"'))).toContain('^^ hint serviceAddressPort');
  expect(fixed(text('"http://api:8080/x"'), 'serviceAddressPort')).toBe(text('"http://api:80/x"'));
});

it('is silent on its ports, on none, and on other hosts', () => {
  for (const value of [
    'http://api:80',
    'http://api',
    'http://example.com:8080',
    'postgres://user:pw@db:5432/x',
    'api:8080',
  ])
    expect(diagnose(text(value))).toBe('');
});
