import { t } from '@vscode/l10n';
import { deref, valueAt } from '../../../document/node.ts';
import { nodeAtField } from '../../../document/pointer.ts';
import type { Resource } from '../../../document/resource.ts';
import { itemsOf } from '../../../document/strings.ts';
import { referencesOf } from '../../../workspace/references.ts';
import { indexOf } from '../../../workspace/snapshot.ts';
import { nearest } from '../../nearest.ts';
import { replaceBy } from '../../replaceBy.ts';
import type { Rule } from '../../rule.ts';

/** An address in a variable, `http://web:8080`, whose port the Service of that name does not have. */
export const serviceAddressPort: Rule = {
  id: 'serviceAddressPort',
  source: 'reference',
  severity: 'hint',
  *check(resource, snapshot) {
    for (const { kind, namespace, name, port, field } of referencesOf(resource.body)) {
      if (port === undefined) continue;
      const services = indexOf(snapshot).named(kind, namespace, name);
      const known = services.flatMap(portsOf);
      if (known.length === 0 || known.includes(port.text)) continue;
      const near = nearest(port.text, known);
      const candidates = near.length > 0 ? near : known.slice(0, 3);
      const message = t('Service "{0}" has no port {1}. It has: {2}.', name, port.text, known.join(', '));
      const { start, end } = port;
      const fixes = candidates.map((text) => replaceBy(port, text));
      yield { message, range: [start, end], field, fixes };
    }
  },
};

/** The ports of a Service; none for one that stands for a name elsewhere, which takes any. */
function portsOf({ body }: Resource): string[] {
  return itemsOf(nodeAtField(body.node, 'spec.ports')).flatMap((item) => {
    const port = valueAt(item, 'port');
    const scalar = port === undefined ? undefined : deref(port);
    return scalar?.kind === 'scalar' ? [scalar.text] : [];
  });
}
