import { t } from '@vscode/l10n';
import { valueAt } from '../../../document/node.ts';
import { headOf } from '../../../document/pointer.ts';
import { stringAt } from '../../../document/strings.ts';
import { containersOf } from '../../../workspace/containers.ts';
import { hasLimitRange } from '../../../workspace/workloads.ts';
import type { Rule } from '../../rule.ts';

/** A container that may take all the memory of its node. */
export const memoryLimitMissing: Rule = {
  id: 'memoryLimitMissing',
  source: 'lint',
  group: 'reliability',
  severity: 'off',
  *check(resource, snapshot) {
    if (hasLimitRange(snapshot, resource)) return;
    for (const { node, field, init } of containersOf(resource.body)) {
      if (init || valueAt(valueAt(valueAt(node, 'resources'), 'limits'), 'memory') !== undefined) continue;
      const name = stringAt(node, 'name');
      const range: [number, number] = name === undefined ? headOf(node) : [name.start, name.end];
      const message = t(
        'Without a memory limit this container may take all of its node: then the kernel kills, or the kubelet evicts, whoever stands beside it.',
      );
      yield { message, range, field: `${field}.resources.limits.memory` };
    }
  },
};
