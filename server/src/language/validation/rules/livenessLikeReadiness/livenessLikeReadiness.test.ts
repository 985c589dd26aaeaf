import { expect, it } from 'vitest';
import { diagnoseFor } from '../../../../../../test/support/checkDiagnostics.ts';
import { web } from '../../../../../../test/support/webBehindService.ts';

const diagnose = diagnoseFor('livenessLikeReadiness');

const probes = (live: string, ready: string): string =>
  web('', `livenessProbe: {tcpSocket: {port: 80}${live}}\n        readinessProbe: {tcpSocket: {port: 80}${ready}}`);

it('says after how many seconds the container is killed', () => {
  expect(diagnose(probes('', ''))).toContain(
    '^^^^^^^^^^^^^ warning livenessLikeReadiness: This asks what the readiness probe asks and gives up no later, after 30 s',
  );
  expect(diagnose(probes(', periodSeconds: 5', ', periodSeconds: 10'))).toContain('after 15 s');
});

it('is silent on more patience, on another question and on a probe alone', () => {
  expect(diagnose(probes(', failureThreshold: 6', ''))).toBe('');
  expect(diagnose(probes('', '').replace('port: 80', 'port: 81'))).toBe('');
  expect(diagnose(web('', 'livenessProbe: {tcpSocket: {port: 80}}'))).toBe('');
});
