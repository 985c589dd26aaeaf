import type { Key } from '../../api/key.ts';
import { key, splitKey } from '../../api/key.ts';
import type { ApiObject } from '../../api/meta.ts';
import type { Pod } from '../../api/pod.ts';
import { isReady } from '../../api/pod.ts';
import type { Service } from '../../api/service.ts';
import { isHeadless } from '../../api/service.ts';
import { atLeast } from '../../api/version.ts';
import { equal } from '../../equal.ts';
import type { Context, Controller, ControllerFactory, Requeue, Watch } from '../controller.ts';
import { own } from '../controller.ts';
import { forPorts, hasEndpoint, isUnmanaged, selectedPods, servicesOfPod, targetPortOf } from '../serviceEndpoints.ts';
import { overCapacity, withinCapacity } from './capacity.ts';

interface Address {
  readonly ip: string;
  readonly hostname?: string;
  readonly nodeName?: string;
  readonly targetRef: {
    readonly kind: string;
    readonly namespace: string;
    readonly name: string;
    readonly uid: string;
  };
}

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

  reconcile(at: Key, context: Context): Requeue | undefined {
    const { view, api } = context;
    const { namespace, name } = splitKey(at);
    const target = key('Endpoints', namespace, name);
    const current = view.get(target);
    const service = view.get(at) as Service | undefined;
    if (service === undefined) {
      if (current !== undefined) api.delete(target, {}, 'its Service is gone');
      return undefined;
    }
    if (isUnmanaged(service) || service.metadata.deletionTimestamp !== undefined) return undefined;
    const all = subsetsOf(service, selectedPods(service, view));
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
      api.update(
        { ...rest, ...(subsets.length > 0 ? { subsets } : {}), metadata: { ...metadata, ...given } },
        'the pods of the Service changed',
      );
    }
    return undefined;
  }
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

/** One subset for each set of ports, its addresses in order. */
function subsetsOf(service: Service, pods: readonly Pod[]): readonly Subset[] {
  const groups = new Map<string, { ports: Port[]; ready: Placed[]; notReady: Placed[] }>();
  const anyway = service.spec.publishNotReadyAddresses === true;
  const headless = isHeadless(service);
  const placed = rememberedFor(service);
  const portsFor = forPorts(service, (pod) => {
    const ports = portsOf(service, pod);
    return { ports, id: JSON.stringify(ports) };
  });
  for (const pod of pods) {
    if (!hasEndpoint(pod) || (pod.metadata.deletionTimestamp !== undefined && !anyway)) continue;
    const { ports, id } = portsFor(pod);
    if (ports.length === 0 && !headless) continue;
    let group = groups.get(id);
    if (group === undefined) {
      group = { ports, ready: [], notReady: [] };
      groups.set(id, group);
    }
    const one = placed(pod);
    (one.ready || anyway ? group.ready : group.notReady).push(one);
  }
  return [...groups.values()].map(({ ports, ready, notReady }) => ({
    ...(ready.length > 0 ? { addresses: inOrder(ready) } : {}),
    ...(notReady.length > 0 ? { notReadyAddresses: inOrder(notReady) } : {}),
    ...(ports.length > 0 ? { ports } : {}),
  }));
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

/** An address with its place among others, and whether its pod is Ready. */
interface Placed {
  readonly address: Address;
  readonly place: number;
  readonly ready: boolean;
}

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

function inOrder(placed: Placed[]): readonly Address[] {
  placed.sort((a, b) => a.place - b.place || (a.address.targetRef.uid < b.address.targetRef.uid ? -1 : 1));
  return placed.map(({ address }) => address);
}

/** 10.244.0.7 as one number. */
function addressNumber(ip: string): number {
  let sum = 0;
  let part = 0;
  for (let index = 0; index < ip.length; index++) {
    const code = ip.charCodeAt(index) - 48;
    if (code >= 0) {
      part = part * 10 + code;
    } else {
      sum = sum * 256 + part;
      part = 0;
    }
  }
  return sum * 256 + part;
}
