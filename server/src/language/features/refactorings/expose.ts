import { t } from '@vscode/l10n';
import { textAt, valueAt } from '../../document/node.ts';
import { itemsOf } from '../../document/strings.ts';
import type { Json } from '../../document/value.ts';
import { toValue } from '../../document/value.ts';
import { containersOf } from '../../workspace/containers.ts';
import { documentBehind, type Offer, type Target } from './refactoring.ts';
import { metadataFor, podLabels, selectedByOne } from './workload.ts';

/** Makes the Service that leads to the ports of a workload without one. Named ports are aimed at by name, so that their number may change. */
export function expose(target: Target): readonly Offer[] {
  const { body } = target.resource;
  const selector = podLabels(target);
  if (selector === undefined || body.name === '' || !exposed.has(body.kind) || selectedByOne(target, 'Service'))
    return [];
  const ports = portsOf(target);
  if (ports.length === 0) return [];
  const spec = { selector: { ...selector }, ports };
  const service: Json = { apiVersion: 'v1', kind: 'Service', metadata: metadataFor(target, body.name), spec };
  return [
    {
      title: t('Expose {0} with a Service', body.name),
      edits: [documentBehind(target, service)],
    },
  ];
}

const exposed = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'ReplicationController', 'Pod']);

function portsOf({ resource }: Target): Json[] {
  const ports = containersOf(resource.body)
    .filter(({ init }) => !init)
    .flatMap(({ node }) => itemsOf(valueAt(node, 'ports')));
  const several = ports.length > 1;
  return ports.flatMap((node): Json[] => {
    const written = valueAt(node, 'containerPort');
    const port = written === undefined ? undefined : toValue(written);
    if (typeof port !== 'number') return [];
    const name = textAt(node, 'name') ?? (several ? `port-${port}` : undefined);
    const protocol = textAt(node, 'protocol');
    return [
      {
        ...(name === undefined ? {} : { name }),
        port,
        targetPort: textAt(node, 'name') ?? port,
        ...(protocol === undefined || protocol === 'TCP' ? {} : { protocol }),
      },
    ];
  });
}
