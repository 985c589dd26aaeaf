import type { EndpointSlice } from '../../api/endpointSlice.ts';
import type { Key } from '../../api/key.ts';
import { key, keyOf } from '../../api/key.ts';
import type { ApiObject, Labels } from '../../api/meta.ts';
import { controllerOf } from '../../api/meta.ts';
import type { Pod } from '../../api/pod.ts';
import type { Service } from '../../api/service.ts';
import { isHeadless } from '../../api/service.ts';
import { equal } from '../../equal.ts';
import type { StoreView } from '../../store/view.ts';
import type { Context, Controller, ControllerFactory, Requeue, Watch } from '../controller.ts';
import { either, own } from '../controller.ts';
import { isSelected, isUnmanaged, selectedPods, servicesOfPod } from '../serviceEndpoints.ts';
import { FollowedEndpoints } from './followedEndpoints.ts';
import type { Planned, SliceContent } from './plan.ts';
import { TriggerTimes } from './triggerTimes.ts';

const kind = 'EndpointSlice.discovery.k8s.io';
const serviceName = 'kubernetes.io/service-name';
const managedBy = 'endpointslice.kubernetes.io/managed-by';
const headless = 'service.kubernetes.io/headless';
const triggerTime = 'endpoints.kubernetes.io/last-change-trigger-time';

/** Which of a Service's pods can be reached: one or more EndpointSlices per Service. Follows kubernetes pkg/controller/endpointslice and staging/src/k8s.io/endpointslice/reconciler.go. */
export const endpointSliceController: ControllerFactory = () => new EndpointSliceController();

class EndpointSliceController implements Controller {
  readonly name = 'endpointslice-controller';
  readonly watches: readonly Watch[] = [
    { kind: 'Service', keys: own },
    { kind: 'Pod', keys: servicesOfPod },
    { kind, keys: (change) => ownerKey(either(change)) },
  ];
  readonly #triggers = new TriggerTimes();
  readonly #followed = new Map<Key, FollowedEndpoints>();

  reconcile(at: Key, context: Context): Requeue | undefined {
    const service = context.view.get(at) as Service | undefined;
    if (service === undefined) {
      this.#triggers.forget(at);
      this.#followed.delete(at);
      return undefined;
    }
    if (isUnmanaged(service) || service.metadata.deletionTimestamp !== undefined) return undefined;
    const { view } = context;
    const followed = this.#follow(at, service);
    const changed = followed.follow(view);
    const pods = changed === undefined ? selectedPods(service, view) : selectedOf(service, changed, view);
    const trigger = this.#triggers.next(at, service, pods, changed);
    const plan = followed.plan(slicesOf(service, context), view);
    for (const planned of plan.changed) {
      const refused = write(service, planned, trigger, context);
      if (refused) {
        followed.unsettle();
        return { retry: true };
      }
    }
    for (const slice of plan.removed) context.api.delete(keyOf(slice), {}, 'no endpoints are left in it');
    followed.settle(slicesOf(service, context));
    return undefined;
  }

  #follow(at: Key, service: Service): FollowedEndpoints {
    const known = this.#followed.get(at);
    if (known?.service === service) return known;
    const followed = new FollowedEndpoints(service);
    this.#followed.set(at, followed);
    return followed;
  }
}

/** Those of the named pods that are there and that the Service selects. */
function selectedOf(service: Service, names: ReadonlySet<string>, view: StoreView): readonly Pod[] {
  return [...names].flatMap((name) => {
    const pod = view.get(key('Pod', service.metadata.namespace ?? '', name)) as Pod | undefined;
    return pod !== undefined && isSelected(service, pod) ? [pod] : [];
  });
}

function slicesOf(service: Service, { view }: Context): readonly EndpointSlice[] {
  const { name, namespace = '' } = service.metadata;
  return (view.list(kind, namespace) as readonly EndpointSlice[]).filter(
    ({ metadata }) =>
      metadata.labels?.[serviceName] === name &&
      metadata.labels[managedBy] === 'endpointslice-controller.k8s.io' &&
      metadata.deletionTimestamp === undefined,
  );
}

function ownerKey(slice: ApiObject): Key[] {
  const name = slice.metadata.labels?.[serviceName];
  if (name === undefined || controllerOf(slice)?.kind !== 'Service') return [];
  return [key('Service', slice.metadata.namespace ?? '', name)];
}

/** True when the API server refused it. */
function write(service: Service, { slice, content }: Planned, trigger: string | undefined, context: Context): boolean {
  const labels = labelsFor(service, slice?.metadata.labels);
  const { [triggerTime]: _, ...others } = slice?.metadata.annotations ?? {};
  const annotations = trigger === undefined ? others : { ...others, [triggerTime]: trigger };
  if (slice === undefined) return create(service, content, labels, annotations, context);
  if (sameContent(slice, content) && equal(labels, slice.metadata.labels)) return false;
  const { annotations: _a, resourceVersion: _v, ...metadata } = slice.metadata;
  const next = {
    ...slice,
    metadata: { ...metadata, labels, ...(Object.keys(annotations).length === 0 ? {} : { annotations }) },
    ...content,
  };
  const outcome = context.api.replace(next, whyOf(content));
  return outcome.kind === 'rejected' && outcome.status.reason !== 'NotFound';
}

function create(
  service: Service,
  content: SliceContent,
  labels: Labels,
  annotations: Labels,
  context: Context,
): boolean {
  const { name, namespace = 'default', uid = '' } = service.metadata;
  const slice = {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      name: '',
      generateName: `${name}-`,
      namespace,
      labels,
      ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
      ownerReferences: [{ apiVersion: 'v1', kind: 'Service', name, uid, controller: true, blockOwnerDeletion: true }],
    },
    addressType: 'IPv4',
    ...content,
  };
  const outcome = context.api.create(slice, whyOf(content));
  if (outcome.kind === 'applied') return false;
  if (/namespace .* is being terminated/.test(outcome.status.message)) return false;
  const what = `Error updating Endpoint Slices for Service ${namespace}/${name}: failed to create EndpointSlice for Service ${namespace}/${name}: ${outcome.status.message}`;
  context.api.event(service, 'Warning', 'FailedToUpdateEndpointSlices', what);
  return true;
}

/** The Service's labels, and those by which the slice is found. */
function labelsFor(service: Service, before: Labels | undefined): Labels {
  const labels = Object.fromEntries(
    Object.entries(service.metadata.labels ?? {}).filter(
      ([name]) => ![serviceName, managedBy, headless].includes(name),
    ),
  );
  return {
    ...labels,
    ...(isHeadless(service) ? { [headless]: before?.[headless] ?? '' } : {}),
    [managedBy]: 'endpointslice-controller.k8s.io',
    [serviceName]: service.metadata.name,
  };
}

function sameContent(slice: EndpointSlice, { endpoints, ports }: SliceContent): boolean {
  return equal(slice.endpoints, endpoints) && equal(slice.ports, ports);
}

function whyOf({ endpoints }: SliceContent): string {
  const all = endpoints ?? [];
  const ready = all.filter(({ conditions }) => conditions.ready === true).length;
  return `${ready} of ${all.length} endpoints are ready`;
}
