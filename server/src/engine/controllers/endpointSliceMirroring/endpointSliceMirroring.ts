import type { EndpointSlice } from '../../api/endpointSlice.ts';
import type { Key } from '../../api/key.ts';
import { key, keyOf, splitKey } from '../../api/key.ts';
import type { ApiObject } from '../../api/meta.ts';
import type { Service } from '../../api/service.ts';
import { equal } from '../../equal.ts';
import type { Context, Controller, ControllerFactory, Requeue, Watch } from '../controller.ts';
import { own } from '../controller.ts';

const kind = 'EndpointSlice.discovery.k8s.io';
const serviceName = 'kubernetes.io/service-name';
const managedBy = 'endpointslice.kubernetes.io/managed-by';
const manager = 'endpointslicemirroring-controller.k8s.io';
const skip = 'endpointslice.kubernetes.io/skip-mirror';

interface Address {
  readonly ip: string;
  readonly hostname?: string;
  readonly nodeName?: string;
  readonly targetRef?: unknown;
}

interface Subset {
  readonly addresses?: readonly Address[];
  readonly notReadyAddresses?: readonly Address[];
  readonly ports?: readonly { readonly name?: string; readonly port: number; readonly protocol?: string }[];
}

/** Makes EndpointSlices of Endpoints that somebody writes by hand for a Service without a selector. Follows kubernetes pkg/controller/endpointslicemirroring. */
export const endpointSliceMirroringController: ControllerFactory = () => new EndpointSliceMirroringController();

class EndpointSliceMirroringController implements Controller {
  readonly name = 'endpointslicemirroring-controller';
  readonly watches: readonly Watch[] = [
    { kind: 'Endpoints', keys: own },
    { kind: 'Service', keys: ({ key: at }) => [endpointsKey(at)] },
  ];

  reconcile(at: Key, context: Context): Requeue | undefined {
    const { view, api } = context;
    const { namespace, name } = splitKey(at);
    const endpoints = view.get(at);
    const service = view.get(key('Service', namespace, name)) as Service | undefined;
    const existing = (view.list(kind, namespace) as readonly EndpointSlice[]).filter(
      ({ metadata: { labels } }) => labels?.[serviceName] === name && labels[managedBy] === manager,
    );
    const desired = endpoints === undefined || !isMirrored(endpoints, service) ? [] : contentsOf(endpoints);
    for (const [index, content] of desired.entries()) {
      const slice = existing[index];
      if (slice === undefined) api.create(sliceFor(endpoints as ApiObject, content), 'Endpoints are mirrored');
      else if (!equal(slice.endpoints, content.endpoints) || !equal(slice.ports, content.ports)) {
        const { resourceVersion: _, ...metadata } = slice.metadata;
        api.update({ ...slice, metadata, ...content }, 'the mirrored Endpoints changed');
      }
    }
    for (const slice of existing.slice(desired.length)) api.delete(keyOf(slice), {}, 'nothing is mirrored any more');
    return undefined;
  }
}

function endpointsKey(at: Key): Key {
  const { namespace, name } = splitKey(at);
  return key('Endpoints', namespace, name);
}

function isMirrored({ metadata: { labels } }: ApiObject, service: Service | undefined): boolean {
  if (service === undefined || service.spec.selector !== undefined) return false;
  return labels?.[skip] !== 'true' && labels?.['endpoints.kubernetes.io/managed-by'] === undefined;
}

type Content = Pick<EndpointSlice, 'endpoints' | 'ports'>;

function contentsOf(endpoints: ApiObject): readonly Content[] {
  const subsets = (endpoints['subsets'] ?? []) as readonly Subset[];
  return subsets.map(({ addresses = [], notReadyAddresses = [], ports = [] }) => ({
    ports: ports.map(({ name = '', port, protocol = 'TCP' }) => ({ name, port, protocol })),
    endpoints: [
      ...addresses.map((address) => endpointOf(address, true)),
      ...notReadyAddresses.map((address) => endpointOf(address, false)),
    ],
  }));
}

function endpointOf(
  { ip, hostname, nodeName, targetRef }: Address,
  ready: boolean,
): NonNullable<Content['endpoints']>[number] {
  return {
    addresses: [ip],
    conditions: { ready },
    ...(hostname === undefined ? {} : { hostname }),
    ...(nodeName === undefined ? {} : { nodeName }),
    ...(targetRef === undefined ? {} : { targetRef: targetRef as never }),
  };
}

function sliceFor({ metadata }: ApiObject, content: Content): ApiObject {
  const { name, namespace = 'default', uid = '', labels } = metadata;
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      name: '',
      generateName: `${name}-`,
      namespace,
      labels: { ...labels, [serviceName]: name, [managedBy]: manager },
      ownerReferences: [{ apiVersion: 'v1', kind: 'Endpoints', name, uid, controller: true, blockOwnerDeletion: true }],
    },
    addressType: 'IPv4',
    ...content,
  };
}
