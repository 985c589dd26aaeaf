import type { Condition } from '../api/meta.ts';
import type { Pod, PodStatus } from '../api/pod.ts';
import { podCondition } from '../api/pod.ts';
import type { Context } from '../controllers/controller.ts';
import { eventText, fitError } from './message.ts';
import type { Placement, Refusal } from './scheduleOne.ts';

/** DefaultBinder: gives the pod its node and says so. */
export function bindPod({ pod, node, ties, profile }: Placement, context: Context): void {
  const { name } = pod.pod.metadata;
  if (ties.length > 1)
    context.assume({
      kind: 'tie',
      text: `${node.name} drawn among ${ties.length} nodes with the same score`,
      among: ties.length,
    });
  const bound = context.api.bind(pod.key, node.name, `${profile.schedulerName} chose ${node.name}`);
  if (bound.kind === 'rejected') return;
  const after = (bound.after ?? pod.pod) as Pod;
  context.api.event(after, 'Normal', 'Scheduled', `Successfully assigned ${pod.namespace}/${name} to ${node.name}`);
}

/** The pod stays without a node: its condition and an event say why. Follows kubernetes schedule_one.go handleSchedulingFailure. */
export function refusePod(refusal: Refusal, context: Context, postFilter = '', nominate?: string): void {
  const { pod } = refusal.pod;
  const message = fitError(refusal, postFilter);
  const reason = refusal.ready.rejection?.error === true ? 'SchedulerError' : 'Unschedulable';
  writeStatus(pod, { type: 'PodScheduled', status: 'False', reason, message }, nominate, context);
  context.api.event(pod, 'Warning', 'FailedScheduling', eventText(message));
}

/** Writes the condition and, if given, the nominated node ('' clears it); nothing where both are as they were. */
export function writeStatus(
  pod: Pod,
  condition: Omit<Condition, 'lastTransitionTime'>,
  nominate: string | undefined,
  context: Context,
): void {
  const status = withCondition(pod.status ?? {}, condition, context.timestamp());
  const { nominatedNodeName, ...rest } = status;
  const wanted = nominate ?? nominatedNodeName;
  const next: PodStatus = wanted ? { ...rest, nominatedNodeName: wanted } : rest;
  const { resourceVersion: _, ...metadata } = pod.metadata;
  context.api.updateStatus({ ...pod, metadata, status: next }, condition.message ?? condition.type);
}

function withCondition(status: PodStatus, condition: Omit<Condition, 'lastTransitionTime'>, now: string): PodStatus {
  const before = podCondition({ status } as Pod, condition.type);
  const moved = before?.status !== condition.status;
  const next: Condition = {
    lastProbeTime: null,
    ...condition,
    lastTransitionTime: moved ? now : (before?.lastTransitionTime ?? now),
  };
  const others = status.conditions ?? [];
  return {
    ...status,
    conditions: before === undefined ? [...others, next] : others.map((old) => (old === before ? next : old)),
  };
}
