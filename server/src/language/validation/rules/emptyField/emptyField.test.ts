import { expect, it } from 'vitest';
import { diagnose } from '../../../../../../test/support/checkDiagnostics.ts';

const deployment = (line: string): string => `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n  ${line}\n`;

it('mentions a key without a value', () => {
  expect(diagnose(deployment('annotations:'))).toContain(
    '^^^^^^^^^^^ information emptyField: "annotations" has no value',
  );
});

it('is silent on an explicit null, on what kubectl prints, and on keys that people choose', () => {
  expect(diagnose(deployment('annotations: null'))).toBe('');
  expect(diagnose(deployment('creationTimestamp:'))).toBe('');
  expect(diagnose(deployment('labels:\n    a:'))).not.toContain('emptyField');
});
