import type { ApiObject } from '#engine/api/meta.ts';
import type { Result } from '#engine/result.ts';
import { ok, refused } from '#engine/result.ts';
import type { Command, Context } from '../command.ts';
import type { FlagSpec } from '../flags.ts';
import { generator, labelsOf, metadataOf } from './generator.ts';

const tcp: FlagSpec = { name: 'tcp', type: 'list' };

/** `kubectl create service …|ingress|poddisruptionbudget|role|rolebinding|clusterrole|clusterrolebinding`. */
export const networkGenerators: readonly Command[] = [
  generator('create service clusterip', [tcp, { name: 'clusterip', type: 'string' }], (context, name) =>
    service(context, name, 'ClusterIP'),
  ),
  generator('create service nodeport', [tcp, { name: 'node-port', type: 'int' }], (context, name) =>
    service(context, name, 'NodePort'),
  ),
  generator('create service loadbalancer', [tcp], (context, name) => service(context, name, 'LoadBalancer')),
  generator('create service externalname', [tcp, { name: 'external-name', type: 'string' }], externalName),
  generator(
    'create ingress',
    [
      { name: 'rule', type: 'string' },
      { name: 'class', type: 'string' },
      { name: 'default-backend', type: 'string' },
      { name: 'annotation', type: 'list' },
    ],
    ingress,
  ),
  generator(
    'create poddisruptionbudget',
    [
      { name: 'selector', type: 'string' },
      { name: 'min-available', type: 'string' },
      { name: 'max-unavailable', type: 'string' },
    ],
    budget,
  ),
];

function service(context: Context, name: string, type: string): Result<ApiObject, string> {
  const ports = portsOf(context);
  if (!ports.ok) return ports;
  const headless = context.flags.text('clusterip') === 'None';
  if (ports.value.length === 0 && !headless) return refused('at least one tcp port specifier must be provided');
  const node = context.flags.int('node-port');
  return ok({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadataOf(context, name, { app: name }),
    spec: {
      ports: ports.value.map((port) => (node === undefined ? port : { ...port, nodePort: node })),
      selector: { app: name },
      type,
      ...(context.flags.has('clusterip') ? { clusterIP: context.flags.text('clusterip') } : {}),
    },
    status: { loadBalancer: {} },
  });
}

interface Port {
  readonly name: string;
  readonly port: number;
  readonly protocol: string;
  readonly targetPort: number | string;
}

function portsOf(context: Context): Result<readonly Port[], string> {
  const ports: Port[] = [];
  for (const text of context.flags.list('tcp')) {
    const [port = '', target = port] = text.split(':');
    if (!/^\d+$/.test(port)) return refused(`unable to parse port ${port}`);
    const targetPort = /^\d+$/.test(target) ? Number(target) : target;
    ports.push({ name: text.replace(':', '-'), port: Number(port), protocol: 'TCP', targetPort });
  }
  return ok(ports);
}

function externalName(context: Context, name: string): Result<ApiObject, string> {
  const external = context.flags.text('external-name');
  if (external === undefined) return refused('required flag(s) "external-name" not set');
  const ports = portsOf(context);
  if (!ports.ok) return ports;
  return ok({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadataOf(context, name, { app: name }),
    spec: {
      type: 'ExternalName',
      externalName: external,
      selector: { app: name },
      ...(ports.value.length > 0 ? { ports: ports.value } : {}),
    },
  });
}

function backendOf(text: string): unknown {
  const [name = '', port = ''] = text.split(':');
  return { service: { name, port: /^\d+$/.test(port) ? { number: Number(port) } : { name: port } } };
}

function ingress(context: Context, name: string): Result<ApiObject, string> {
  const rules = context.flags.all('rule').map(ruleOf);
  const bad = rules.find((rule) => typeof rule === 'string');
  if (typeof bad === 'string') return refused(bad);
  const standard = context.flags.text('default-backend');
  if (rules.length === 0 && standard === undefined)
    return refused(
      'not enough information provided: every ingress has to either specify a default-backend (which catches all traffic) or a list of rules (which catch specific paths)',
    );
  const className = context.flags.text('class');
  const annotations = labelsOf(context.flags.all('annotation').join(','));
  return ok({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { ...metadataOf(context, name), ...(Object.keys(annotations).length > 0 ? { annotations } : {}) },
    spec: {
      ...(className === undefined ? {} : { ingressClassName: className }),
      ...(standard === undefined ? {} : { defaultBackend: backendOf(standard) }),
      ...(rules.length === 0 ? {} : { rules }),
    },
  });
}

/** `host/path*=svc:port[,tls=secret]`. */
function ruleOf(text: string): unknown {
  const match = /^([^/]*)(\/[^=]*)=([^,]+)/.exec(text);
  if (match === null) return `rule ${text} is invalid and should be in format host/path=svcname:port[,tls[=secret]]`;
  const [, host = '', path = '', backend = ''] = match;
  const prefix = path.endsWith('*');
  const http = {
    paths: [{ path: path.replace(/\*$/, ''), pathType: prefix ? 'Prefix' : 'Exact', backend: backendOf(backend) }],
  };
  return host === '' ? { http } : { host, http };
}

function budget(context: Context, name: string): Result<ApiObject, string> {
  const selector = context.flags.text('selector');
  const [least, most] = [context.flags.text('min-available'), context.flags.text('max-unavailable')];
  if (selector === undefined) return refused('a selector must be specified');
  if (least === undefined && most === undefined)
    return refused('one of min-available or max-unavailable must be specified');
  if (least !== undefined && most !== undefined)
    return refused('min-available and max-unavailable cannot be both specified');
  const amount = (text: string): unknown => (/^\d+$/.test(text) ? Number(text) : text);
  return ok({
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: metadataOf(context, name),
    spec: {
      selector: { matchLabels: labelsOf(selector) },
      ...(least === undefined ? {} : { minAvailable: amount(least) }),
      ...(most === undefined ? {} : { maxUnavailable: amount(most) }),
    },
  });
}
