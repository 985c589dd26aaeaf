import { expect, it } from 'vitest';
import { diagnose as diagnoseWith } from '../../../../../../test/support/checkDiagnostics.ts';
import { defaultSettings } from '../../../workspace/settings.ts';

const diagnose = (text: string): string =>
  diagnoseWith(text, { ...defaultSettings, rules: { spreadMissing: 'warning', missingResources: 'off' } });

/** A Deployment and what stands beside it. */
const web = (spec: string, container: string, rest = ''): string => `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  ${spec}
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - name: main
        image: a:1
        resources: {limits: {memory: 1Gi, cpu: 1}}
        ${container}
${rest}`;

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
