import { expect, it } from 'vitest';
import { diagnoseFor } from '../../../../../../test/support/checkDiagnostics.ts';
import { service, web } from '../../../../../../test/support/webBehindService.ts';

const diagnose = diagnoseFor('preStopMissing');

const listening = 'ports: [{containerPort: 80}]';

it('asks for a pause where a Service sends requests', () => {
  expect(diagnose(web('', listening, service))).toContain(
    '^^^^ warning preStopMissing: This container is told to stop while Service/front',
  );
});

it('is silent with a hook, without ports and without a Service', () => {
  expect(diagnose(web('', `${listening}\n        lifecycle: {preStop: {sleep: {seconds: 1}}}`, service))).toBe('');
  expect(diagnose(web('', '', service))).toBe('');
  expect(diagnose(web('', listening))).toBe('');
});
