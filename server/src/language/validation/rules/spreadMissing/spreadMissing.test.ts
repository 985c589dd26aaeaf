import { expect, it } from 'vitest';
import { diagnoseFor } from '../../../../../../test/support/checkDiagnostics.ts';
import { web } from '../../../../../../test/support/webBehindService.ts';

const diagnose = diagnoseFor('spreadMissing');

it('asks for it from three pods on', () => {
  expect(diagnose(web('replicas: 3', ''))).toContain('^ warning spreadMissing: Nothing keeps these 3 pods apart');
  expect(diagnose(web('replicas: 2', ''))).toBe('');
});

it('is content with a constraint or anti-affinity', () => {
  const pods = web('replicas: 3', '').replace('    spec:\n', '    spec:\n      SPREAD\n');
  const spread =
    'topologySpreadConstraints: [{maxSkew: 1, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: DoNotSchedule, labelSelector: {matchLabels: {app: web}}}]';
  const apart =
    'affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: web}}}]}}';
  for (const said of [spread, apart]) expect(diagnose(pods.replace('SPREAD', said))).toBe('');
});
