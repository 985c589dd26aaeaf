import { t } from '@vscode/l10n';
import type { Labels } from '#engine/api/meta.ts';
import { type Node, type ScalarNode, textAt, valueAt } from '../../../document/node.ts';
import { objectOf, type Resource } from '../../../document/resource.ts';
import { itemsOf, stringAt } from '../../../document/strings.ts';
import { containersOf } from '../../../workspace/containers.ts';
import { templatesWith } from '../../../workspace/podTemplate.ts';
import { namespaceOf } from '../../../workspace/resourceIndex.ts';
import type { Snapshot } from '../../../workspace/snapshot.ts';
import { nearest } from '../../nearest.ts';
import { replaceBy } from '../../replaceBy.ts';
import { type Finding, nodeOf, type Rule } from '../../rule.ts';

/** A port named by a Service or a probe that no container of the selected pods has: the Service gets no endpoint, the probe fails. */
export const unknownPortName: Rule = {
  id: 'unknownPortName',
  source: 'reference',
  severity: 'warning',
  *check(resource, snapshot) {
    if (resource.body.kind === 'Service') yield* targetPorts(resource, snapshot);
    for (const container of containersOf(resource.body)) yield* probePorts(container.node, container.field);
  },
};

function* targetPorts(resource: Resource, snapshot: Snapshot): Iterable<Finding> {
  const spec = objectOf(resource.body)['spec'] as { selector?: Labels } | null | undefined;
  const selector = spec?.selector;
  if (selector === null || selector === undefined || Object.keys(selector).length === 0) return;
  const selected = templatesWith(snapshot, namespaceOf(resource.body), selector);
  if (selected.length === 0) return;
  const names = portNamesOf(selected);
  for (const [index, port] of itemsOf(nodeOf(resource, 'spec.ports')).entries()) {
    const target = stringAt(port, 'targetPort');
    if (target === undefined || names.has(target.text)) continue;
    const message = t(
      'No container that this Service selects has a port named "{0}": the Service gets no endpoint for it.',
      target.text,
    );
    yield finding(message, target, `spec.ports[${index}].targetPort`, names);
  }
}

const memo = new WeakMap<readonly Resource[], ReadonlySet<string>>();

/** The port names of the pods that a selector finds; Services with the same selector share them. */
function portNamesOf(selected: readonly Resource[]): ReadonlySet<string> {
  const known = memo.get(selected);
  if (known !== undefined) return known;
  const names = new Set(
    selected.flatMap((one) => containersOf(one.body).flatMap((container) => portNames(container.node))),
  );
  memo.set(selected, names);
  return names;
}

function* probePorts(container: Node, field: string): Iterable<Finding> {
  const names = new Set(portNames(container));
  for (const probe of ['livenessProbe', 'readinessProbe', 'startupProbe']) {
    for (const handler of ['httpGet', 'tcpSocket']) {
      const port = stringAt(valueAt(valueAt(container, probe), handler), 'port');
      if (port === undefined || names.has(port.text) || /^\d+$/.test(port.text)) continue;
      yield finding(
        t('This container has no port named "{0}": the probe fails every time.', port.text),
        port,
        `${field}.${probe}.${handler}.port`,
        names,
      );
    }
  }
}

function finding(message: string, node: ScalarNode, field: string, names: ReadonlySet<string>): Finding {
  const near = nearest(node.text, names);
  const candidates = near.length > 0 ? near : [...names].slice(0, 3);
  const fixes = candidates.map((name) => replaceBy(node, name));
  return { message, range: [node.start, node.end], field, fixes };
}

function portNames(container: Node): string[] {
  return itemsOf(valueAt(container, 'ports')).flatMap((port) => textAt(port, 'name') ?? []);
}
