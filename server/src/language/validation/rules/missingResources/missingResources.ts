import { t } from '@vscode/l10n';
import { valueAt } from '../../../document/node.ts';
import { containersOf } from '../../../workspace/containers.ts';
import { atContainer, type Rule } from '../../rule.ts';

/** A container without requests or limits: the scheduler counts it as nothing, and it is the first to be evicted. */
export const missingResources: Rule = {
  id: 'missingResources',
  source: 'lint',
  group: 'reliability',
  severity: 'hint',
  *check(resource) {
    for (const container of containersOf(resource.body)) {
      const resources = valueAt(container.node, 'resources');
      if (container.init || valueAt(resources, 'requests') !== undefined || valueAt(resources, 'limits') !== undefined)
        continue;
      const message = t(
        'This container asks for no CPU or memory: the scheduler counts it as nothing, and it is evicted first when its node runs short.',
      );
      yield { ...atContainer(container, 'resources'), message };
    }
  },
};
