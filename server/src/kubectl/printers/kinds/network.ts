import type { ApiObject } from '#engine/api/meta.ts';
import {
  ageColumn,
  column,
  type KindColumns,
  mapSelectorColumn,
  nameColumn,
  selectorText,
  textColumn,
} from '../columns.ts';
import { read, readList, readNumber, readText } from '../read.ts';

/** Services and what is around them; follows kubernetes pkg/printers/internalversion. */
export const networkColumns: readonly KindColumns[] = [
  {
    kind: 'Service',
    columns: [
      nameColumn,
      textColumn('TYPE', 'spec.type'),
      column('CLUSTER-IP', (service) => {
        const first = readList(service, 'spec.clusterIPs')[0];
        return typeof first === 'string' && first !== '' ? first : readText(service, 'spec.clusterIP', '<none>');
      }),
      column('EXTERNAL-IP', externalAddress),
      column('PORT(S)', portsText),
      ageColumn,
      mapSelectorColumn('spec.selector'),
    ],
  },
  {
    kind: 'Endpoints',
    columns: [nameColumn, column('ENDPOINTS', (object) => endpointsText(readList(object, 'subsets'))), ageColumn],
  },
  {
    kind: 'EndpointSlice.discovery.k8s.io',
    columns: [
      nameColumn,
      textColumn('ADDRESSTYPE', 'addressType'),
      column('PORTS', (slice) =>
        few(
          readList(slice, 'ports').map((port) => readText(port, 'port', '*')),
          '<unset>',
        ),
      ),
      column('ENDPOINTS', (slice) =>
        few(
          readList(slice, 'endpoints').flatMap((endpoint) => readList(endpoint, 'addresses').map(String)),
          '<unset>',
        ),
      ),
      ageColumn,
    ],
  },
  {
    kind: 'Ingress.networking.k8s.io',
    columns: [
      nameColumn,
      column('CLASS', (ingress) =>
        readText(
          ingress,
          'spec.ingressClassName',
          ingress.metadata.annotations?.['kubernetes.io/ingress.class'] ?? '<none>',
        ),
      ),
      column('HOSTS', hostsText),
      column('ADDRESS', loadBalancerText),
      column('PORTS', (ingress) => (readList(ingress, 'spec.tls').length > 0 ? '80, 443' : '80')),
      ageColumn,
    ],
  },
  {
    kind: 'IngressClass.networking.k8s.io',
    columns: [
      nameColumn,
      textColumn('CONTROLLER', 'spec.controller'),
      column('PARAMETERS', (object) => {
        const kind = readText(object, 'spec.parameters.kind');
        if (kind === '') return '<none>';
        const group = readText(object, 'spec.parameters.apiGroup');
        return `${kind}${group === '' ? '' : `.${group}`}/${readText(object, 'spec.parameters.name')}`;
      }),
      ageColumn,
    ],
  },
  {
    kind: 'NetworkPolicy.networking.k8s.io',
    columns: [
      nameColumn,
      column('POD-SELECTOR', (object) => selectorText(read(object, 'spec.podSelector'))),
      ageColumn,
    ],
  },
];

function externalAddress(service: ApiObject): string {
  const given = readList(service, 'spec.externalIPs').map(String);
  switch (read(service, 'spec.type')) {
    case 'ExternalName':
      return readText(service, 'spec.externalName');
    case 'LoadBalancer': {
      const all = [...loadBalancerAddresses(service), ...given];
      return all.length === 0 ? '<pending>' : all.join(',');
    }
    default:
      return given.length === 0 ? '<none>' : given.join(',');
  }
}

function loadBalancerAddresses(object: ApiObject): readonly string[] {
  return readList(object, 'status.loadBalancer.ingress').map((each) =>
    readText(each, 'ip', readText(each, 'hostname')),
  );
}

function loadBalancerText(object: ApiObject): string {
  return loadBalancerAddresses(object).join(',');
}

function portsText(service: ApiObject): string {
  const ports = readList(service, 'spec.ports').map((port) => {
    const node = readNumber(port, 'nodePort');
    return `${readText(port, 'port')}${node > 0 ? `:${node}` : ''}/${readText(port, 'protocol')}`;
  });
  return ports.length === 0 ? '<none>' : ports.join(',');
}

/** `10.0.0.1:80,10.0.0.2:80 + 2 more...`: the first three. */
export function endpointsText(subsets: readonly unknown[]): string {
  if (subsets.length === 0) return '<none>';
  const all = subsets.flatMap((subset) => {
    const ports = readList(subset, 'ports');
    return readList(subset, 'addresses').flatMap((address) =>
      ports.length === 0
        ? [readText(address, 'ip')]
        : ports.map((port) => `${readText(address, 'ip')}:${readText(port, 'port')}`),
    );
  });
  if (all.length === 0) return '<none>';
  return all.length > 3 ? `${all.slice(0, 3).join(',')} + ${all.length - 3} more...` : all.join(',');
}

function few(texts: readonly string[], none: string): string {
  if (texts.length === 0) return none;
  return texts.length > 3 ? `${texts.slice(0, 3).join(',')} + ${texts.length - 3} more...` : texts.join(',');
}

function hostsText(ingress: ApiObject): string {
  const hosts = readList(ingress, 'spec.rules')
    .map((rule) => readText(rule, 'host'))
    .filter((host) => host !== '');
  if (hosts.length === 0) return '*';
  return hosts.length > 3 ? `${hosts.slice(0, 3).join(',')} + ${hosts.length - 3} more...` : hosts.join(',');
}
