import type { Endpoint, EndpointPort, EndpointSlice } from '../../api/endpointSlice.ts';
import type { ApiObject } from '../../api/meta.ts';
import type { Pod } from '../../api/pod.ts';
import type { Service } from '../../api/service.ts';
import type { StoreView } from '../../store/view.ts';
import { PodTally } from '../podTally.ts';
import { hasEndpoint, isSelected, selectedPods } from '../serviceEndpoints.ts';
import type { SlicePlan } from './plan.ts';
import { desiredContents, identity, memoized, namedPorts, planMoved, planSlices } from './plan.ts';

interface Desired {
  /** Nothing is known of what was desired before. */
  isNew: boolean;
  readonly wanted: Map<string, Endpoint>;
  /** By their text: the ports that pods have, and how many pods have them. */
  readonly ports: Map<string, { readonly ports: readonly EndpointPort[]; pods: number }>;
  /** Identities of endpoints that came, went or changed. */
  readonly moved: Set<string>;
  /** Names of pods that came, went or changed. */
  readonly names: Set<string>;
}

/** The endpoints of one Service as its pods change: equal to looking at all of them, at the price of those that changed. */
export class FollowedEndpoints {
  readonly service: Service;
  readonly #tally: PodTally<Desired>;
  #desired: Desired = nothing();
  /** The slices that said what was desired. */
  #settled: readonly EndpointSlice[] | undefined;
  #nodesRead = 0;

  constructor(service: Service) {
    this.service = service;
    const portsFor = namedPorts(service);
    this.#tally = new PodTally({
      list: (view) => selectedPods(service, view),
      nothing,
      count: (desired, pod, by, view) => {
        if (isSelected(service, pod)) move(desired, pod, by, { portsFor, endpointFor: memoized(service, view) });
      },
    });
  }

  /** Looks at what has changed. The names of pods that changed since the last plan; undefined when any may have. */
  follow(view: StoreView): ReadonlySet<string> | undefined {
    if (this.#zonesMoved(view)) this.#tally.forget();
    this.#desired = this.#tally.now(view);
    return this.#desired.isNew ? undefined : this.#desired.names;
  }

  plan(existing: readonly EndpointSlice[], view: StoreView): SlicePlan {
    const { wanted, moved, ports, isNew } = this.#desired;
    const [only] = ports.values();
    if (isNew || ports.size !== 1 || only === undefined || !isSame(existing, this.#settled))
      return planSlices(existing, desiredContents(this.service, selectedPods(this.service, view), view));
    const inOrder = (fresh: Endpoint[]): Endpoint[] => this.#inOrder(fresh, view);
    return planMoved(existing, { ports: only.ports, wanted, moved, inOrder });
  }

  /** The plan was carried out: these are the slices now. They are relied on only if they say all that is desired. */
  settle(slices: readonly EndpointSlice[]): void {
    const { wanted, ports, moved, names } = this.#desired;
    const [id] = ports.keys();
    const said = slices.reduce((sum, { endpoints }) => sum + (endpoints?.length ?? 0), 0);
    const known = new Set(this.#settled);
    const isWhole =
      id !== undefined &&
      said === wanted.size &&
      slices.every((slice) => known.has(slice) || JSON.stringify(slice.ports) === id);
    this.#settled = isWhole ? slices : undefined;
    this.#desired.isNew = false;
    moved.clear();
    names.clear();
  }

  /** The plan was not carried out: next time all is looked at. */
  unsettle(): void {
    this.#settled = undefined;
    this.#desired.isNew = false;
    this.#desired.names.clear();
  }

  #inOrder(fresh: Endpoint[], view: StoreView): Endpoint[] {
    if (fresh.length < 2) return fresh;
    const byUid = new Map(fresh.map((endpoint) => [endpoint.targetRef?.uid, endpoint]));
    return selectedPods(this.service, view).flatMap((pod) => byUid.get(pod.metadata.uid) ?? []);
  }

  /** An endpoint names the zone of its pod's node. */
  #zonesMoved(view: StoreView): boolean {
    const changes = view.changesOf('Node');
    const recent = changes.slice(this.#nodesRead);
    this.#nodesRead = changes.length;
    return recent.some(({ before, after }) => zoneOf(before) !== zoneOf(after));
  }
}

function nothing(): Desired {
  return { isNew: true, wanted: new Map(), ports: new Map(), moved: new Set(), names: new Set() };
}

interface Reading {
  portsFor(pod: Pod): { readonly ports: readonly EndpointPort[]; readonly id: string };
  endpointFor(pod: Pod): Endpoint;
}

function move(desired: Desired, pod: Pod, by: 1 | -1, { portsFor, endpointFor }: Reading): void {
  desired.names.add(pod.metadata.name);
  if (!hasEndpoint(pod)) return;
  const endpoint = endpointFor(pod);
  const id = identity(endpoint);
  desired.moved.add(id);
  if (by === 1) desired.wanted.set(id, endpoint);
  else desired.wanted.delete(id);
  const ports = portsFor(pod);
  const known = desired.ports.get(ports.id) ?? { ports: ports.ports, pods: 0 };
  known.pods += by;
  if (known.pods === 0) desired.ports.delete(ports.id);
  else desired.ports.set(ports.id, known);
}

function isSame(slices: readonly EndpointSlice[], settled: readonly EndpointSlice[] | undefined): boolean {
  return settled?.length === slices.length && slices.every((slice, index) => slice === settled[index]);
}

const zoneOf = (node: ApiObject | null): string | undefined => node?.metadata.labels?.['topology.kubernetes.io/zone'];
