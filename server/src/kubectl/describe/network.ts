import type { ApiObject } from '#engine/api/meta.ts';
import type { StoreView } from '#engine/store/view.ts';
import { selectorText } from '../printers/columns.ts';
import { labelsText, read, readList, readMap, readText } from '../printers/read.ts';
import type { DescribeContext, Describer } from './describer.ts';
import { describeAnnotations, describeHead, describeLabels } from './metadata.ts';
import type { Page } from './page.ts';

/** Services, endpoints, Ingresses, NetworkPolicies. */
export const networkDescribers: readonly Describer[] = [
  { kind: 'Service', events: true, describe: describeService },
  { kind: 'Endpoints', events: true, describe: describeEndpoints },
  { kind: 'EndpointSlice.discovery.k8s.io', events: true, describe: describeSlice },
  { kind: 'Ingress.networking.k8s.io', events: true, describe: describeIngress },
  { kind: 'NetworkPolicy.networking.k8s.io', events: false, describe: describePolicy },
];

function describeService(page: Page, service: ApiObject, { view }: DescribeContext): void {
  describeHead(page, service);
  const spec = (field: string): unknown => read(service, `spec.${field}`);
  const joined = (field: string): string => readList(service, `spec.${field}`).join(',');
  page.field(0, 'Selector', labelsText(readMap(service, 'spec.selector')));
  page.field(0, 'Type', String(spec('type') ?? ''));
  page.optional(0, 'IP Family Policy', spec('ipFamilyPolicy'));
  page.field(0, 'IP Families', joined('ipFamilies') || '<none>');
  page.field(0, 'IP', String(spec('clusterIP') ?? ''));
  page.field(0, 'IPs', joined('clusterIPs') || '<none>');
  page.optional(0, 'External IPs', joined('externalIPs'));
  page.optional(0, 'Desired LoadBalancer IP', spec('loadBalancerIP'));
  page.optional(0, 'External Name', spec('externalName'));
  page.optional(0, 'LoadBalancer Ingress', ingressText(service));
  for (const port of readList(service, 'spec.ports')) describePort(page, service, port, view);
  page.field(0, 'Session Affinity', String(spec('sessionAffinity') ?? ''));
  page.optional(0, 'External Traffic Policy', spec('externalTrafficPolicy'));
  page.optional(0, 'Internal Traffic Policy', spec('internalTrafficPolicy'));
  page.optional(0, 'HealthCheck NodePort', spec('healthCheckNodePort'));
  page.optional(0, 'LoadBalancer Source Ranges', joined('loadBalancerSourceRanges'));
  page.optional(0, 'Traffic Distribution', spec('trafficDistribution'));
}

function ingressText(object: ApiObject): string {
  return readList(object, 'status.loadBalancer.ingress')
    .map((each) => {
      const mode = readText(each, 'ipMode');
      return `${readText(each, 'ip', readText(each, 'hostname'))}${mode === '' ? '' : ` (${mode})`}`;
    })
    .join(', ');
}

function describePort(page: Page, service: ApiObject, port: unknown, view: StoreView): void {
  const name = readText(port, 'name', '<unset>');
  const protocol = readText(port, 'protocol', 'TCP');
  page.line(0, 'Port:', name, `${readText(port, 'port')}/${protocol}`);
  page.field(0, 'TargetPort', `${readText(port, 'targetPort', '0')}/${protocol}`);
  page.optional(0, 'AppProtocol', read(port, 'appProtocol'));
  const node = readText(port, 'nodePort', '0');
  if (node !== '0') page.line(0, 'NodePort:', name, `${node}/${protocol}`);
  page.field(0, 'Endpoints', endpointsOf(view, service, readText(port, 'name')));
}

/** `10.0.0.1:80,10.0.0.2:80 + 1 more...`: ready endpoints of a Service's port, the first three. */
function endpointsOf(view: StoreView, service: ApiObject, portName: string): string {
  const slices = view
    .list('EndpointSlice.discovery.k8s.io', service.metadata.namespace)
    .filter((slice) => slice.metadata.labels?.['kubernetes.io/service-name'] === service.metadata.name);
  if (slices.length === 0) return '<none>';
  const all = slices.flatMap((slice) => {
    const ports = readList(slice, 'ports').filter((port) => readText(port, 'name') === portName);
    const ready = readList(slice, 'endpoints').filter((endpoint) => read(endpoint, 'conditions.ready') !== false);
    return ports.flatMap((port) =>
      ready.flatMap((endpoint) =>
        readList(endpoint, 'addresses').map((address) => `${address}:${readText(port, 'port')}`),
      ),
    );
  });
  return all.length > 3 ? `${all.slice(0, 3).join(',')} + ${all.length - 3} more...` : all.join(',');
}

function describeEndpoints(page: Page, object: ApiObject): void {
  describeHead(page, object);
  page.line(0, 'Subsets:');
  for (const subset of readList(object, 'subsets')) {
    const addresses = (field: string): string =>
      readList(subset, field)
        .map((each) => readText(each, 'ip'))
        .join(',') || '<none>';
    page.field(1, 'Addresses', addresses('addresses'));
    page.field(1, 'NotReadyAddresses', addresses('notReadyAddresses'));
    const ports = readList(subset, 'ports');
    if (ports.length > 0) describePorts(page, ports, 2);
    page.line(0);
  }
}

function describePorts(page: Page, ports: readonly unknown[], level: number): void {
  page.line(level - 1, 'Ports:');
  page.line(level, 'Name', 'Port', 'Protocol');
  page.line(level, '----', '----', '--------');
  for (const port of ports)
    page.line(
      level,
      readText(port, 'name', '<unset>'),
      readText(port, 'port', '<unset>'),
      readText(port, 'protocol', 'TCP'),
    );
}

function describeSlice(page: Page, slice: ApiObject): void {
  describeHead(page, slice);
  page.field(0, 'AddressType', readText(slice, 'addressType'));
  const ports = readList(slice, 'ports');
  if (ports.length === 0) page.line(0, 'Ports: <unset>');
  else describePorts(page, ports, 1);
  const endpoints = readList(slice, 'endpoints');
  page.line(0, endpoints.length === 0 ? 'Endpoints: <none>' : 'Endpoints:');
  for (const endpoint of endpoints) {
    page.field(1, '- Addresses', readList(endpoint, 'addresses').join(', ') || '<none>');
    page.line(2, 'Conditions:');
    page.field(3, 'Ready', readText(endpoint, 'conditions.ready', '<unset>'));
    page.field(2, 'Hostname', readText(endpoint, 'hostname', '<unset>'));
    if (read(endpoint, 'targetRef') !== undefined)
      page.field(2, 'TargetRef', `${readText(endpoint, 'targetRef.kind')}/${readText(endpoint, 'targetRef.name')}`);
    page.field(2, 'NodeName', readText(endpoint, 'nodeName', '<unset>'));
    page.field(2, 'Zone', readText(endpoint, 'zone', '<unset>'));
  }
}

function describeIngress(page: Page, ingress: ApiObject, { view }: DescribeContext): void {
  page.field(0, 'Name', ingress.metadata.name);
  describeLabels(page, 'Labels', ingress.metadata.labels);
  page.field(0, 'Namespace', ingress.metadata.namespace ?? '');
  page.field(0, 'Address', ingressText(ingress));
  page.field(0, 'Ingress Class', readText(ingress, 'spec.ingressClassName', '<none>'));
  const backend = (of: unknown): string => backendText(view, ingress, of);
  const standard = read(ingress, 'spec.defaultBackend');
  const standardText = standard === undefined ? '<default>' : backend(standard);
  page.field(0, 'Default backend', standardText);
  const tls = readList(ingress, 'spec.tls');
  if (tls.length > 0) page.line(0, 'TLS:');
  for (const each of tls) {
    const hosts = readList(each, 'hosts').join(',');
    const secret = readText(each, 'secretName');
    page.line(1, secret === '' ? `SNI routes ${hosts}` : `${secret} terminates ${hosts}`);
  }
  page.line(0, 'Rules:');
  page.line(1, 'Host', 'Path', 'Backends');
  page.line(1, '----', '----', '--------');
  const rules = readList(ingress, 'spec.rules').filter((rule) => read(rule, 'http') !== undefined);
  for (const rule of rules) {
    page.line(1, readText(rule, 'host', '*'), '');
    for (const path of readList(rule, 'http.paths'))
      page.line(2, '', `${readText(path, 'path')} `, backend(read(path, 'backend')));
  }
  if (rules.length === 0) page.line(1, '*', '*', standardText);
  describeAnnotations(page, 'Annotations', ingress.metadata.annotations);
}

function backendText(view: StoreView, ingress: ApiObject, backend: unknown): string {
  const name = readText(backend, 'service.name');
  const port = readText(backend, 'service.port.number', readText(backend, 'service.port.name'));
  const service = view.list('Service', ingress.metadata.namespace).find((each) => each.metadata.name === name);
  if (service === undefined) return `${name}:${port} (<error: services "${name}" not found>)`;
  const found = readList(service, 'spec.ports').find(
    (each) => readText(each, 'port') === port || readText(each, 'name') === port,
  );
  return `${name}:${port} (${endpointsOf(view, service, readText(found, 'name'))})`;
}

function describePolicy(page: Page, policy: ApiObject): void {
  page.field(0, 'Name', policy.metadata.name);
  page.field(0, 'Namespace', policy.metadata.namespace ?? '');
  page.field(
    0,
    'Created on',
    `${(policy.metadata.creationTimestamp ?? '').replace('T', ' ').replace('Z', '')} +0000 UTC`,
  );
  describeLabels(page, 'Labels', policy.metadata.labels);
  describeAnnotations(page, 'Annotations', policy.metadata.annotations);
  page.line(0, 'Spec:');
  const selector = selectorText(read(policy, 'spec.podSelector'));
  page.line(
    1,
    `PodSelector:     ${selector === '<none>' ? '<none> (Allowing the specific traffic to all pods in this namespace)' : selector}`,
  );
  const types = readList(policy, 'spec.policyTypes');
  describeDirection(page, 'ingress', types.includes('Ingress'), readList(policy, 'spec.ingress'), 'from');
  describeDirection(page, 'egress', types.includes('Egress'), readList(policy, 'spec.egress'), 'to');
  page.line(1, `Policy Types: ${types.join(', ') || '<none>'}`);
}

function describeDirection(
  page: Page,
  name: string,
  enabled: boolean,
  rules: readonly unknown[],
  field: 'from' | 'to',
): void {
  if (!enabled) {
    page.line(1, `Not affecting ${name} traffic`);
    return;
  }
  page.line(1, `Allowing ${name} traffic:`);
  if (rules.length === 0) page.line(2, `<none> (Selected pods are isolated for ${name} connectivity)`);
  for (const [index, rule] of rules.entries()) {
    const ports = readList(rule, 'ports');
    if (ports.length === 0) page.line(2, 'To Port: <any> (traffic allowed to all ports)');
    for (const port of ports) {
      const end = readText(port, 'endPort');
      page.line(
        2,
        `To Port${end === '' ? '' : ' Range'}: ${readText(port, 'port', '<nil>')}${end === '' ? '' : `-${end}`}/${readText(port, 'protocol', 'TCP')}`,
      );
    }
    describePeers(page, readList(rule, field), field);
    if (index < rules.length - 1) page.line(2, '----------');
  }
}

function describePeers(page: Page, peers: readonly unknown[], field: 'from' | 'to'): void {
  const title = field === 'from' ? 'From' : 'To';
  if (peers.length === 0)
    page.line(2, `${title}: <any> (traffic not restricted by ${field === 'from' ? 'source' : 'destination'})`);
  for (const peer of peers) {
    page.line(2, `${title}:`);
    if (read(peer, 'namespaceSelector') !== undefined)
      page.line(3, `NamespaceSelector: ${selectorText(read(peer, 'namespaceSelector'))}`);
    if (read(peer, 'podSelector') !== undefined)
      page.line(3, `PodSelector: ${selectorText(read(peer, 'podSelector'))}`);
    if (read(peer, 'ipBlock') === undefined) continue;
    page.line(3, 'IPBlock:');
    page.line(4, `CIDR: ${readText(peer, 'ipBlock.cidr')}`);
    page.line(4, `Except: ${readList(peer, 'ipBlock.except').join(', ')}`);
  }
}
