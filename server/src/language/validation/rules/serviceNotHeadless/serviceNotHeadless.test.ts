import { expect, it } from 'vitest';
import { diagnose } from '../../../../../../test/support/checkDiagnostics.ts';

const text = (clusterIP: string): string => `apiVersion: v1
kind: Service
metadata: {name: db}
spec: {${clusterIP}ports: [{port: 80}], selector: {app: db}}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec:
  serviceName: db
  selector: {matchLabels: {app: db}}
  template: {metadata: {labels: {app: db}}, spec: {containers: [{name: a, image: a:1, resources: {limits: {cpu: 1}}}]}}
`;

it('mentions a Service that gives the pods of a StatefulSet no names', () => {
  expect(diagnose(text(''))).toContain('^^ information serviceNotHeadless: Service "db" is not headless');
  expect(diagnose(text('clusterIP: None, '))).toBe('');
});
