import { t } from '@vscode/l10n';
import { deref, type Node, type ScalarNode, valueAt } from '../../../document/node.ts';
import { itemsOf } from '../../../document/strings.ts';
import { containersOf } from '../../../workspace/containers.ts';
import { templatesWith } from '../../../workspace/podTemplate.ts';
import { namespaceOf } from '../../../workspace/resourceIndex.ts';
import { specOf } from '../../../workspace/workloads.ts';
import { nearest } from '../../nearest.ts';
import { replaceBy } from '../../replaceBy.ts';
import { nodeOf, type Rule } from '../../rule.ts';

/** A Service that sends to a port number which the selected containers, listing their ports, do not list. */
export const unlistedTargetPort: Rule = {
  id: 'unlistedTargetPort',
  source: 'reference',
  severity: 'information',
  kinds: ['Service'],
  *check(resource, snapshot) {
    const { selector, clusterIP } = specOf(resource.body) as { selector?: Record<string, string>; clusterIP?: unknown };
    if (selector === undefined || selector === null || clusterIP === 'None') return;
    const selected = templatesWith(snapshot, namespaceOf(resource.body), selector);
    const listed = selected.map(({ body }) => containersOf(body).flatMap(({ node }) => portsOf(node)));
    if (selected.length === 0 || listed.some((ports) => ports.length === 0)) return;
    const known = new Set(listed.flat());
    for (const [index, item] of itemsOf(nodeOf(resource, 'spec.ports')).entries()) {
      const target = targetOf(item);
      if (target === undefined || known.has(target.node.text)) continue;
      const { start, end, text } = target.node;
      const near = target.field === 'targetPort' ? nearest(text, known) : [];
      const candidates = target.field === 'targetPort' && near.length === 0 ? [...known].slice(0, 3) : near;
      const fixes = candidates.map((port) => replaceBy(target.node, port));
      const message = t(
        'No container that this Service selects lists port {0}: if none listens there, its requests are refused. Listed: {1}.',
        text,
        [...known].join(', '),
      );
      yield { message, range: [start, end], field: `spec.ports[${index}].${target.field}`, fixes };
    }
  },
};

/** The number that requests go to: that of the port itself where no target is written. A name is for another rule. */
function targetOf(item: Node): { field: 'targetPort' | 'port'; node: ScalarNode } | undefined {
  const target = numberAt(item, 'targetPort');
  if (target !== undefined) return { field: 'targetPort', node: target };
  const port = valueAt(item, 'targetPort') === undefined ? numberAt(item, 'port') : undefined;
  return port === undefined ? undefined : { field: 'port', node: port };
}

function numberAt(node: Node, key: string): ScalarNode | undefined {
  const value = valueAt(node, key);
  const scalar = value === undefined ? undefined : deref(value);
  return scalar?.kind === 'scalar' && typeof scalar.value === 'number' ? scalar : undefined;
}

function portsOf(container: Node): string[] {
  return itemsOf(valueAt(container, 'ports')).flatMap((port) => numberAt(port, 'containerPort')?.text ?? []);
}
