import { describe, expect, it } from 'vitest';
import { hovered } from '../../../../test/support/checkCompletion.ts';

const pod = (line: string): string => `apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
    - name: main
      image: web:1
      ${line}
`;

describe('hover', () => {
  it('shows type, values and description of a field', () => {
    const text = hovered(pod('imagePull$0Policy: Always'));
    expect(text).toContain('**imagePullPolicy** `string`');
    expect(text).toContain('`IfNotPresent`');
    expect(text).toContain('Image pull policy');
  });

  it('shows what the API server fills in where the field is not written', () => {
    expect(hovered(pod('termination$0MessagePath: /x'))).toContain('default: `"/dev/termination-log"`');
  });

  it('shows which version brought a field', () => {
    expect(hovered(pod('restartPolicy$0Rules: []'))).toContain('since 1.34');
  });

  it('explains a kind at its value, in any document', () => {
    expect(hovered(`a: 1\n---\nkind: Dep$0loyment\napiVersion: apps/v1\n`)).toContain('**Deployment** `apps/v1`');
  });

  it('knows items of a list object by their own kind', () => {
    expect(
      hovered(
        'apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Service\n  spec:\n    session$0Affinity: None\n',
      ),
    ).toContain('sessionAffinity');
  });

  it('answers in flow style, in the second document and in broken text', () => {
    const flow = '{apiVersion: v1, kind: Pod, spec: {containers: [{name: a, imagePull$0Policy: Always}]}}\n';
    const cases = [flow, `a: [\n---\n${flow}`, `${flow}---\na: [\n`, pod('imagePull$0Policy: Always\n      args: ["x')];
    for (const text of cases) expect(hovered(text), text).toContain('**imagePullPolicy** `string`');
  });

  it('is silent on unknown fields, foreign YAML and comments', () => {
    expect(hovered(pod('no$0thing: 1'))).toBe('');
    expect(hovered('a: $0b\n')).toBe('');
    expect(hovered(`# com$0ment\n${pod('')}`)).toBe('');
  });
});
