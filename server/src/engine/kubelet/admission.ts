import type { Node } from '../api/node.ts';
import type { Pod } from '../api/pod.ts';
import { podCondition } from '../api/pod.ts';
import { podRequests } from '../api/podResources.ts';
import type { Quantity } from '../api/quantity.ts';
import { addQuantities, compareQuantities, quantityOr0 } from '../api/quantity.ts';
import type { StoreView } from '../store/view.ts';

interface Refusal {
  readonly reason: string;
  readonly message: string;
}

const order = ['cpu', 'memory', 'ephemeral-storage'];

/**
 * Why a node's kubelet refuses a pod that it is given, or undefined. Only a pod that no scheduler has placed can be too much;
 * follows kubernetes pkg/kubelet/lifecycle/predicate.go.
 */
export function refusal(pod: Pod, node: Node, view: StoreView): Refusal | undefined {
  if (podCondition(pod, 'PodScheduled')?.status === 'True') return undefined;
  const others = view
    .podsOnNode(node.metadata.name)
    .filter((other) => other.metadata.uid !== pod.metadata.uid && !ended(other));
  const { allocatable = {} } = node.status ?? {};
  const room = Number(allocatable['pods'] ?? 110);
  if (others.length >= room) return tooMuch('pods', '1', String(others.length), String(room));
  const asked = podRequests(pod.spec);
  for (const name of [...order, ...[...asked.keys()].filter((each) => !order.includes(each))]) {
    const request = asked.get(name);
    if (request === undefined || request.nano <= 0n) continue;
    const used = sum(others.map((other) => podRequests(other.spec).get(name)));
    const capacity = quantityOr0(allocatable[name]);
    if (compareQuantities(addQuantities(used, request), capacity) > 0)
      return tooMuch(name, plain(name, request), plain(name, used), plain(name, capacity));
  }
  return undefined;
}

const ended = (pod: Pod): boolean => pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed';

function tooMuch(name: string, requested: string, used: string, capacity: string): Refusal {
  const text = `Node didn't have enough resource: ${name}, requested: ${requested}, used: ${used}, capacity: ${capacity}`;
  return { reason: `OutOf${name}`, message: `Pod was rejected: ${text}` };
}

function sum(amounts: readonly (Quantity | undefined)[]): Quantity {
  let total: Quantity = { nano: 0n, format: 'DecimalSI' };
  for (const amount of amounts) if (amount !== undefined) total = addQuantities(total, amount);
  return total;
}

/** CPU in thousandths, everything else in whole units. */
function plain(name: string, { nano }: Quantity): string {
  return String(name === 'cpu' ? nano / 1_000_000n : nano / 1_000_000_000n);
}
