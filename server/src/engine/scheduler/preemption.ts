import type { Pod } from '../api/pod.ts';
import type { Context } from '../controllers/controller.ts';
import type { NominatedPods } from './nominatedPods.ts';
import type { PreemptionChoice } from './plugin.ts';
import type { PodInfo } from './podInfo.ts';
import { writeCondition, writeNomination } from './podStatus.ts';

/** Makes room: the victims get their condition, are deleted gracefully and told so; less important claims to the node are dropped. Follows kubernetes framework/preemption. */
export function preempt(
  pod: PodInfo,
  { node, victims, among }: PreemptionChoice,
  nominated: NominatedPods,
  context: Context,
): void {
  const { api, view } = context;
  const scheduler = pod.pod.spec.schedulerName ?? 'default-scheduler';
  for (const other of nominated.on(node.name))
    if (other.priority < pod.priority) writeNomination(other.pod, '', `${pod.key} takes its place`, context);
  if (among > 1)
    context.assume({
      kind: 'tie',
      text: `${node.name} drawn among ${among} nodes whose victims matter equally`,
      among,
    });
  for (const { key, pod: victim } of victims) {
    if (victim.metadata.deletionTimestamp !== undefined) continue;
    const message = `${scheduler}: preempting to accommodate a higher priority pod`;
    const condition = { type: 'DisruptionTarget', status: 'True', reason: 'PreemptionByScheduler', message } as const;
    writeCondition(victim, condition, context);
    api.delete(key, {}, `${pod.key} has a higher priority and needs the room`);
    const after = (view.get(key) ?? victim) as Pod;
    api.event(after, 'Normal', 'Preempted', `Preempted by pod ${pod.pod.metadata.uid} on node ${node.name}`);
  }
}
