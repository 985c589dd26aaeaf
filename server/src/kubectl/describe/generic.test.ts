import { expect, test } from 'vitest';
import { checkKubectl, clusterOf } from '../testing/checkKubectl.ts';

const runtime = `apiVersion: node.k8s.io/v1
kind: RuntimeClass
metadata: { name: heavy }
handler: heavy
overhead: { podFixed: { cpu: 250m, memory: 64Mi } }
scheduling:
  tolerations: [{ key: heavy, operator: Exists }, { key: a.b, operator: Equal, value: x }]
`;

test('a kind without a description of its own is told field by field', () => {
  const cluster = clusterOf();
  checkKubectl(cluster, 'create -f -', runtime);
  const lines = checkKubectl(cluster, 'describe runtimeclass heavy').split('\n');
  const [first, last] = [lines.indexOf('Overhead:'), lines.findIndex((line) => line.startsWith('Events:'))];
  expect(lines.find((line) => line.startsWith('Handler:'))).toMatch(/^Handler: +heavy$/);
  expect(lines.slice(first, last)).toEqual([
    'Overhead:',
    '  Pod Fixed:',
    '    Cpu:     250m',
    '    Memory:  64Mi',
    'Scheduling:',
    '  Tolerations:',
    '    Key:       heavy',
    '    Operator:  Exists',
    '    Key:       a.b',
    '    Operator:  Equal',
    '    Value:     x',
  ]);
});
