import { t } from '@vscode/l10n';
import { textAt, valueAt } from '../../../document/node.ts';
import { referencesOf } from '../../../workspace/references.ts';
import { indexOf } from '../../../workspace/snapshot.ts';
import type { Rule } from '../../rule.ts';

/** The Service of a StatefulSet is not headless: its pods get no DNS names of their own. */
export const serviceNotHeadless: Rule = {
  id: 'serviceNotHeadless',
  source: 'lint',
  severity: 'information',
  kinds: ['StatefulSet'],
  *check(resource, snapshot) {
    const reference = referencesOf(resource.body).find((one) => one.field === 'spec.serviceName');
    if (reference === undefined) return;
    const services = indexOf(snapshot).named('Service', reference.namespace, reference.name);
    if (services.length === 0) return;
    if (services.some((service) => textAt(valueAt(service.body.node, 'spec'), 'clusterIP') === 'None')) return;
    const message = t(
      'Service "{0}" is not headless (clusterIP: None): the pods of this StatefulSet get no DNS names of their own.',
      reference.name,
    );
    yield { message, range: [reference.node.start, reference.node.end], field: reference.field };
  },
};
