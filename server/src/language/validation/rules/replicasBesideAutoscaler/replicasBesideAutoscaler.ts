import { t } from '@vscode/l10n';
import { nodeAtField } from '../../../document/pointer.ts';
import { autoscalersOf, replicasOf } from '../../../workspace/workloads.ts';
import { at, type Rule } from '../../rule.ts';

/** A number of pods that every apply sets back, though an autoscaler chooses it. */
export const replicasBesideAutoscaler: Rule = {
  id: 'replicasBesideAutoscaler',
  source: 'lint',
  group: 'reliability',
  severity: 'off',
  kinds: ['Deployment', 'StatefulSet'],
  *check(resource, snapshot) {
    if (nodeAtField(resource.body.node, 'spec.replicas') === undefined) return;
    const [autoscaler] = autoscalersOf(snapshot, resource);
    if (autoscaler === undefined) return;
    const message = t(
      'HorizontalPodAutoscaler/{0} chooses the number of pods: every apply of this file sets it back to {1}, until the autoscaler looks again.',
      autoscaler.body.name,
      replicasOf(resource.body) ?? 0,
    );
    yield { ...at(resource, 'spec.replicas'), message };
  },
};
