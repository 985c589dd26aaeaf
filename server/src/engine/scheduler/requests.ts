import type { Container, PodSpec, ResourceList } from '../api/pod.ts';
import type { Amounts, ResourceNames } from './resources.ts';
import { addTo, cpu, memory, raiseTo, set } from './resources.ts';

/** What a container without a request counts as in LeastAllocated. Follows kubernetes pkg/scheduler/util/pod_resources.go. */
const fillerCpu = 100;
const fillerMemory = 200 * 1024 * 1024;

/**
 * What a pod asks of a node: the larger of (containers + sidecars) and the hungriest init step, plus overhead; pod-level
 * resources win where set. Follows kubernetes component-helpers/resource/helpers.go.
 */
export function requestsOf(spec: PodSpec, names: ResourceNames): Amounts {
  return sum(spec, names, (container) => names.amounts(requested(container)));
}

/** The same, with 100m CPU and 200Mi memory for each container that asks for none. */
export function nonZeroRequestsOf(spec: PodSpec, names: ResourceNames): Amounts {
  return sum(spec, names, (container) => {
    const asked = requested(container);
    const amounts = names.amounts(asked);
    if (asked?.['cpu'] === undefined) amounts[cpu] = fillerCpu;
    if (asked?.['memory'] === undefined) amounts[memory] = fillerMemory;
    return amounts;
  });
}

function sum(spec: PodSpec, names: ResourceNames, asks: (container: Container) => Amounts): Amounts {
  const total: Amounts = [0, 0, 0];
  for (const container of spec.containers ?? []) addTo(total, asks(container));
  const inits = spec.initContainers ?? [];
  if (inits.length > 0) addInits(total, inits, asks);
  const own = spec.resources?.requests ?? spec.resources?.limits;
  for (const name in own ?? {}) set(total, names.index(name), names.amount(name, own?.[name]));
  if (spec.overhead) addTo(total, names.amounts(spec.overhead));
  return total;
}

function addInits(total: Amounts, inits: readonly Container[], asks: (container: Container) => Amounts): void {
  const sidecars: Amounts = [0, 0, 0];
  const peak: Amounts = [0, 0, 0];
  for (const container of inits) {
    const asked = asks(container);
    if (container.restartPolicy === 'Always') {
      addTo(total, asked);
      addTo(sidecars, asked);
      raiseTo(peak, sidecars);
      continue;
    }
    addTo(asked, sidecars);
    raiseTo(peak, asked);
  }
  raiseTo(total, peak);
}

function requested(container: Container): ResourceList | undefined {
  const { requests, limits } = container.resources ?? {};
  if (limits === undefined || limits === null) return requests;
  return { ...limits, ...requests };
}
