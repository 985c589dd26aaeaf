import { t } from '@vscode/l10n';
import { intOrPercentOr } from '#engine/api/intOrPercent.ts';
import type { Resource } from '../../../document/resource.ts';
import { templatesSelectedBy } from '../../../workspace/podTemplate.ts';
import { namespaceOf } from '../../../workspace/resourceIndex.ts';
import type { Snapshot } from '../../../workspace/snapshot.ts';
import { autoscalersOf, podSelectorOf, replicasOf, specOf } from '../../../workspace/workloads.ts';
import { at, type Rule } from '../../rule.ts';

/** A PodDisruptionBudget that never lets a pod go. */
export const disruptionBudgetBlocks: Rule = {
  id: 'disruptionBudgetBlocks',
  source: 'lint',
  group: 'reliability',
  severity: 'warning',
  kinds: ['PodDisruptionBudget'],
  weighsOthers: true,
  *check(resource, snapshot) {
    const { minAvailable, maxUnavailable } = specOf(resource.body);
    if (maxUnavailable === 0 || maxUnavailable === '0%') {
      yield {
        ...at(resource, 'spec.maxUnavailable'),
        message: t(
          'No pod may ever be evicted: draining a node waits for ever, and an upgrade of the cluster with it.',
        ),
      };
      return;
    }
    if (minAvailable === undefined || minAvailable === null) return;
    const total = podsOf(resource, snapshot);
    if (total === undefined || total === 0) return;
    const needed = intOrPercentOr(minAvailable, total, 'up', 0);
    if (needed < total) return;
    const message = t(
      '{0} of {1} pods must stay: none may ever be evicted, so draining a node waits for ever, and an upgrade of the cluster with it.',
      needed,
      total,
    );
    yield { ...at(resource, 'spec.minAvailable'), message };
  },
};

/** How many pods the budget speaks of; undefined where that is not written down. */
function podsOf(resource: Resource, snapshot: Snapshot): number | undefined {
  const selector = podSelectorOf(resource.body);
  if (selector === undefined) return undefined;
  const found = templatesSelectedBy(snapshot, namespaceOf(resource.body), selector);
  const counts = found.map((one) => (autoscalersOf(snapshot, one).length > 0 ? undefined : replicasOf(one.body)));
  return counts.includes(undefined) ? undefined : counts.reduce<number>((sum, count) => sum + (count ?? 0), 0);
}
