import type { Key } from '../../api/key.ts';
import { key, splitKey } from '../../api/key.ts';
import type { ApiObject } from '../../api/meta.ts';
import type { Pod } from '../../api/pod.ts';
import { isReady } from '../../api/pod.ts';
import type { Service } from '../../api/service.ts';
import { isHeadless } from '../../api/service.ts';
import { atLeast } from '../../api/version.ts';
import { equal } from '../../equal.ts';
import type { StoreView } from '../../store/view.ts';
import type { Context, Controller, ControllerFactory, Requeue, Watch } from '../controller.ts';
import { own } from '../controller.ts';
import { PodTally } from '../podTally.ts';
import {
  forPorts,
  hasEndpoint,
  isSelected,
  isUnmanaged,
  selectedPods,
  servicesOfPod,
  targetPortOf,
} from '../serviceEndpoints.ts';
import { overCapacity, withinCapacity } from './capacity.ts';
import type { Address, Placed } from './sortedAddresses.ts';
import { addressNumber, SortedAddresses } from './sortedAddresses.ts';

interface Port {
  readonly name?: string;
  readonly port: number;
  readonly protocol: string;
  readonly appProtocol?: string;
}

interface Subset {
  readonly addresses?: readonly Address[];
  readonly notReadyAddresses?: readonly Address[];
  readonly ports?: readonly Port[];
}

/** The older form of a Service's endpoints: one Endpoints object by the Service's name. Follows kubernetes pkg/controller/endpoint. */
export const endpointsController: ControllerFactory = () => new EndpointsController();

class EndpointsController implements Controller {
  readonly name = 'endpoint-controller';
  readonly watches: readonly Watch[] = [
    { kind: 'Service', keys: own },
    { kind: 'Pod', keys: servicesOfPod },
    { kind: 'Endpoints', keys: ({ key: at }) => [serviceKey(at)] },
  ];
  readonly #followed = new Map<Key, Followed>();

  reconcile(at: Key, context: Context): Requeue | undefined {
    const { view, api } = context;
    const { namespace, name } = splitKey(at);
    const target = key('Endpoints', namespace, name);
    const current = view.get(target);
    const service = view.get(at) as Service | undefined;
    if (service === undefined) {
      this.#followed.delete(at);
      if (current !== undefined) api.delete(target, {}, 'its Service is gone');
      return undefined;
    }
    if (isUnmanaged(service) || service.metadata.deletionTimestamp !== undefined) return undefined;
    const all = this.#subsets(at, service, view);
    const subsets = withinCapacity<Address, Subset>(all);
    const next = endpointsOf(service, subsets, subsets !== all, context);
    if (current === undefined) api.create(next, 'a Service has endpoints');
    else if (!isSame(current, next)) {
      const { resourceVersion: _, annotations: old, ...metadata } = current.metadata;
      const { subsets: _s, ...rest } = current;
      const { labels } = next.metadata;
      const { [overCapacity]: __, ...kept } = { ...old };
      const annotations = { ...kept, ...next.metadata.annotations };
      const given = {
        ...(labels === undefined ? {} : { labels }),
        ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
      };
      api.replace(
        { ...rest, ...(subsets.length > 0 ? { subsets } : {}), metadata: { ...metadata, ...given } },
        'the pods of the Service changed',
      );
    }
    return undefined;
  }

  #subsets(at: Key, service: Service, view: StoreView): readonly Subset[] {
    let followed = this.#followed.get(at);
    if (followed?.service !== service) {
      const reading = readingOf(service);
      followed = { service, reading, tally: groupsOf(service, reading) };
      this.#followed.set(at, followed);
    }
    const groups = followed.tally.now(view);
    // Of several sets of ports the one of the oldest pod stands first.
    return (groups.size < 2 ? [...groups.values()] : inOrderOfPods(followed, groups, view)).map(subsetOf);
  }
}

interface Followed {
  readonly service: Service;
  readonly reading: Reading;
  readonly tally: PodTally<Groups>;
}

/** Addresses by the text of their ports. */
type Groups = Map<string, Group>;

interface Group {
  readonly ports: readonly Port[];
  readonly ready: SortedAddresses;
  readonly notReady: SortedAddresses;
}

function serviceKey(at: Key): Key {
  const { namespace, name } = splitKey(at);
  return key('Service', namespace, name);
}

function isSame(current: ApiObject, next: ApiObject): boolean {
  return (
    equal(current['subsets'] ?? [], next['subsets'] ?? []) &&
    equal(current.metadata.labels, next.metadata.labels) &&
    current.metadata.annotations?.[overCapacity] === next.metadata.annotations?.[overCapacity]
  );
}

function endpointsOf(service: Service, subsets: readonly Subset[], isCut: boolean, { conditions }: Context): ApiObject {
  const { name, namespace = 'default', labels } = service.metadata;
  const managed = atLeast(conditions.kubernetesVersion, '1.33')
    ? { 'endpoints.kubernetes.io/managed-by': 'endpoint-controller' }
    : {};
  const all = { ...labels, ...managed, ...(isHeadless(service) ? { 'service.kubernetes.io/headless': '' } : {}) };
  return {
    apiVersion: 'v1',
    kind: 'Endpoints',
    metadata: {
      name,
      namespace,
      ...(Object.keys(all).length === 0 ? {} : { labels: all }),
      ...(isCut ? { annotations: { [overCapacity]: 'truncated' } } : {}),
    },
    ...(subsets.length > 0 ? { subsets } : {}),
  };
}

/** One subset for each set of ports, its addresses in order; follows the pods. */
function groupsOf(service: Service, reading: Reading): PodTally<Groups> {
  return new PodTally<Groups>({
    list: (view) => selectedPods(service, view),
    nothing: () => new Map(),
    count: (groups, pod, by) => {
      const id = isSelected(service, pod) ? reading.groupOf(pod) : undefined;
      if (id === undefined) return;
      const group = groups.get(id) ?? {
        ports: reading.portsFor(pod).ports,
        ready: new SortedAddresses(),
        notReady: new SortedAddresses(),
      };
      const placed = reading.placed(pod);
      const addresses = placed.ready || reading.anyway ? group.ready : group.notReady;
      if (by === 1) addresses.add(placed);
      else addresses.remove(placed);
      if (group.ready.size + group.notReady.size === 0) groups.delete(id);
      else groups.set(id, group);
    },
  });
}

interface Reading {
  /** Whether addresses stand as ready that are not. */
  readonly anyway: boolean;
  portsFor(pod: Pod): { readonly ports: readonly Port[]; readonly id: string };
  placed(pod: Pod): Placed;
  /** The text of the pod's ports; undefined for a pod that has no address here. */
  groupOf(pod: Pod): string | undefined;
}

function readingOf(service: Service): Reading {
  const anyway = service.spec.publishNotReadyAddresses === true;
  const headless = isHeadless(service);
  const portsFor = forPorts(service, (pod) => {
    const ports = portsOf(service, pod);
    return { ports, id: JSON.stringify(ports) };
  });
  return {
    anyway,
    portsFor,
    placed: rememberedFor(service),
    groupOf: (pod) => {
      if (!hasEndpoint(pod) || (pod.metadata.deletionTimestamp !== undefined && !anyway)) return undefined;
      const { ports, id } = portsFor(pod);
      return ports.length === 0 && !headless ? undefined : id;
    },
  };
}

function inOrderOfPods({ service, reading }: Followed, groups: Groups, view: StoreView): readonly Group[] {
  const ids = new Set(selectedPods(service, view).flatMap((pod) => reading.groupOf(pod) ?? []));
  return [...ids].flatMap((id) => groups.get(id) ?? []);
}

function subsetOf({ ports, ready, notReady }: Group): Subset {
  return {
    ...(ready.size > 0 ? { addresses: ready.all() } : {}),
    ...(notReady.size > 0 ? { notReadyAddresses: notReady.all() } : {}),
    ...(ports.length > 0 ? { ports } : {}),
  };
}

function portsOf({ spec }: Service, pod: Pod): Port[] {
  return (spec.ports ?? []).flatMap((each) => {
    const port = targetPortOf(pod, each);
    if (port === undefined) return [];
    const { name, protocol = 'TCP', appProtocol } = each;
    return [{ ...(name ? { name } : {}), port, protocol, ...(appProtocol === undefined ? {} : { appProtocol }) }];
  });
}

function addressOf(service: Service, pod: Pod): Address {
  const { name, namespace = '', uid = '' } = pod.metadata;
  const { nodeName, hostname, subdomain } = pod.spec;
  return {
    ip: pod.status?.podIP ?? '',
    ...(hostname && subdomain === service.metadata.name ? { hostname } : {}),
    ...(nodeName === undefined ? {} : { nodeName }),
    targetRef: { kind: 'Pod', namespace, name, uid },
  };
}

/** Objects never change: what was read off a pod for a Service holds as long as both live, and every Endpoints object shares it. */
const addresses = new WeakMap<Service, WeakMap<Pod, Placed>>();

function rememberedFor(service: Service): (pod: Pod) => Placed {
  const ofService = addresses.get(service) ?? new WeakMap<Pod, Placed>();
  addresses.set(service, ofService);
  return (pod) => {
    const known = ofService.get(pod);
    if (known !== undefined) return known;
    const address = addressOf(service, pod);
    const placed = { address, place: addressNumber(address.ip), ready: isReady(pod) };
    ofService.set(pod, placed);
    return placed;
  };
}
