import { expect, it } from 'vitest';
import { diagnoseFor, diagnose as diagnoseWith } from '../../../../../../test/support/checkDiagnostics.ts';
import { service, web } from '../../../../../../test/support/webBehindService.ts';

const diagnose = diagnoseFor('readinessProbeMissing');

it('names the container that the Service sends requests to', () => {
  expect(diagnose(web('', '', service))).toContain('^^^^ warning readinessProbeMissing: Service/front sends requests');
});

it('is silent with a probe, and without a Service', () => {
  expect(diagnose(web('', 'readinessProbe: {tcpSocket: {port: 80}}', service))).toBe('');
  expect(diagnose(web('', ''))).toBe('');
  expect(diagnose(web('', '', service.replace('app: web', 'app: web, tier: x')))).not.toContain(
    'readinessProbeMissing',
  );
});

it('is off unless asked for', () => {
  expect(diagnoseWith(web('', '', service))).toBe('');
});
