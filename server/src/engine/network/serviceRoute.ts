import type { Endpoint, EndpointSlice } from '../api/endpointSlice.ts';
import type { Service } from '../api/service.ts';
import type { StoreView } from '../store/view.ts';

/** A request to a port of a Service. */
export interface ServiceRequest {
  readonly service: Service;
  /** The Service's port, or its node port when the request comes from outside. */
  readonly port: number;
  /** The node whose proxy handles it: the client's own, or for a node port the one that is asked. */
  readonly node: string;
  readonly from: 'inside' | 'outside';
}

/** Where a request can end: addresses with ports, or why nowhere. */
export type ServiceRoute =
  | {
      readonly kind: 'backends';
      readonly backends: readonly { readonly address: string; readonly port: number; readonly endpoint: Endpoint }[];
    }
  | { readonly kind: 'refused'; readonly why: 'noSuchPort' | 'noEndpoints' | 'noLocalEndpoints' };

/**
 * The endpoints among which the proxy of a node chooses: ready ones, or those that still serve while they end when none is ready;
 * only those of the node where the traffic policy is Local; those of the same zone where the Service prefers them.
 * Follows kubernetes pkg/proxy/topology.go CategorizeEndpoints.
 */
export function routeToService({ service, port, node, from }: ServiceRequest, view: StoreView): ServiceRoute {
  const { spec } = service;
  const asked = (spec.ports ?? []).find((each) => (from === 'inside' ? each.port : each.nodePort) === port);
  if (asked === undefined) return { kind: 'refused', why: 'noSuchPort' };
  const all = targets(service, asked.name ?? '', view);
  const policy = from === 'inside' ? spec.internalTrafficPolicy : spec.externalTrafficPolicy;
  const reachable = policy === 'Local' ? all.filter(({ endpoint }) => endpoint.nodeName === node) : all;
  const usable = serving(reachable);
  if (usable.length === 0)
    return { kind: 'refused', why: policy === 'Local' && serving(all).length > 0 ? 'noLocalEndpoints' : 'noEndpoints' };
  return { kind: 'backends', backends: policy === 'Local' ? usable : preferred(usable, node, view) };
}

/** The backend of one client: always the same for it with session affinity, else any of them by turns (`draw`). */
export function backendFor<T>(service: Service, backends: readonly T[], client: string, draw: number): T | undefined {
  const index = service.spec.sessionAffinity === 'ClientIP' ? hash(client) : draw;
  return backends[index % Math.max(1, backends.length)];
}

interface Target {
  readonly address: string;
  readonly port: number;
  readonly endpoint: Endpoint;
}

function targets({ metadata }: Service, portName: string, view: StoreView): readonly Target[] {
  const slices = (view.list('EndpointSlice.discovery.k8s.io', metadata.namespace) as readonly EndpointSlice[]).filter(
    (slice) => slice.metadata.labels?.['kubernetes.io/service-name'] === metadata.name,
  );
  return slices.flatMap(({ endpoints, ports }) => {
    const port = (ports ?? []).find(({ name }) => (name ?? '') === portName)?.port;
    if (port === undefined) return [];
    return (endpoints ?? []).flatMap((endpoint) => endpoint.addresses.map((address) => ({ address, port, endpoint })));
  });
}

function serving(among: readonly Target[]): readonly Target[] {
  const ready = among.filter(({ endpoint }) => endpoint.conditions.ready !== false);
  if (ready.length > 0) return ready;
  return among.filter(({ endpoint: { conditions } }) => conditions.serving === true && conditions.terminating === true);
}

/** Hints count only when every endpoint has one and some name the node's zone. */
function preferred(usable: readonly Target[], node: string, view: StoreView): readonly Target[] {
  const zone = view.get(`Node//${node}`)?.metadata.labels?.['topology.kubernetes.io/zone'];
  const hintsOf = ({
    endpoint,
  }: Target): { forZones?: { name: string }[]; forNodes?: { name: string }[] } | undefined =>
    endpoint.hints as ReturnType<typeof hintsOf>;
  const onNode = usable.filter((target) => hintsOf(target)?.forNodes?.some(({ name }) => name === node));
  if (onNode.length > 0) return onNode;
  if (zone === undefined || !usable.every((target) => (hintsOf(target)?.forZones ?? []).length > 0)) return usable;
  const inZone = usable.filter((target) => hintsOf(target)?.forZones?.some(({ name }) => name === zone));
  return inZone.length > 0 ? inZone : usable;
}

function hash(text: string): number {
  let sum = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) sum = Math.imul(sum ^ text.charCodeAt(index), 0x01000193);
  return sum >>> 0;
}
