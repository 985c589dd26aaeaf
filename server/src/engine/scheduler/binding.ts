import type { Pod } from '../api/pod.ts';
import type { Context } from '../controllers/controller.ts';
import { eventText, fitError } from './message.ts';
import { writeConditionAndNomination } from './podStatus.ts';
import type { Placement, Refusal } from './scheduleOne.ts';

/** DefaultBinder: gives the pod its node and says so. */
export function bindPod({ pod, node, ties, feasible, total }: Placement, context: Context): void {
  if (ties.length > 1)
    context.assume({
      kind: 'tie',
      text: `${node.name} drawn among ${ties.length} nodes with the same score`,
      among: ties.length,
    });
  const why = `${node.name} ${feasible.length === 1 ? 'is the only node found that fits' : `scored best of the ${feasible.length} nodes found that fit`} (${total} in the cluster)`;
  const bound = context.api.bind(pod.key, node.name, why);
  if (bound.kind === 'rejected') return;
  const text = `Successfully assigned ${pod.namespace}/${pod.pod.metadata.name} to ${node.name}`;
  context.api.event((bound.after ?? pod.pod) as Pod, 'Normal', 'Scheduled', text);
}

/** The pod stays without a node: its condition and an event say why. Follows kubernetes schedule_one.go handleSchedulingFailure. */
export function refusePod(refusal: Refusal, postFilter: string, nominate: string | undefined, context: Context): void {
  const { pod, key } = refusal.pod;
  const message = fitError(refusal, postFilter);
  const reason = refusal.ready.rejection?.error === true ? 'SchedulerError' : 'Unschedulable';
  const condition = { type: 'PodScheduled', status: 'False', reason, message } as const;
  writeConditionAndNomination(pod, condition, nominate, context);
  const after = (context.view.get(key) ?? pod) as Pod;
  context.api.event(after, 'Warning', 'FailedScheduling', eventText(message));
}
