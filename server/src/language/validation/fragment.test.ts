import { expect, it } from 'vitest';
import { diagnose } from '../../../../test/support/checkDiagnostics.ts';

it('judges what a fragment says, not what it leaves out', () => {
  expect(diagnose('spec:\n  nodeSelector: {disk: ssd}\n')).not.toContain('Required');
  const text = 'spec:\n  containers:\n  volumes:\n    name: data\n    emptyDir: {}\n  nodeSelectr: {a: b}\n';
  expect(diagnose(text)).toContain(
    '2:   containers:\n     ^^^^^^^^^^ warning requiredField: spec.containers: Required',
  );
  expect(diagnose(text)).toContain('4:     name: data\n       ^^^^ warning wrongType');
  expect(diagnose(text)).toContain('warning unknownField: strict decoding error: unknown field "spec.nodeSelectr"');
});
