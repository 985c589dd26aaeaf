import { expect, it } from 'vitest';
import { diagnoseFor } from '../../../../../../test/support/checkDiagnostics.ts';

const diagnose = diagnoseFor('claimsOutliveSet');

const set = (spec: string): string => `apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec:
  ${spec}
  selector: {matchLabels: {app: db}}
  template: {metadata: {labels: {app: db}}, spec: {containers: [{name: a, image: a:1}]}}
`;
const claims =
  'volumeClaimTemplates: [{metadata: {name: data}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}]';

it('asks whether the volumes are meant to stay', () => {
  expect(diagnose(set(claims))).toContain('^^^^ warning claimsOutliveSet');
});

it('is silent where that is said, and without claims', () => {
  expect(diagnose(set(`${claims}\n  persistentVolumeClaimRetentionPolicy: {whenDeleted: Retain}`))).toBe('');
  expect(diagnose(set(''))).toBe('');
});
