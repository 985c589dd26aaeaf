import { splitKey } from '../api/key.ts';
import { workloadKinds } from './budget.ts';
import type { Entry } from './trace.ts';

/** Whether the entry can begin an episode of its own: a fault, or a user's change of a workload, a pod or a node. */
export function beginsEpisode({ actor, change }: Entry): boolean {
  if (change.kind === 'note') return change.topic === 'fault';
  if (actor !== 'user' || change.kind !== 'applied') return false;
  const { kind } = splitKey(change.key);
  if (kind === 'Pod') return true;
  if (kind !== 'Node' && !workloadKinds.includes(kind)) return false;
  return change.before === null || change.after === null || change.before['spec'] !== change.after['spec'];
}
