import { expect, it } from 'vitest';
import { diagnose, fixed } from '../../../../../../test/support/checkDiagnostics.ts';

const set = (...tolerations: string[]): string => `apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent}
spec:
  selector: {matchLabels: {app: agent}}
  template:
    metadata: {labels: {app: agent}}
    spec:
      tolerations:
${tolerations.map((one) => `      - ${one}\n`).join('')}      containers:
      - {name: a, image: "a:1", resources: {limits: {cpu: 1}}}
`;

it('warns of a toleration of the taint that control plane nodes had', () => {
  expect(diagnose(set('key: node-role.kubernetes.io/master\n        effect: NoSchedule'))).toContain(
    'warning formerTaint',
  );
  expect(fixed(set('key: node-role.kubernetes.io/master\n        effect: NoSchedule'), 'formerTaint')).toBe(
    set(
      'key: node-role.kubernetes.io/master\n        effect: NoSchedule',
      'key: node-role.kubernetes.io/control-plane\n        effect: NoSchedule',
    ),
  );
});

it('is content where the taint of today is tolerated too, or every taint is', () => {
  const old = 'key: node-role.kubernetes.io/master';
  expect(diagnose(set(old, 'key: node-role.kubernetes.io/control-plane'))).toBe('');
  expect(diagnose(set(old, 'operator: Exists'))).toBe('');
  expect(diagnose(set('key: node-role.kubernetes.io/control-plane'))).toBe('');
});
