import { expect, it } from 'vitest';
import { diagnose } from '../../../../../../test/support/checkDiagnostics.ts';
import { web } from '../../../../../../test/support/webBehindService.ts';

const strategy = (replicas: number, value: string): string =>
  web(`replicas: ${replicas}\n  strategy: {rollingUpdate: {maxUnavailable: ${value}}}`, '');

it('warns of a share and of a number that is all of them', () => {
  expect(diagnose(strategy(3, '100%'))).toContain('^^^^ warning rolloutTakesAllPods: All pods may be away');
  expect(diagnose(strategy(3, '3'))).toContain('^ warning rolloutTakesAllPods');
});

it('is silent where a pod stays, and on one pod alone', () => {
  expect(diagnose(strategy(3, '2'))).toBe('');
  expect(diagnose(strategy(3, '99%'))).toBe('');
  expect(diagnose(strategy(1, '1'))).toBe('');
});

it('looks at the share of a DaemonSet', () => {
  const daemons = strategy(3, '100%')
    .replace('kind: Deployment', 'kind: DaemonSet')
    .replace('strategy:', 'updateStrategy:')
    .replace('replicas: 3\n  ', '');
  expect(diagnose(daemons)).toContain('rolloutTakesAllPods');
  expect(diagnose(daemons.replace('100%', '3'))).toBe('');
});
