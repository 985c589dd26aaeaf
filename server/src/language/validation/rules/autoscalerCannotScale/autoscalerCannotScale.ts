import { t } from '@vscode/l10n';
import { specOf } from '../../../workspace/workloads.ts';
import { at, type Rule } from '../../rule.ts';

/** An autoscaler whose least and most pods are the same number. */
export const autoscalerCannotScale: Rule = {
  id: 'autoscalerCannotScale',
  source: 'lint',
  group: 'cost',
  severity: 'off',
  kinds: ['HorizontalPodAutoscaler'],
  *check(resource) {
    const { minReplicas, maxReplicas } = specOf(resource.body);
    if (typeof maxReplicas !== 'number' || (minReplicas ?? 1) !== maxReplicas) return;
    const message = t(
      'minReplicas and maxReplicas are both {0}: the autoscaler never changes the number, and the pods of the peak run all day.',
      maxReplicas,
    );
    yield { ...at(resource, 'spec.maxReplicas'), message };
  },
};
