import type { Node, Taint } from '../../api/node.ts';

const notReady = 'node.kubernetes.io/not-ready';
const unreachable = 'node.kubernetes.io/unreachable';
const byCondition: readonly (readonly [type: string, status: string, key: string])[] = [
  ['Ready', 'False', notReady],
  ['Ready', 'Unknown', unreachable],
  ['MemoryPressure', 'True', 'node.kubernetes.io/memory-pressure'],
  ['DiskPressure', 'True', 'node.kubernetes.io/disk-pressure'],
  ['PIDPressure', 'True', 'node.kubernetes.io/pid-pressure'],
  ['NetworkUnavailable', 'True', 'node.kubernetes.io/network-unavailable'],
];
const unschedulable = 'node.kubernetes.io/unschedulable';
const owned = new Set([...byCondition.map(([, , key]) => key), unschedulable]);

/** The taints of a node once those that say NoSchedule follow its conditions and `spec.unschedulable`; follows kubernetes nodelifecycle doNoScheduleTaintingPass. */
export function withScheduleTaints(node: Node, now: string): readonly Taint[] {
  const wanted = byCondition.filter(([type, status]) => statusOf(node, type) === status).map(([, , key]) => key);
  if (node.spec.unschedulable === true) wanted.push(unschedulable);
  const kept = (node.spec.taints ?? []).filter(
    ({ key, effect }) => effect !== 'NoSchedule' || !owned.has(key) || wanted.includes(key),
  );
  const missing = wanted.filter((key) => !kept.some((taint) => taint.key === key && taint.effect === 'NoSchedule'));
  return [...kept, ...missing.map((key): Taint => ({ key, effect: 'NoSchedule', timeAdded: now }))];
}

/** The taints of a node once it says NoExecute for being unreachable or not ready (or no longer does). */
export function withExecuteTaint(node: Node, now: string): readonly Taint[] {
  const status = statusOf(node, 'Ready');
  const wanted = status === 'False' ? notReady : status === 'True' ? undefined : unreachable;
  const kept = (node.spec.taints ?? []).filter(
    ({ key, effect }) => effect !== 'NoExecute' || key === wanted || (key !== notReady && key !== unreachable),
  );
  const has = kept.some(({ key, effect }) => key === wanted && effect === 'NoExecute');
  return wanted === undefined || has ? kept : [...kept, { key: wanted, effect: 'NoExecute', timeAdded: now }];
}

/** The taints without those that evict because the node is not ready. */
export function withoutExecuteTaint(node: Node): readonly Taint[] {
  return (node.spec.taints ?? []).filter(
    ({ key, effect }) => effect !== 'NoExecute' || (key !== notReady && key !== unreachable),
  );
}

function statusOf(node: Node, type: string): string | undefined {
  return node.status?.conditions?.find((condition) => condition.type === type)?.status;
}
