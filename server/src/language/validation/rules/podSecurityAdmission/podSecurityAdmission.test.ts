import { expect, it } from 'vitest';
import { diagnose, fixed } from '../../../../../../test/support/checkDiagnostics.ts';

const text = (labels: string, kind: 'pod' | 'job', spec = 'hostPID: true, '): string => `apiVersion: v1
kind: Namespace
metadata: {name: ns, labels: {${labels}}}
---
${
  kind === 'pod'
    ? `apiVersion: v1\nkind: Pod\nmetadata: {name: p, namespace: ns}\nspec: {${spec}containers: [{name: a, image: a:1, resources: {limits: {cpu: 1}}}]}`
    : `apiVersion: batch/v1\nkind: Job\nmetadata: {name: j, namespace: ns}\nspec: {template: {spec: {${spec}restartPolicy: Never, containers: [{name: a, image: a:1, resources: {limits: {cpu: 1}}}]}}}`
}
`;
const label = (mode: string, level: string): string => `pod-security.kubernetes.io/${mode}: ${level}`;

it('refuses a pod as the API server does, on the field', () => {
  expect(diagnose(text(label('enforce', 'baseline'), 'pod'))).toContain(
    '^^^^ error podSecurityAdmission: pods "p" is forbidden: violates PodSecurity "baseline:latest": host namespaces (hostPID=true)',
  );
});

it('warns of objects whose pods will be refused', () => {
  expect(diagnose(text(label('enforce', 'baseline'), 'job'))).toContain(
    'warning podSecurityAdmission: The namespace refuses these pods, and the rollout waits for ever: violates PodSecurity "baseline:latest": host namespaces (hostPID=true)',
  );
});

it('warns in the words of the admission, and says a thing once, in the strongest mode', () => {
  const both = diagnose(text(`${label('enforce', 'baseline')}, ${label('warn', 'restricted')}`, 'pod'));
  expect(both.match(/host namespaces/g)).toHaveLength(1);
  expect(both).toContain(
    'warning podSecurityAdmission: would violate PodSecurity "restricted:latest": runAsNonRoot != true (pod or container "a" must set securityContext.runAsNonRoot=true)',
  );
  expect(diagnose(text(label('audit', 'baseline'), 'pod'))).toContain(
    'hint podSecurityAdmission: would violate PodSecurity "baseline:latest": host namespaces (hostPID=true) (Only the audit log tells.)',
  );
});

it('is silent without the namespace, without labels, at "privileged" and where nothing is wrong', () => {
  expect(diagnose(text('a: b', 'pod'))).toBe('');
  expect(diagnose(text(label('enforce', 'privileged'), 'pod'))).toBe('');
  expect(diagnose(text(label('enforce', 'baseline'), 'pod', ''))).toBe('');
  expect(diagnose(text(label('enforce', 'baseline'), 'pod').replace('name: ns,', 'name: other,'))).toBe('');
});

it('writes what satisfies the level whatever the container does', () => {
  const [before, after] = [
    text(label('enforce', 'restricted'), 'pod', ''),
    fixed(text(label('enforce', 'restricted'), 'pod', ''), 'podSecurityAdmission'),
  ];
  expect(after).toBe(
    before.replace('{limits: {cpu: 1}}}', '{limits: {cpu: 1}}, securityContext: { allowPrivilegeEscalation: false }}'),
  );
});
