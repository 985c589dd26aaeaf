import { t } from '@vscode/l10n';
import { type Node, textAt, valueAt } from '../../../document/node.ts';
import { nodeAtField } from '../../../document/pointer.ts';
import { type Body, nameOf } from '../../../document/resource.ts';
import { itemsOf } from '../../../document/strings.ts';
import { toValue } from '../../../document/value.ts';
import { containersOf } from '../../../workspace/containers.ts';
import { indexOf } from '../../../workspace/snapshot.ts';
import { selectedBy } from '../../navigation/implementation.ts';
import type { Request } from '../request.ts';
import { containerAt, nodesAround, resourceAt } from '../surroundings.ts';
import { fieldOf, type Suggest, type Suggestion } from './suggestion.ts';

/** Ports that exist where the field leads to: of the pods of a Service, of the container of a probe, of the Service of an Ingress. */
export const ports: Suggest = (request, spot) => {
  const found = byField[fieldOf(spot)]?.(request) ?? [];
  return [...new Map(found.map((one) => [one.text, one])).values()];
};

const byField: Readonly<Record<string, (request: Request) => readonly Suggestion[]>> = {
  'V1ServicePort.targetPort': ofPods,
  'V1ServicePort.port': (request) => ofPods(request).filter(isNumber),
  'V1NetworkPolicyPort.port': ofPods,
  'V1HTTPGetAction.port': ofContainer,
  'V1TCPSocketAction.port': ofContainer,
  'V1GRPCAction.port': (request) => ofContainer(request).filter(isNumber),
  'V1ServiceBackendPort.name': (request) => ofService(request).filter((one) => !isNumber(one)),
  'V1ServiceBackendPort.number': (request) => ofService(request).filter(isNumber),
};

function isNumber({ text }: Suggestion): boolean {
  return /^\d+$/.test(text);
}

function ofPods(request: Request): readonly Suggestion[] {
  const resource = resourceAt(request);
  if (resource === undefined) return [];
  return selectedBy(request.snapshot, resource).flatMap(({ body }) => portsOfPods(body));
}

function portsOfPods(body: Body): Suggestion[] {
  return containersOf(body).flatMap(({ node }) =>
    portsOf(node, 'containerPort', t('{0} of {1}', textAt(node, 'name') ?? '', nameOf(body))),
  );
}

function ofContainer(request: Request): readonly Suggestion[] {
  const body = resourceAt(request)?.body;
  const container = body === undefined ? undefined : containerAt(request, body);
  return container === undefined ? [] : portsOf(container, 'containerPort', textAt(container, 'name') ?? '');
}

function ofService(request: Request): readonly Suggestion[] {
  const name = textAt(nodesAround(request)[request.context.path.length - 2], 'name');
  const namespace = resourceAt(request)?.body.namespace ?? 'default';
  const services = name === undefined ? [] : indexOf(request.snapshot).named('Service', namespace, name);
  return services.flatMap(({ body }) =>
    itemsOf(nodeAtField(body.node, 'spec.ports')).flatMap((port) => named(port, 'port', nameOf(body))),
  );
}

/** The names first: they stay when the number changes. */
function portsOf(container: Node, field: string, owner: string): Suggestion[] {
  const found = itemsOf(valueAt(container, 'ports')).flatMap((port) => named(port, field, owner));
  return [...found.filter((one) => !isNumber(one)), ...found.filter(isNumber)];
}

function named(port: Node, field: string, owner: string): Suggestion[] {
  const written = valueAt(port, field);
  const number = written === undefined ? null : toValue(written);
  const name = textAt(port, 'name');
  return [
    ...(name === undefined ? [] : [{ text: name, detail: `${String(number)}, ${owner}`, kind: 18 as const }]),
    ...(typeof number === 'number'
      ? [{ text: String(number), detail: name === undefined ? owner : `${name}, ${owner}`, kind: 12 as const }]
      : []),
  ];
}
