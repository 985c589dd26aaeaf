import { key } from '../api/key.ts';
import type { ApiObject } from '../api/meta.ts';
import type { Node } from '../api/node.ts';
import type { Pod } from '../api/pod.ts';
import type { Service } from '../api/service.ts';
import { isHeadless } from '../api/service.ts';
import type { StoreView } from '../store/view.ts';
import { resolveName } from './dns.ts';
import { type IngressRoute, routeOfIngress } from './ingressRoute.ts';
import { type Direction, namesVerdict, policyVerdict } from './policy.ts';
import { backendFor, routeToService, type ServiceRequest } from './serviceRoute.ts';

/** A request by TCP as somebody makes it. */
export interface Request {
  /** The pod that asks; undefined for somebody outside the cluster. */
  readonly client: Pod | undefined;
  /** Name or address, as written. */
  readonly host: string;
  readonly port: number;
  readonly path: string;
  /** The `Host` header, where it is not `host`. */
  readonly hostHeader?: string;
  /** Which of several equal backends takes it: they go by turns. */
  readonly draw: number;
}

/** How a request ends, as far as the cluster decides it. What an application says to it is not known. */
export type Ending =
  | {
      readonly kind: 'answered';
      readonly pod: Pod | undefined;
      readonly address: string;
      readonly port: number;
      readonly via: Via;
    }
  /** The name means nothing in the cluster; one with a dot may mean something outside. */
  | { readonly kind: 'unresolved'; readonly name: string; readonly why?: string }
  | { readonly kind: 'outside'; readonly name: string }
  | { readonly kind: 'refused'; readonly why: string }
  /** Packets go nowhere: the client waits for its own time limit. */
  | { readonly kind: 'dropped'; readonly why: string }
  /** An Ingress sends it to a Service behind which nothing answers. */
  | { readonly kind: 'noBackend'; readonly via: Via; readonly why: string };

/** What a request passed: the Ingress and the Service, and among how many endpoints the last choice was. */
export interface Via {
  readonly ingress?: IngressRoute;
  readonly service?: Service;
  readonly among: number;
  /** The NetworkPolicies that let it pass, where some concern it. */
  readonly allowedBy?: readonly string[];
  /** Whose address the pod sees; only where somebody outside asked through a node port or a load balancer. */
  readonly seenAs?: Sender;
}

/** The client itself, or the node that passed the request on (without a name where the load balancer chooses it). */
export type Sender = { readonly kind: 'client' } | { readonly kind: 'node'; readonly name?: string };

/** Follows a request to the pod that gets it: names, Ingresses, the proxy of the node, node ports, NetworkPolicies. */
export function endingOf(request: Request, view: StoreView): Ending {
  const { client, host } = request;
  if (client !== undefined && host !== 'localhost' && !isAddress(host)) {
    const names = namesVerdict(client, view);
    if (names.kind === 'denied')
      return { kind: 'unresolved', name: host, why: `${denial(names)}: not even the name server is asked` };
  }
  return filtered(wayOf(request, view), request, view);
}

/** What policies let through of it. Whose pod an Ingress' controller is, nobody knows: what passes one is not judged. */
function filtered(ending: Ending, { client }: Request, view: StoreView): Ending {
  if (ending.kind !== 'answered' || ending.pod === undefined || ending.via.ingress !== undefined) return ending;
  const verdict = policyVerdict({ client, server: ending.pod, port: ending.port, protocol: 'TCP' }, view);
  if (verdict.kind === 'free') return ending;
  if (verdict.kind === 'allowed') return { ...ending, via: { ...ending.via, allowedBy: verdict.by } };
  const to = `port ${ending.port} of pod ${ending.pod.metadata.name}`;
  return { kind: 'dropped', why: `${denial(verdict)} to ${to}, where the network applies policies` };
}

function denial({ by, direction }: { readonly by: readonly string[]; readonly direction: Direction }): string {
  const many = by.length > 1;
  return `NetworkPolic${many ? 'ies' : 'y'} ${by.join(', ')} ${many ? 'do' : 'does'} not allow this ${direction}`;
}

function wayOf(request: Request, view: StoreView): Ending {
  const { host, client } = request;
  if (client !== undefined && (host === 'localhost' || host === '127.0.0.1'))
    return atPod(client, request, { among: 1 });
  if (isAddress(host)) return atAddress(host, request, view);
  const answer = client === undefined ? undefined : resolveName(host, client.metadata.namespace ?? 'default', view);
  if (answer?.kind === 'alias') {
    const known = resolveName(`${answer.target}.`, 'default', view);
    return known.kind === 'none'
      ? { kind: 'outside', name: answer.target }
      : wayOf({ ...request, host: `${answer.target}.` }, view);
  }
  if (answer?.kind === 'addresses') {
    const address = answer.addresses[request.draw % Math.max(1, answer.addresses.length)] ?? '';
    return atAddress(address, request, view, answer.addresses.length);
  }
  return throughIngress(request, view, 'name') ?? { kind: 'unresolved', name: host };
}

function isAddress(host: string): boolean {
  return /^\d+\.\d+\.\d+\.\d+$/.test(host);
}

function atAddress(address: string, request: Request, view: StoreView, among = 1): Ending {
  const services = view.list('Service') as readonly Service[];
  const balanced = services.find(({ status }) => status?.loadBalancer?.ingress?.some(({ ip }) => ip === address));
  const service = services.find(({ spec }) => spec.clusterIP === address) ?? balanced;
  if (service !== undefined) return atService(service, request.port, request, view, service === balanced);
  const pod = (view.list('Pod') as readonly Pod[]).find(
    ({ status, spec }) => status?.podIP === address && spec.hostNetwork !== true && isAlive(status?.phase),
  );
  if (pod !== undefined) return atPod(pod, request, { among });
  const node = (view.list('Node') as readonly Node[]).find(({ status }) =>
    status?.addresses?.some((each) => each.address === address),
  );
  if (node !== undefined) return atNode(node, request, view);
  const byIngress = (view.list('Ingress.networking.k8s.io') as readonly ApiObject[]).filter((ingress) =>
    JSON.stringify(ingress['status'] ?? null).includes(`"${address}"`),
  );
  const found = byIngress.length === 0 ? undefined : throughIngress(request, view, 'address');
  return found ?? { kind: 'refused', why: `nothing in the cluster has the address ${address}` };
}

function isAlive(phase: string | undefined): boolean {
  return phase === 'Running' || phase === 'Pending';
}

/** The pod is asked itself. Which ports its programs listen on is not known; one whose containers do not run has none. */
function atPod(pod: Pod, { port }: Request, via: Via): Ending {
  const { name } = pod.metadata;
  const runs = pod.status?.containerStatuses?.some(({ state }) => state.running !== undefined);
  if (runs !== true) return { kind: 'refused', why: `no container of pod ${name} runs` };
  return { kind: 'answered', pod, address: pod.status?.podIP ?? '', port, via };
}

function atNode(node: Node, request: Request, view: StoreView): Ending {
  const { port, client } = request;
  const { name } = node.metadata;
  const service = (view.list('Service') as readonly Service[]).find(({ spec }) =>
    spec.ports?.some(({ nodePort }) => nodePort === port),
  );
  if (service === undefined) {
    const passed = port === 80 || port === 443 ? throughIngress(request, view, 'address') : undefined;
    return passed ?? { kind: 'refused', why: `no Service has the node port ${port}` };
  }
  // The proxy takes what comes from a pod's own address or from its own node as traffic inside the cluster, which the external policy does not bind.
  const inside = client !== undefined && (client.spec.hostNetwork !== true || client.spec.nodeName === name);
  const own = service.spec.ports?.find(({ nodePort }) => nodePort === port)?.port ?? port;
  if (inside) return atService(service, own, request, view);
  const by = client === undefined ? { seenAs: senderTo(service, name) } : {};
  return routed({ service, port, node: name, from: 'outside' }, request, view, by);
}

/**
 * A request from outside may leave the node that it reached: then it carries that node's address, so that the answer comes back that way.
 * Follows kubernetes pkg/proxy/iptables/proxier.go, the chain for external destinations.
 */
function senderTo({ spec }: Service, node?: string): Sender {
  if (spec.externalTrafficPolicy === 'Local') return { kind: 'client' };
  return { kind: 'node', ...(node === undefined ? {} : { name: node }) };
}

function atService(service: Service, port: number, request: Request, view: StoreView, balanced = false): Ending {
  const { client } = request;
  const node = client?.spec.nodeName ?? '';
  const asked = client === undefined ? clusterWide(service) : service;
  const by = client === undefined && balanced ? { seenAs: senderTo(service) } : {};
  return routed({ service: asked, port, node, from: 'inside' }, request, view, by);
}

/** As a load balancer or an Ingress controller sees it: every endpoint, wherever it is. */
function clusterWide(service: Service): Service {
  return { ...service, spec: { ...service.spec, internalTrafficPolicy: 'Cluster' } };
}

function routed(asked: ServiceRequest, request: Request, view: StoreView, by: Partial<Via>): Ending {
  const { service } = asked;
  const name = `Service ${service.metadata.name}`;
  const route = routeToService(asked, view);
  if (route.kind === 'refused') {
    if (route.why === 'noSuchPort') return { kind: 'dropped', why: `${name} has no port ${asked.port}` };
    if (route.why === 'noEndpoints') return { kind: 'refused', why: `${name} has no ready endpoint` };
    return {
      kind: 'dropped',
      why: `${name} has no ready endpoint on node ${asked.node}, and its traffic policy is Local`,
    };
  }
  const client = request.client?.status?.podIP ?? 'outside';
  const backend = backendFor(service, route.backends, client, request.draw);
  if (backend === undefined) return { kind: 'refused', why: `${name} has no ready endpoint` };
  const { targetRef } = backend.endpoint;
  const pod = view.get(key('Pod', targetRef?.namespace ?? '', targetRef?.name ?? '')) as Pod | undefined;
  return {
    kind: 'answered',
    pod,
    address: backend.address,
    port: backend.port,
    via: { ...by, service, among: route.backends.length },
  };
}

/**
 * As a controller for Ingresses would pass it on; undefined where no Ingress takes it. Of a name only Ingresses that name that host
 * know something, at the controller's own address those for every host do, too.
 */
function throughIngress(request: Request, view: StoreView, by: 'name' | 'address'): Ending | undefined {
  const host = request.hostHeader ?? (by === 'name' ? request.host : '');
  const ingress = routeOfIngress(view.list('Ingress.networking.k8s.io'), host, request.path);
  if (by === 'name' && (ingress?.by === 'defaultBackend' || ingress?.by.startsWith('*/'))) return undefined;
  if (ingress === undefined) return undefined;
  const service = view.get(key('Service', ingress.ingress.metadata.namespace ?? 'default', ingress.service)) as
    | Service
    | undefined;
  if (service === undefined)
    return { kind: 'noBackend', via: { ingress, among: 0 }, why: `there is no Service ${ingress.service}` };
  const port = (service.spec.ports ?? []).find(
    (each) => each.port === ingress.port || each.name === ingress.port,
  )?.port;
  const asked: ServiceRequest = { service: clusterWide(service), port: port ?? -1, node: '', from: 'inside' };
  const ending =
    isHeadless(service) || port !== undefined
      ? routed(asked, request, view, { ingress })
      : { kind: 'dropped' as const, why: `Service ${ingress.service} has no port ${ingress.port}` };
  if (ending.kind === 'answered') return ending;
  return { kind: 'noBackend', via: { ingress, service, among: 0 }, why: 'why' in ending ? ending.why : '' };
}
