import { expect, it } from 'vitest';
import { diagnoseFor } from '../../../../../../test/support/checkDiagnostics.ts';
import { service, web } from '../../../../../../test/support/webBehindService.ts';

const diagnose = diagnoseFor('disruptionBudgetMissing');

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
