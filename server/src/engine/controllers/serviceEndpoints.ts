import type { Key } from '../api/key.ts';
import { keyOf, splitKey } from '../api/key.ts';
import type { Pod } from '../api/pod.ts';
import { isReady } from '../api/pod.ts';
import { matchesLabels } from '../api/selector.ts';
import type { Service, ServicePort } from '../api/service.ts';
import type { Applied } from '../store/change.ts';
import type { StoreView } from '../store/view.ts';

/** Pods that a Service selects, in order of creation; none for one without a selector. */
export function selectedPods(service: Service, view: StoreView): readonly Pod[] {
  const { selector } = service.spec;
  if (selector === undefined || selector === null || Object.keys(selector).length === 0) return [];
  return view.podsWithLabels(service.metadata.namespace ?? '', selector);
}

/** Whether a Service selects the pod; the same as that it is among `selectedPods`. */
export function isSelected({ spec, metadata }: Service, pod: Pod): boolean {
  const { selector } = spec;
  if (selector === undefined || selector === null || pod.metadata.namespace !== metadata.namespace) return false;
  const { labels } = pod.metadata;
  let wanted = 0;
  for (const name in selector) {
    if (labels?.[name] !== selector[name]) return false;
    wanted++;
  }
  return wanted > 0;
}

/** Whether somebody else writes the Service's endpoints: it selects nothing, or is only a name. */
export function isUnmanaged({ spec }: Service): boolean {
  return spec.selector === undefined || spec.selector === null || spec.type === 'ExternalName';
}

/** Whether a pod can be an endpoint at all; follows kubernetes endpointslice ShouldPodBeInEndpoints. */
export function hasEndpoint(pod: Pod): boolean {
  const { phase, podIP } = pod.status ?? {};
  return phase !== 'Succeeded' && phase !== 'Failed' && podIP !== undefined && podIP !== '';
}

/** Services whose selector the pod meets or met before the change, if anything changed that endpoints show; follows kubernetes endpointslice/util PodEndpointsChanged. */
export function servicesOfPod(change: Applied, view: StoreView): Key[] {
  const before = change.before as Pod | null;
  const after = change.after as Pod | null;
  if (before !== null && after !== null && shown(before) === shown(after) && sameLabels(before, after)) return [];
  const { namespace } = splitKey(change.key);
  return (view.list('Service', namespace) as readonly Service[])
    .filter((service) => !isUnmanaged(service))
    .filter(({ spec }) =>
      [before, after].some((pod) => pod !== null && matchesLabels(spec.selector, pod.metadata.labels)),
    )
    .map(keyOf);
}

/** The number of a Service's port on this pod; undefined when the pod has no port of that name. */
export function targetPortOf(pod: Pod, { port, targetPort, protocol = 'TCP' }: ServicePort): number | undefined {
  if (targetPort === undefined || targetPort === 0 || targetPort === '') return port;
  if (typeof targetPort === 'number') return targetPort;
  const sidecars = (pod.spec.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === 'Always');
  for (const container of [...pod.spec.containers, ...sidecars]) {
    for (const each of container.ports ?? [])
      if (each.name === targetPort && (each.protocol ?? 'TCP') === protocol) return each.containerPort;
  }
  return undefined;
}

function shown(pod: Pod): string {
  const { deletionTimestamp } = pod.metadata;
  return JSON.stringify([
    pod.status?.podIP,
    pod.spec.nodeName,
    pod.status?.phase,
    isReady(pod),
    deletionTimestamp === undefined,
  ]);
}

function sameLabels(a: Pod, b: Pod): boolean {
  return (
    a.metadata.labels === b.metadata.labels || JSON.stringify(a.metadata.labels) === JSON.stringify(b.metadata.labels)
  );
}

/** Computes what depends on the ports of a pod, once for all pods where the Service names none of them by name. */
export function forPorts<T>({ spec }: Service, compute: (pod: Pod) => T): (pod: Pod) => T {
  if ((spec.ports ?? []).some(({ targetPort }) => typeof targetPort === 'string')) return compute;
  let known: { readonly value: T } | undefined;
  return (pod) => {
    known ??= { value: compute(pod) };
    return known.value;
  };
}
