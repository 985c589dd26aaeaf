import type { ApiObject } from '#engine/api/meta.ts';
import type { Result } from '#engine/result.ts';
import { ok, refused } from '#engine/result.ts';
import type { Command, Context } from '../command.ts';
import { fail } from '../command.ts';
import { podSpecPath } from '../edit.ts';
import { labelsOf } from '../generators/generator.ts';
import { outputFlags } from '../printers/objectOutput.ts';
import { read, readList, readMap, readNumber, readText } from '../printers/read.ts';
import { select, selectionFlags } from '../targets.ts';
import { dryRunFlag, dryRunOf } from '../write.ts';
import { putNew } from './create.ts';

/** `kubectl expose TYPE NAME --port=…`: a Service for what an object selects or is. */
export const expose: Command = {
  name: 'expose',
  flags: [
    ...selectionFlags(),
    ...outputFlags,
    dryRunFlag,
    { name: 'selector', type: 'string' },
    { name: 'labels', short: 'l', type: 'string' },
    { name: 'port', type: 'string' },
    { name: 'target-port', type: 'string' },
    { name: 'protocol', type: 'string' },
    { name: 'name', type: 'string' },
    { name: 'type', type: 'string' },
    { name: 'cluster-ip', type: 'string' },
    { name: 'external-ip', type: 'string' },
    { name: 'load-balancer-ip', type: 'string' },
    { name: 'session-affinity', type: 'string' },
  ],
  run(context: Context): number {
    const selection = select(context, context.args, false);
    if (!selection.ok) return fail(context, selection.error);
    for (const error of selection.value.errors) context.err(error);
    let code = selection.value.errors.length > 0 ? 1 : 0;
    for (const { object } of selection.value.targets) {
      const service = serviceFor(context, object);
      if (!service.ok) code = fail(context, service.error);
      else if (!putNew(context, service.value, dryRunOf(context), '', 'exposed')) code = 1;
    }
    return code;
  },
};

function serviceFor(context: Context, object: ApiObject): Result<ApiObject, string> {
  const { flags } = context;
  const given = flags.text('selector');
  const selector = given === undefined ? selectorOf(object) : ok(labelsOf(given));
  if (!selector.ok) return selector;
  const ports = portsFor(context, object);
  if (ports.length === 0) return refused(`couldn't find port via --port flag or introspection`);
  const clusterIP = flags.text('cluster-ip');
  const labels = flags.has('labels') ? labelsOf(flags.text('labels') ?? '') : object.metadata.labels;
  return ok({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: flags.text('name') ?? object.metadata.name,
      namespace: object.metadata.namespace ?? context.namespace,
      ...(labels === undefined ? {} : { labels }),
    },
    spec: {
      ports,
      selector: selector.value,
      ...(flags.has('type') ? { type: flags.text('type') } : {}),
      ...(clusterIP === undefined ? {} : { clusterIP }),
      ...(flags.has('external-ip') ? { externalIPs: [flags.text('external-ip')] } : {}),
      ...(flags.has('load-balancer-ip') ? { loadBalancerIP: flags.text('load-balancer-ip') } : {}),
      ...(flags.has('session-affinity') ? { sessionAffinity: flags.text('session-affinity') } : {}),
    },
  });
}

function selectorOf(object: ApiObject): Result<Readonly<Record<string, unknown>>, string> {
  switch (object.kind) {
    case 'Deployment':
    case 'ReplicaSet': {
      if (readList(object, 'spec.selector.matchExpressions').length > 0)
        return refused(
          `couldn't convert expressions - "${JSON.stringify(read(object, 'spec.selector.matchExpressions'))}" to map-based selector format`,
        );
      return ok(readMap(object, 'spec.selector.matchLabels'));
    }
    case 'ReplicationController':
    case 'Service': {
      const selector = readMap(object, 'spec.selector');
      return Object.keys(selector).length === 0
        ? refused(
            `couldn't retrieve selectors via --selector flag or introspection: the ${object.kind.toLowerCase()} has no pod selector set`,
          )
        : ok(selector);
    }
    case 'Pod': {
      const labels = object.metadata.labels ?? {};
      return Object.keys(labels).length === 0
        ? refused(
            "couldn't retrieve selectors via --selector flag or introspection: the pod has no labels and cannot be exposed",
          )
        : ok(labels);
    }
    default:
      return refused(`cannot expose a ${object.kind}`);
  }
}

function portsFor(context: Context, object: ApiObject): readonly unknown[] {
  const { flags } = context;
  const given = flags.text('port');
  const target = flags.text('target-port');
  const number = (text: string): number | string => (/^\d+$/.test(text) ? Number(text) : text);
  const found =
    given === undefined
      ? declaredPorts(object)
      : given.split(',').map((port) => ({ port: Number(port), protocol: 'TCP' }));
  return found.map(({ port, protocol }, index) => ({
    ...(found.length > 1 ? { name: `port-${index + 1}` } : {}),
    port,
    protocol: flags.text('protocol') ?? protocol,
    targetPort: target === undefined ? port : number(target),
  }));
}

function declaredPorts(object: ApiObject): readonly { readonly port: number; readonly protocol: string }[] {
  if (object.kind === 'Service')
    return readList(object, 'spec.ports').map((port) => ({
      port: readNumber(port, 'port'),
      protocol: readText(port, 'protocol', 'TCP'),
    }));
  const path = podSpecPath(object.kind);
  const containers = path === undefined ? [] : readList(read(object, path.join('.')), 'containers');
  return containers.flatMap((container) =>
    readList(container, 'ports').map((port) => ({
      port: readNumber(port, 'containerPort'),
      protocol: readText(port, 'protocol', 'TCP'),
    })),
  );
}
