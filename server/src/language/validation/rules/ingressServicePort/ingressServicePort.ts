import { t } from '@vscode/l10n';
import { deref, type Node, type ScalarNode, valueAt } from '../../../document/node.ts';
import { nodeAtField } from '../../../document/pointer.ts';
import type { Resource } from '../../../document/resource.ts';
import { referencesOf } from '../../../workspace/references.ts';
import { indexOf } from '../../../workspace/snapshot.ts';
import { nearest } from '../../nearest.ts';
import { replaceBy } from '../../replaceBy.ts';
import type { Rule } from '../../rule.ts';

/** An Ingress that sends to a port which the Service of the workspace does not have. */
export const ingressServicePort: Rule = {
  id: 'ingressServicePort',
  source: 'reference',
  severity: 'warning',
  kinds: ['Ingress'],
  *check(resource, snapshot) {
    for (const reference of referencesOf(resource.body)) {
      if (reference.kind !== 'Service') continue;
      const services = indexOf(snapshot).named('Service', reference.namespace, reference.name);
      const asked = portAt(resource, reference.field.replace(/\.name$/, '.port'));
      if (services.length === 0 || asked === undefined) continue;
      const known = new Set(services.flatMap((service) => portsOf(service, asked.by)));
      if (known.has(asked.node.text)) continue;
      const near = nearest(asked.node.text, known);
      const candidates = near.length > 0 ? near : [...known].slice(0, 3);
      const message = t(
        'Service "{0}" has no port {1}. It has: {2}.',
        reference.name,
        asked.node.text,
        [...known].join(', ') || '–',
      );
      const { start, end } = asked.node;
      const fixes = candidates.map((text) => replaceBy(asked.node, text));
      yield { message, range: [start, end], field: asked.field, fixes };
    }
  },
};

function portAt(
  resource: Resource,
  field: string,
): { by: 'number' | 'name'; node: ScalarNode; field: string } | undefined {
  for (const by of ['number', 'name'] as const) {
    const node = nodeAtField(resource.body.node, `${field}.${by}`);
    const scalar = node === undefined ? undefined : deref(node);
    if (scalar?.kind === 'scalar' && scalar.text !== '') return { by, node: scalar, field: `${field}.${by}` };
  }
  return undefined;
}

function portsOf(service: Resource, by: 'number' | 'name'): string[] {
  const node = nodeAtField(service.body.node, 'spec.ports');
  const list = node === undefined ? undefined : deref(node);
  if (list?.kind !== 'list') return [];
  return list.items.flatMap((item) => scalarText(valueAt(item, by === 'number' ? 'port' : 'name')));
}

function scalarText(node: Node | undefined): string[] {
  const scalar = node === undefined ? undefined : deref(node);
  return scalar?.kind === 'scalar' && scalar.text !== '' ? [scalar.text] : [];
}
