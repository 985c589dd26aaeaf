import type { ApiObject } from '../api/meta.ts';
import type { Pod } from '../api/pod.ts';
import { type LabelSelector, matchesLabelSelector } from '../api/selector.ts';
import type { StoreView } from '../store/view.ts';

/** A connection to a pod, after Services have chosen it. */
export interface Connection {
  /** The pod that asks; undefined for somebody outside the cluster. */
  readonly client: Pod | undefined;
  readonly server: Pod;
  readonly port: number;
  readonly protocol: 'TCP' | 'UDP' | 'SCTP';
}

/** What the NetworkPolicies of the cluster say, by the names of those that decide. `free`: none concerns either end. */
export type PolicyVerdict =
  | { readonly kind: 'free' }
  | { readonly kind: 'allowed'; readonly by: readonly string[] }
  | { readonly kind: 'denied'; readonly by: readonly string[]; readonly direction: Direction };

/** Whose policies are asked: those of the pod that calls, or of the one that is called. */
export type Direction = 'egress' | 'ingress';

/**
 * A pod that any policy isolates in a direction may do only what some policy allows there; both ends have to agree. Pods in the network of
 * their node are not isolated, and nobody keeps a node from its own pods. Follows kubernetes' API of networking.k8s.io/v1 NetworkPolicy.
 */
export function policyVerdict(connection: Connection, view: StoreView): PolicyVerdict {
  const { client, server } = connection;
  if (client?.metadata.uid === server.metadata.uid || isOfItsNode(client, server)) return { kind: 'free' };
  const egress = client === undefined ? free : judged('egress', client, connection, view);
  if (egress.kind === 'denied') return egress;
  const ingress = judged('ingress', server, connection, view);
  if (ingress.kind === 'denied') return ingress;
  const by = [egress, ingress].flatMap((each) => (each.kind === 'allowed' ? each.by : []));
  return by.length === 0 ? free : { kind: 'allowed', by: [...new Set(by)] };
}

/** Whether policies let the pod ask the cluster's name server. */
export function namesVerdict(client: Pod, view: StoreView): PolicyVerdict {
  return judged('egress', client, { client, server: nameServer, port: 53, protocol: 'UDP' }, view);
}

const free: PolicyVerdict = { kind: 'free' };

/** Stands for CoreDNS, which no simulated cluster runs. */
const nameServer: Pod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'coredns', namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } },
  spec: {
    containers: [
      {
        name: 'coredns',
        image: 'coredns',
        ports: [
          { name: 'dns', containerPort: 53, protocol: 'UDP' },
          { name: 'dns-tcp', containerPort: 53, protocol: 'TCP' },
        ],
      },
    ],
  },
  status: { phase: 'Running', podIP: '10.96.0.10' },
};

interface Policy extends ApiObject {
  readonly spec?: {
    readonly podSelector?: LabelSelector;
    readonly policyTypes?: readonly string[];
    readonly ingress?: readonly { readonly from?: readonly Peer[]; readonly ports?: readonly Port[] }[];
    readonly egress?: readonly { readonly to?: readonly Peer[]; readonly ports?: readonly Port[] }[];
  };
}

interface Peer {
  readonly podSelector?: LabelSelector;
  readonly namespaceSelector?: LabelSelector;
  readonly ipBlock?: { readonly cidr?: string; readonly except?: readonly string[] };
}

interface Port {
  readonly protocol?: string;
  readonly port?: number | string;
  readonly endPort?: number;
}

function judged(direction: Direction, pod: Pod, connection: Connection, view: StoreView): PolicyVerdict {
  if (pod.spec.hostNetwork === true) return free;
  const { namespace = 'default', labels } = pod.metadata;
  const policies = (view.list('NetworkPolicy.networking.k8s.io', namespace) as readonly Policy[]).filter(
    (policy) => isolates(policy, direction) && matchesLabelSelector(policy.spec?.podSelector ?? {}, labels),
  );
  if (policies.length === 0) return free;
  const allowing = policies.filter((policy) => allows(policy, direction, connection, view));
  const by = (allowing.length === 0 ? policies : allowing).map(({ metadata }) => metadata.name);
  return allowing.length === 0 ? { kind: 'denied', by, direction } : { kind: 'allowed', by };
}

function isolates({ spec }: Policy, direction: Direction): boolean {
  const types = spec?.policyTypes ?? (spec?.egress === undefined ? ['Ingress'] : ['Ingress', 'Egress']);
  return types.includes(direction === 'ingress' ? 'Ingress' : 'Egress');
}

function allows(policy: Policy, direction: Direction, connection: Connection, view: StoreView): boolean {
  const { namespace = 'default' } = policy.metadata;
  const other = direction === 'ingress' ? connection.client : connection.server;
  const rules =
    direction === 'ingress'
      ? (policy.spec?.ingress ?? []).map(({ from, ports }) => ({ peers: from, ports }))
      : (policy.spec?.egress ?? []).map(({ to, ports }) => ({ peers: to, ports }));
  return rules.some(
    ({ peers = [], ports = [] }) =>
      (peers.length === 0 || peers.some((peer) => isPeer(peer, other, namespace, view))) &&
      (ports.length === 0 || ports.some((port) => isPort(port, connection))),
  );
}

/** Of somebody outside only blocks of addresses know something, and of those only one that has every address is certain to have theirs. */
function isPeer(peer: Peer, pod: Pod | undefined, home: string, view: StoreView): boolean {
  const { ipBlock, podSelector, namespaceSelector } = peer;
  if (ipBlock !== undefined) {
    const address = pod?.status?.podIP;
    if (address === undefined) return ipBlock.cidr === '0.0.0.0/0' && (ipBlock.except ?? []).length === 0;
    return isIn(ipBlock.cidr, address) && !(ipBlock.except ?? []).some((block) => isIn(block, address));
  }
  if (pod === undefined || pod.spec.hostNetwork === true) return false;
  const { namespace = 'default', labels } = pod.metadata;
  const inside =
    namespaceSelector === undefined
      ? namespace === home
      : matchesLabelSelector(namespaceSelector, view.get(`Namespace//${namespace}`)?.metadata.labels);
  return inside && (podSelector === undefined || matchesLabelSelector(podSelector, labels));
}

function isPort({ protocol = 'TCP', port, endPort }: Port, { server, port: asked, protocol: by }: Connection): boolean {
  if (protocol !== by) return false;
  if (port === undefined) return true;
  if (typeof port === 'number') return asked >= port && asked <= (endPort ?? port);
  const ports = server.spec.containers.flatMap((container) => container.ports ?? []);
  return ports.some(
    (each) => each.name === port && each.containerPort === asked && (each.protocol ?? 'TCP') === protocol,
  );
}

function isOfItsNode(client: Pod | undefined, { spec }: Pod): boolean {
  return client?.spec.hostNetwork === true && client.spec.nodeName === spec.nodeName;
}

/** Whether the address is one of the block `10.0.0.0/8`. */
function isIn(block: string | undefined, address: string): boolean {
  const [base = '', bits = '32'] = (block ?? '').split('/');
  const size = 2 ** (32 - Number(bits));
  return Math.floor(numberOf(base) / size) === Math.floor(numberOf(address) / size);
}

function numberOf(address: string): number {
  return address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}
