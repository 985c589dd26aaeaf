import { t } from '@vscode/l10n';
import { valueAt } from '../../../document/node.ts';
import { containersOf } from '../../../workspace/containers.ts';
import { hasLimitRange } from '../../../workspace/workloads.ts';
import { atContainer, type Rule } from '../../rule.ts';

/** A container that may take all the memory of its node. */
export const memoryLimitMissing: Rule = {
  id: 'memoryLimitMissing',
  source: 'lint',
  group: 'reliability',
  severity: 'off',
  *check(resource, snapshot) {
    if (hasLimitRange(snapshot, resource)) return;
    for (const container of containersOf(resource.body)) {
      const limits = valueAt(valueAt(container.node, 'resources'), 'limits');
      if (container.init || valueAt(limits, 'memory') !== undefined) continue;
      const message = t(
        'Without a memory limit this container may take all of its node: then the kernel kills, or the kubelet evicts, whoever stands beside it.',
      );
      yield { ...atContainer(container, 'resources.limits.memory'), message };
    }
  },
};
