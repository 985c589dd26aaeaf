import type { Condition } from '../api/meta.ts';
import type { Pod, PodStatus } from '../api/pod.ts';
import { podCondition } from '../api/pod.ts';
import type { Context } from '../controllers/controller.ts';

type NewCondition = Omit<Condition, 'lastTransitionTime'>;

/** Writes one condition; nothing where it is as it was. */
export function writeCondition(pod: Pod, condition: NewCondition, context: Context): void {
  write(pod, withCondition(pod.status ?? {}, condition, context), condition.message ?? condition.type, context);
}

/** Writes the node that the pod is promised; '' takes the promise back. */
export function writeNomination(pod: Pod, node: string, why: string, context: Context): void {
  write(pod, withNomination(pod.status ?? {}, node), why, context);
}

/** Both in one write; `node` undefined leaves the promise as it is. */
export function writeConditionAndNomination(
  pod: Pod,
  condition: NewCondition,
  node: string | undefined,
  context: Context,
): void {
  const status = withCondition(pod.status ?? {}, condition, context);
  const next = node === undefined ? status : withNomination(status, node);
  write(pod, next, condition.message ?? condition.type, context);
}

function write(pod: Pod, status: PodStatus, why: string, { api }: Context): void {
  const { resourceVersion: _, ...metadata } = pod.metadata;
  api.updateStatus({ ...pod, metadata, status }, why);
}

function withNomination({ nominatedNodeName: _, ...status }: PodStatus, node: string): PodStatus {
  return node === '' ? status : { ...status, nominatedNodeName: node };
}

/** Follows kubernetes pkg/api/v1/pod UpdatePodCondition: the time is that of the last change of the status. */
function withCondition(status: PodStatus, condition: NewCondition, context: Context): PodStatus {
  const conditions = status.conditions ?? [];
  const before = podCondition({ status } as Pod, condition.type);
  const now = context.timestamp();
  const since = before?.status === condition.status ? (before.lastTransitionTime ?? now) : now;
  const next: Condition = { ...condition, lastProbeTime: null, lastTransitionTime: since };
  if (before === undefined) return { ...status, conditions: [...conditions, next] };
  return { ...status, conditions: conditions.map((old) => (old === before ? next : old)) };
}
