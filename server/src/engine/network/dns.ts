import type { Endpoint, EndpointSlice } from '../api/endpointSlice.ts';
import { key } from '../api/key.ts';
import type { Service } from '../api/service.ts';
import { isHeadless } from '../api/service.ts';
import type { StoreView } from '../store/view.ts';

/** What a name means inside the cluster. */
export type DnsAnswer =
  | { readonly kind: 'addresses'; readonly name: string; readonly addresses: readonly string[] }
  | { readonly kind: 'alias'; readonly name: string; readonly target: string }
  | { readonly kind: 'none' };

const domain = 'cluster.local';
const none: DnsAnswer = { kind: 'none' };

/**
 * Resolves a name as a pod of `namespace` does (dnsPolicy ClusterFirst): through its search list, then as it stands.
 * Follows the specification of DNS-based service discovery, version 1.1.0.
 */
export function resolveName(name: string, namespace: string, view: StoreView): DnsAnswer {
  const searched = name.endsWith('.') ? [] : [`${namespace}.svc.${domain}`, `svc.${domain}`, domain];
  for (const suffix of searched) {
    const answer = lookUp(`${name}.${suffix}`, view);
    if (answer.kind !== 'none') return answer;
  }
  return lookUp(name.replace(/\.$/, ''), view);
}

function lookUp(name: string, view: StoreView): DnsAnswer {
  const parts = name.split('.');
  if (parts.splice(-2).join('.') !== domain) return none;
  const kind = parts.pop();
  const namespace = parts.pop();
  const last = parts.pop();
  if (namespace === undefined || last === undefined) return none;
  if (kind === 'pod') return parts.length === 0 ? podAddress(last, namespace, name, view) : none;
  const service = view.get(key('Service', namespace, last)) as Service | undefined;
  if (kind !== 'svc' || service === undefined) return none;
  return parts.length === 0 ? ofService(service, name, view) : ofEndpoint(service, parts, name, view);
}

function ofService(service: Service, name: string, view: StoreView): DnsAnswer {
  const { type, externalName, clusterIPs, clusterIP } = service.spec;
  if (type === 'ExternalName') return { kind: 'alias', name, target: externalName ?? '' };
  if (!isHeadless(service)) return { kind: 'addresses', name, addresses: clusterIPs ?? (clusterIP ? [clusterIP] : []) };
  const addresses = readyEndpoints(service, view).flatMap((endpoint) => endpoint.addresses);
  return addresses.length === 0 ? none : { kind: 'addresses', name, addresses };
}

/** `web-0.web.default.svc.cluster.local`: one endpoint of a headless Service by its host name. */
function ofEndpoint(
  service: Service,
  [hostname, ...more]: readonly string[],
  name: string,
  view: StoreView,
): DnsAnswer {
  if (more.length > 0 || !isHeadless(service)) return none;
  const addresses = readyEndpoints(service, view)
    .filter((endpoint) => endpoint.hostname === hostname)
    .flatMap((endpoint) => endpoint.addresses);
  return addresses.length === 0 ? none : { kind: 'addresses', name, addresses };
}

/** `10-244-0-7.default.pod.cluster.local`, where a pod of the namespace has that address. */
function podAddress(dashed: string, namespace: string, name: string, view: StoreView): DnsAnswer {
  const address = dashed.replaceAll('-', '.');
  const found = view
    .list('Pod', namespace)
    .some((pod) => (pod['status'] as { podIP?: string } | undefined)?.podIP === address);
  return found ? { kind: 'addresses', name, addresses: [address] } : none;
}

function readyEndpoints({ metadata }: Service, view: StoreView): readonly Endpoint[] {
  return (view.list('EndpointSlice.discovery.k8s.io', metadata.namespace) as readonly EndpointSlice[])
    .filter((slice) => slice.metadata.labels?.['kubernetes.io/service-name'] === metadata.name)
    .flatMap((slice) => slice.endpoints ?? [])
    .filter(({ conditions }) => conditions.ready !== false);
}
