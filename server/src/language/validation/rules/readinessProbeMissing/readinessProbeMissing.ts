import { t } from '@vscode/l10n';
import { valueAt } from '../../../document/node.ts';
import { itemsOf } from '../../../document/strings.ts';
import { containersOf } from '../../../workspace/containers.ts';
import { selecting } from '../../../workspace/workloads.ts';
import { atContainer, type Rule } from '../../rule.ts';

/** Pods behind a Service of which no container says when it is ready. */
export const readinessProbeMissing: Rule = {
  id: 'readinessProbeMissing',
  source: 'lint',
  group: 'reliability',
  severity: 'off',
  *check(resource, snapshot) {
    const containers = containersOf(resource.body).filter(({ init }) => !init);
    if (containers.some(({ node }) => valueAt(node, 'readinessProbe') !== undefined)) return;
    const [service] = selecting(snapshot, 'Service', resource);
    const container = containers.find(({ node }) => itemsOf(valueAt(node, 'ports')).length > 0) ?? containers[0];
    if (service === undefined || container === undefined) return;
    const message = t(
      'Service/{0} sends requests to these pods as soon as they have started: without a readiness probe a rollout takes the old ones away before the new ones can answer.',
      service.body.name,
    );
    yield { ...atContainer(container, 'readinessProbe'), message };
  },
};
