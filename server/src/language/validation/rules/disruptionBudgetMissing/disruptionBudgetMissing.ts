import { t } from '@vscode/l10n';
import { replicasOf, selecting } from '../../../workspace/workloads.ts';
import { at, type Rule } from '../../rule.ts';

/** Several pods behind a Service, and no budget that keeps some of them. */
export const disruptionBudgetMissing: Rule = {
  id: 'disruptionBudgetMissing',
  source: 'lint',
  group: 'reliability',
  severity: 'off',
  kinds: ['Deployment', 'StatefulSet'],
  *check(resource, snapshot) {
    const replicas = replicasOf(resource.body) ?? 0;
    if (replicas < 2 || selecting(snapshot, 'Service', resource).length === 0) return;
    if (selecting(snapshot, 'PodDisruptionBudget.policy', resource).length > 0) return;
    const message = t(
      'No PodDisruptionBudget says how many of these {0} pods have to stay: draining nodes may take all of them at once.',
      replicas,
    );
    yield { ...at(resource, 'spec.replicas'), message };
  },
};
