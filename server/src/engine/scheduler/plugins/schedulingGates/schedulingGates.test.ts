import { expect, test } from 'vitest';
import { clusterWith, pod } from '../../../../../../test/support/scheduling.ts';
import { schedulingGates } from './schedulingGates.ts';

test.each([
  ['TestPreEnqueue/pod does not carry scheduling gates', pod('p'), undefined],
  [
    'TestPreEnqueue/pod carries scheduling gates',
    pod('p', { spec: { schedulingGates: [{ name: 'foo' }, { name: 'bar' }] } }),
    'waiting for scheduling gates: [foo bar]',
  ],
])('%s', (_name, incoming, expected) => {
  expect(schedulingGates.whyGated(clusterWith([]).info(incoming))).toBe(expected);
});
