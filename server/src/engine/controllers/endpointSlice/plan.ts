import type { Endpoint, EndpointPort, EndpointSlice } from '../../api/endpointSlice.ts';
import type { Pod } from '../../api/pod.ts';
import { isReady } from '../../api/pod.ts';
import type { Service } from '../../api/service.ts';
import type { StoreView } from '../../store/view.ts';
import { forPorts, hasEndpoint, targetPortOf } from '../serviceEndpoints.ts';

/** What a slice says. */
export interface SliceContent {
  readonly endpoints: readonly Endpoint[] | null;
  readonly ports: readonly EndpointPort[] | null;
}

/** A slice to write: an existing one with its new content, or a new one. */
export interface Planned {
  readonly slice?: EndpointSlice;
  readonly content: SliceContent;
}

export interface SlicePlan {
  readonly changed: readonly Planned[];
  readonly removed: readonly EndpointSlice[];
}

const mostEndpoints = 100;
const placeholder: SliceContent = { endpoints: null, ports: null };

/** The endpoints of a Service, grouped by the ports that their pods have: pods that name a port differently stand in different slices. */
export function desiredContents(service: Service, pods: readonly Pod[], view: StoreView): readonly SliceContent[] {
  const groups = new Map<string, { ports: EndpointPort[]; endpoints: Endpoint[] }>();
  const portsFor = namedPorts(service);
  const endpointFor = memoized(service, view);
  for (const pod of pods) {
    if (!hasEndpoint(pod)) continue;
    const { ports, id } = portsFor(pod);
    let group = groups.get(id);
    if (group === undefined) {
      group = { ports, endpoints: [] };
      groups.set(id, group);
    }
    group.endpoints.push(endpointFor(pod));
  }
  return [...groups.values()];
}

/** The ports of a pod for a Service, and a text that is the same for the same ports. */
export function namedPorts(service: Service): (pod: Pod) => NamedPorts {
  return forPorts(service, (pod) => {
    const ports = portsOf(service, pod);
    return { ports, id: JSON.stringify(ports) };
  });
}

interface NamedPorts {
  readonly ports: EndpointPort[];
  readonly id: string;
}

/** What is desired of slices that said what was desired before: all endpoints, and the identities of those that moved since. */
export interface Moved {
  readonly ports: readonly EndpointPort[];
  readonly wanted: ReadonlyMap<string, Endpoint>;
  readonly moved: ReadonlySet<string>;
  /** Puts new endpoints in the order of their pods. */
  inOrder(endpoints: Endpoint[]): Endpoint[];
}

/** The same plan where all slices are of these ports and differ from what is desired by what has moved alone: the others are not looked into. */
export function planMoved(existing: readonly EndpointSlice[], { ports, wanted, moved, inOrder }: Moved): SlicePlan {
  const missing = new Map<string, Endpoint>();
  for (const id of moved) {
    const endpoint = wanted.get(id);
    if (endpoint !== undefined) missing.set(id, endpoint);
  }
  const refreshed = existing.map((slice) => {
    const members = membersOf(slice);
    const touched = [...moved].filter((id) => members.has(id));
    if (touched.length === 0) return { slice, endpoints: slice.endpoints ?? [], touched: false };
    for (const id of touched) missing.delete(id);
    return refresh(slice, (id) => wanted.get(id));
  });
  return planRefreshed(refreshed, inOrder([...missing.values()]), ports);
}

/**
 * Which slices to change, make and remove so that they say what is desired, with few writes: endpoints stay in their slice, new ones
 * fill up slices that change anyway, at most 100 in one. Follows kubernetes endpointslice/reconciler.go reconcileByPortMapping and finalize.
 */
export function planSlices(existing: readonly EndpointSlice[], desired: readonly SliceContent[]): SlicePlan {
  const changed: Planned[] = [];
  const removed: EndpointSlice[] = [];
  const left = new Set(existing);
  for (const { ports, endpoints } of desired) {
    const slices = existing.filter((slice) => JSON.stringify(slice.ports) === JSON.stringify(ports));
    for (const slice of slices) left.delete(slice);
    const plan = planGroup(slices, endpoints ?? [], ports);
    changed.push(...plan.changed);
    removed.push(...plan.removed);
  }
  removed.push(...left);
  const creates = changed.filter(({ slice }) => slice === undefined).length;
  if (removed.length === existing.length && creates === 0) {
    const [only] = removed;
    if (removed.length === 1 && only !== undefined && isPlaceholder(only)) removed.pop();
    else changed.push({ content: placeholder });
  }
  return reuse(changed, removed);
}

function planGroup(
  slices: readonly EndpointSlice[],
  desired: readonly Endpoint[],
  ports: SliceContent['ports'],
): SlicePlan {
  const wanted = new Map(desired.map((endpoint) => [identity(endpoint), endpoint]));
  const take = (id: string): Endpoint | undefined => {
    const endpoint = wanted.get(id);
    wanted.delete(id);
    return endpoint;
  };
  const refreshed = slices.map((slice) => refresh(slice, take));
  return planRefreshed(refreshed, [...wanted.values()], ports);
}

/** `fresh` are the endpoints that stand in no slice yet. */
function planRefreshed(refreshed: readonly Refreshed[], fresh: Endpoint[], ports: SliceContent['ports']): SlicePlan {
  const kept = refreshed.filter(({ endpoints }) => endpoints.length > 0);
  const removed = refreshed.filter(({ endpoints }) => endpoints.length === 0).map(({ slice }) => slice);
  for (const slice of kept) if (slice.touched) fill(slice, fresh);
  const room = fresh.length < mostEndpoints ? fullestThatFits(kept, fresh.length) : undefined;
  if (room !== undefined && fresh.length > 0) fill(room, fresh);
  const changed: Planned[] = [];
  for (const { slice, endpoints, touched } of kept) if (touched) changed.push({ slice, content: { endpoints, ports } });
  while (fresh.length > 0) changed.push({ content: { endpoints: fresh.splice(0, mostEndpoints), ports } });
  return { changed, removed };
}

interface Refreshed {
  readonly slice: EndpointSlice;
  endpoints: readonly Endpoint[];
  touched: boolean;
}

/** The endpoints of a slice that are still wanted, as they are now. */
function refresh(slice: EndpointSlice, wanted: (id: string) => Endpoint | undefined): Refreshed {
  const endpoints: Endpoint[] = [];
  let touched = false;
  for (const endpoint of slice.endpoints ?? []) {
    const next = wanted(identity(endpoint));
    if (next !== undefined) endpoints.push(next);
    if (next === undefined || (next !== endpoint && textOf(next) !== textOf(endpoint))) touched = true;
  }
  return { slice, endpoints, touched };
}

function fill(slice: Refreshed, fresh: Endpoint[]): void {
  const added = fresh.splice(0, mostEndpoints - slice.endpoints.length);
  if (added.length > 0) slice.endpoints = [...slice.endpoints, ...added];
  if (added.length > 0) slice.touched = true;
}

/** A slice that would be removed is written over instead of making a new one. */
function reuse(changed: readonly Planned[], removed: EndpointSlice[]): SlicePlan {
  const out: Planned[] = [];
  for (const planned of changed) {
    const slice = planned.slice === undefined ? removed.shift() : planned.slice;
    out.push(slice === undefined ? planned : { slice, content: planned.content });
  }
  return { changed: out, removed };
}

function fullestThatFits<T extends { endpoints: readonly Endpoint[] }>(
  kept: readonly T[],
  count: number,
): T | undefined {
  let best: T | undefined;
  for (const slice of kept) {
    if (slice.endpoints.length + count > mostEndpoints) continue;
    if (best === undefined || slice.endpoints.length > best.endpoints.length) best = slice;
  }
  return best;
}

function isPlaceholder({ endpoints, ports }: EndpointSlice): boolean {
  return (endpoints ?? []).length === 0 && (ports ?? []).length === 0;
}

/** An endpoint is the same while it is the same pod on the same node and address; its conditions may change. */
export function identity(endpoint: Endpoint): string {
  return remembered(identities, endpoint, ({ addresses, nodeName, targetRef, hostname }) => [
    addresses,
    nodeName,
    targetRef,
    hostname,
  ]);
}

function textOf(endpoint: Endpoint): string {
  return remembered(texts, endpoint, ({ addresses, conditions, hostname, targetRef, nodeName, zone, hints }) => [
    addresses,
    [conditions.ready, conditions.serving, conditions.terminating],
    hostname,
    [targetRef?.name, targetRef?.uid],
    nodeName,
    zone,
    hints,
  ]);
}

function remembered(
  memo: WeakMap<Endpoint, string>,
  endpoint: Endpoint,
  parts: (endpoint: Endpoint) => unknown,
): string {
  const known = memo.get(endpoint);
  if (known !== undefined) return known;
  const text = JSON.stringify(parts(endpoint));
  memo.set(endpoint, text);
  return text;
}

/** Objects never change, so what was read off one holds as long as it lives: a large Service costs little for each of its pods that moves. */
const identities = new WeakMap<Endpoint, string>();
const texts = new WeakMap<Endpoint, string>();
const endpoints = new WeakMap<Service, WeakMap<Pod, { readonly node: unknown; readonly endpoint: Endpoint }>>();

/** What a pod is as an endpoint of the Service, made once for each pod and its node. */
export function memoized(service: Service, view: StoreView): (pod: Pod) => Endpoint {
  const ofService =
    endpoints.get(service) ?? new WeakMap<Pod, { readonly node: unknown; readonly endpoint: Endpoint }>();
  endpoints.set(service, ofService);
  const nodes = new Map<string | undefined, unknown>();
  const nodeFor = (name: string | undefined): unknown => {
    if (!nodes.has(name)) nodes.set(name, view.get(`Node//${name ?? ''}`));
    return nodes.get(name);
  };
  return (pod) => {
    const node = nodeFor(pod.spec.nodeName);
    const known = ofService.get(pod);
    if (known !== undefined && known.node === node) return known.endpoint;
    const endpoint = endpointOf(service, pod, view);
    ofService.set(pod, { node, endpoint });
    return endpoint;
  };
}

const members = new WeakMap<EndpointSlice, ReadonlySet<string>>();

function membersOf(slice: EndpointSlice): ReadonlySet<string> {
  const known = members.get(slice);
  if (known !== undefined) return known;
  const found = new Set((slice.endpoints ?? []).map(identity));
  members.set(slice, found);
  return found;
}

function portsOf({ spec }: Service, pod: Pod): EndpointPort[] {
  return (spec.ports ?? []).flatMap((each) => {
    const port = targetPortOf(pod, each);
    if (port === undefined) return [];
    const { name = '', protocol = 'TCP', appProtocol } = each;
    return [{ name, protocol, port, ...(appProtocol === undefined ? {} : { appProtocol }) }];
  });
}

function endpointOf(service: Service, pod: Pod, view: StoreView): Endpoint {
  const { name, namespace = '', uid = '', deletionTimestamp } = pod.metadata;
  const serving = isReady(pod);
  const terminating = deletionTimestamp !== undefined;
  const ready = service.spec.publishNotReadyAddresses === true || (serving && !terminating);
  const { nodeName, hostname, subdomain } = pod.spec;
  const node = nodeName === undefined ? undefined : view.get(`Node//${nodeName}`);
  const zone = node?.metadata.labels?.['topology.kubernetes.io/zone'];
  const named = hostname && subdomain === service.metadata.name;
  return {
    addresses: [pod.status?.podIP ?? ''],
    conditions: { ready, serving, terminating },
    ...(named ? { hostname } : {}),
    targetRef: { kind: 'Pod', namespace, name, uid },
    ...(nodeName === undefined ? {} : { nodeName }),
    ...(zone === undefined ? {} : { zone }),
    ...hintsOf(service, zone, nodeName, ready),
  };
}

/** Where traffic should come from, as trafficDistribution asks. */
function hintsOf(
  { spec }: Service,
  zone: string | undefined,
  nodeName: string | undefined,
  ready: boolean,
): Partial<Endpoint> {
  const { trafficDistribution } = spec;
  if (trafficDistribution === undefined || zone === undefined || !ready) return {};
  const forNodes =
    trafficDistribution === 'PreferSameNode' && nodeName !== undefined ? { forNodes: [{ name: nodeName }] } : {};
  return { hints: { forZones: [{ name: zone }], ...forNodes } };
}
