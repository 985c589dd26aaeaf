import type { Container, PodSpec, ResourceList } from './pod.ts';
import type { Quantity } from './quantity.ts';
import { addQuantities, compareQuantities, quantityOr0 } from './quantity.ts';

export type Amounts = ReadonlyMap<string, Quantity>;

/**
 * What a pod asks of a node: the larger of (containers + sidecars) and the hungriest init step, plus overhead; pod-level
 * resources win where set. Follows kubernetes component-helpers/resource/helpers.go.
 */
export function podRequests(spec: PodSpec): Amounts {
  return podAmounts(spec, 'requests');
}

/** The same sum over limits. */
export function podLimits(spec: PodSpec): Amounts {
  return podAmounts(spec, 'limits');
}

function podAmounts(spec: PodSpec, which: 'requests' | 'limits'): Amounts {
  const total = new Map<string, Quantity>();
  for (const container of spec.containers ?? []) addAll(total, amounts(container, which));
  const sidecars = new Map<string, Quantity>();
  const initPeak = new Map<string, Quantity>();
  for (const container of spec.initContainers ?? []) {
    const asked = amounts(container, which);
    if (container.restartPolicy === 'Always') {
      addAll(total, asked);
      addAll(sidecars, asked);
      maxAll(initPeak, sidecars);
      continue;
    }
    const step = new Map(sidecars);
    addAll(step, asked);
    maxAll(initPeak, step);
  }
  maxAll(total, initPeak);
  for (const [name, amount] of amounts({ resources: spec.resources }, which)) total.set(name, amount);
  if (which === 'requests' || total.size > 0) addAll(total, entries(spec.overhead));
  return total;
}

function amounts(
  container: { readonly resources?: Container['resources'] | undefined },
  which: 'requests' | 'limits',
): Amounts {
  return entries(container.resources?.[which]);
}

function entries(list: ResourceList | null | undefined): Amounts {
  return new Map(Object.entries(list ?? {}).map(([name, amount]) => [name, quantityOr0(amount)]));
}

function addAll(to: Map<string, Quantity>, amount: Amounts): void {
  for (const [name, value] of amount) {
    const before = to.get(name);
    to.set(name, before === undefined ? value : addQuantities(before, value));
  }
}

function maxAll(to: Map<string, Quantity>, amount: Amounts): void {
  for (const [name, value] of amount) {
    const before = to.get(name);
    if (before === undefined || compareQuantities(before, value) < 0) to.set(name, value);
  }
}
