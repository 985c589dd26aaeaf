import { t } from '@vscode/l10n';
import { valueAt } from '../../../document/node.ts';
import { itemsOf } from '../../../document/strings.ts';
import { containersOf } from '../../../workspace/containers.ts';
import { selecting } from '../../../workspace/workloads.ts';
import { atContainer, type Rule } from '../../rule.ts';
import { setField } from '../../setField.ts';

/** A container behind a Service that is told to stop while requests are still on their way to it. */
export const preStopMissing: Rule = {
  id: 'preStopMissing',
  source: 'lint',
  group: 'reliability',
  severity: 'off',
  kinds: ['Deployment', 'StatefulSet', 'DaemonSet'],
  *check(resource, snapshot) {
    const [service] = selecting(snapshot, 'Service', resource);
    if (service === undefined) return;
    for (const container of containersOf(resource.body)) {
      const { node, init } = container;
      if (init || itemsOf(valueAt(node, 'ports')).length === 0) continue;
      if (valueAt(valueAt(node, 'lifecycle'), 'preStop') !== undefined) continue;
      const message = t(
        'This container is told to stop while Service/{0} may still send it requests for a moment: without a pause before, a rollout fails some of them.',
        service.body.name,
      );
      const place = atContainer(container, 'lifecycle.preStop');
      const title = t('Wait 5 s before the container is told to stop');
      yield { ...place, message, fixes: setField(resource, place.field, { sleep: { seconds: 5 } }, title) };
    }
  },
};
