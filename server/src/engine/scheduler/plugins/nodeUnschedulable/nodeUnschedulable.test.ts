import { expect, test } from 'vitest';
import { checkFilter, clusterWith, node, pod } from '../../../../../../test/support/scheduling.ts';
import { nodeUnschedulable } from './nodeUnschedulable.ts';

const tolerations = [{ key: 'node.kubernetes.io/unschedulable', operator: 'Exists', effect: 'NoSchedule' }];

test.each([
  [
    'TestNodeUnschedulable/Does not schedule pod to unschedulable node (node.Spec.Unschedulable==true)',
    pod('p'),
    node('n1', { cordoned: true }),
    'n1: node(s) were unschedulable',
  ],
  ['TestNodeUnschedulable/Schedule pod to normal node', pod('p'), node('n1'), 'skipped'],
  [
    'TestNodeUnschedulable/Schedule pod with toleration to unschedulable node (node.Spec.Unschedulable==true)',
    pod('p', { spec: { tolerations } }),
    node('n1', { cordoned: true }),
    'skipped',
  ],
])('%s', (_name, incoming, one, expected) => {
  expect(checkFilter(nodeUnschedulable, incoming, clusterWith([one]))).toBe(expected);
});
