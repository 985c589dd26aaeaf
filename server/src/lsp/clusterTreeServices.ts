import { t } from '@vscode/l10n';
import { key, keyOf } from '#engine/api/key.ts';
import type { ApiObject } from '#engine/api/meta.ts';
import { apiServerService } from '#engine/api/service.ts';
import type { StoreView } from '#engine/store/view.ts';
import type { ClusterTreeItem } from '#protocol/clusterTree.ts';
import { objectItem } from './clusterTreeItem.ts';

interface Endpoint {
  readonly addresses?: readonly string[];
  readonly conditions?: { readonly ready?: boolean; readonly terminating?: boolean };
  readonly targetRef?: { readonly kind?: string; readonly name?: string };
}

/** The Services that somebody made. */
export function servicesIn(view: StoreView): readonly ApiObject[] {
  return view.list('Service').filter((service) => keyOf(service) !== apiServerService);
}

/** How many endpoints of a Service take requests. */
export function readyCount(view: StoreView, service: ApiObject): number {
  return readyAmong(endpointsOf(view, service));
}

/** A Service, with how many of its endpoints take requests. */
export function serviceItem(view: StoreView, service: ApiObject, id: string): ClusterTreeItem {
  const endpoints = endpointsOf(view, service);
  const all = endpoints.length;
  const ready = readyAmong(endpoints);
  return objectItem(view, service, {
    id,
    facts: [all === 0 ? t('no endpoints') : t('{0} of {1} endpoints ready', ready, all)],
    status: ready === 0 ? 'error' : ready < all ? 'busy' : 'ok',
    expandable: all > 0,
    actions: ['describe', 'delete'],
  });
}

/** The endpoints of a Service: a pod each, where they have one. */
export function endpointItems(view: StoreView, service: ApiObject, parent: string): readonly ClusterTreeItem[] {
  return endpointsOf(view, service).map((endpoint, index) =>
    endpointItem(view, service, endpoint, `${parent}>${index}`),
  );
}

function endpointItem(view: StoreView, service: ApiObject, endpoint: Endpoint, id: string): ClusterTreeItem {
  const [address = ''] = endpoint.addresses ?? [];
  const state = isReady(endpoint)
    ? t('ready')
    : endpoint.conditions?.terminating === true
      ? t('terminating')
      : t('not ready');
  const pod = view.get(key('Pod', service.metadata.namespace ?? '', endpoint.targetRef?.name ?? ''));
  const status = isReady(endpoint) ? 'ok' : 'busy';
  if (pod !== undefined)
    return objectItem(view, pod, {
      id,
      facts: [state, address],
      status,
      expandable: false,
      actions: ['describe', 'delete'],
    });
  return {
    id,
    label: address,
    description: state,
    spoken: `${t('endpoint {0}', address)}, ${state}`,
    status,
    expandable: false,
    sources: [],
    actions: {},
  };
}

function readyAmong(endpoints: readonly Endpoint[]): number {
  return endpoints.filter(isReady).length;
}

function isReady(endpoint: Endpoint): boolean {
  return endpoint.conditions?.ready === true;
}

function endpointsOf(view: StoreView, { metadata }: ApiObject): readonly Endpoint[] {
  return view
    .list('EndpointSlice.discovery.k8s.io', metadata.namespace)
    .filter((slice) => slice.metadata.labels?.['kubernetes.io/service-name'] === metadata.name)
    .flatMap((slice) => (slice['endpoints'] ?? []) as readonly Endpoint[]);
}
