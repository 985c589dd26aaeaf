import { expect, it } from 'vitest';
import { diagnose as diagnoseWith } from '../../../../../../test/support/checkDiagnostics.ts';
import { defaultSettings } from '../../../workspace/settings.ts';

const diagnose = (text: string): string =>
  diagnoseWith(text, { ...defaultSettings, rules: { disruptionBudgetMissing: 'warning', missingResources: 'off' } });

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

const service =
  '---\napiVersion: v1\nkind: Service\nmetadata: {name: front}\nspec: {selector: {app: web}, ports: [{port: 80}]}\n';
const budget =
  '---\napiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: web}\nspec: {maxUnavailable: 1, selector: {matchLabels: {app: web}}}\n';

it('asks for a budget over several pods behind a Service', () => {
  expect(diagnose(web('replicas: 2', '', service))).toContain(
    '^ warning disruptionBudgetMissing: No PodDisruptionBudget says how many of these 2 pods',
  );
});

it('is silent with one, on one pod, and without a Service', () => {
  expect(diagnose(web('replicas: 2', '', service + budget))).toBe('');
  expect(diagnose(web('replicas: 1', '', service))).toBe('');
  expect(diagnose(web('replicas: 2', ''))).toBe('');
});

it('takes a selector of expressions for a budget, too', () => {
  const expressed = budget.replace(
    'matchLabels: {app: web}',
    'matchExpressions: [{key: app, operator: In, values: [web]}]',
  );
  expect(diagnose(web('replicas: 2', '', service + expressed))).toBe('');
});
