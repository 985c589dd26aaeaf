import type { Pod } from '../../api/pod.ts';
import { isReady } from '../../api/pod.ts';
import type { Millis } from '../../time.ts';
import { isAvailable } from '../podAvailability.ts';
import type { FailedPods } from './failedPods.ts';
import type { DaemonNode, Pass } from './nodes.ts';
import { isUpdated } from './nodes.ts';
import { rolloutCounts } from './rollingUpdate.ts';
import type { Wanted } from './syncNodes.ts';

/** What every node lacks or has too much of, and when a failed pod is due to be looked at again; follows kubernetes pkg/controller/daemon manage. */
export function manage(pass: Pass, failed: FailedPods): Wanted & { readonly again?: Millis } {
  const create: string[] = [];
  const remove: Pod[] = [...pass.lost];
  const waits: Millis[] = [];
  for (const node of pass.nodes) {
    if (node.runs && node.pods.length === 0) create.push(node.name);
    else if (node.stays) keepOne(pass, node, failed, { create, remove, waits });
    else remove.push(...node.pods.filter((pod) => !isDeleting(pod)));
  }
  const again = waits.length === 0 ? {} : { again: Math.min(...waits) };
  return { create, remove, why: 'every eligible node has one daemon pod, others have none', ...again };
}

function isDeleting(pod: Pod): boolean {
  return pod.metadata.deletionTimestamp !== undefined;
}

interface Lists {
  readonly create: string[];
  readonly remove: Pod[];
  readonly waits: Millis[];
}

function keepOne(pass: Pass, node: DaemonNode, failed: FailedPods, lists: Lists): void {
  const running: Pod[] = [];
  for (const pod of node.pods) {
    if (isDeleting(pod)) continue;
    if (pod.status?.phase === 'Failed') replaceFailed(pass, node.name, pod, failed, lists);
    else if (pod.status?.phase === 'Succeeded') replaceSucceeded(pass, node.name, pod, lists);
    else running.push(pod);
  }
  if (rolloutCounts(pass).surge === 0) lists.remove.push(...running.slice(1));
  else if (running.length > 1) lists.remove.push(...beyondSurge(pass, running));
  else if (running.length === 0 && node.runs) lists.create.push(node.name);
}

function replaceFailed(pass: Pass, node: string, pod: Pod, failed: FailedPods, lists: Lists): void {
  const { context, set } = pass;
  const slot = `${set.metadata.uid}/${node}`;
  const left = failed.left(slot, context.now);
  if (left > 0) {
    lists.waits.push(left);
    return;
  }
  failed.next(slot, context.now);
  const message = `Found failed daemon pod ${pod.metadata.namespace}/${pod.metadata.name} on node ${node}, will try to kill it`;
  context.api.event(set, 'Warning', 'FailedDaemonPod', message);
  lists.remove.push(pod);
}

function replaceSucceeded({ context, set }: Pass, node: string, pod: Pod, { remove }: Lists): void {
  const message = `Found succeeded daemon pod ${pod.metadata.namespace}/${pod.metadata.name} on node ${node}, will try to delete it`;
  context.api.event(set, 'Normal', 'SucceededDaemonPod', message);
  remove.push(pod);
}

/** While surging, an old pod may stand beside a new one until that is available or the old one is not Ready. */
function beyondSurge({ context, set, hash }: Pass, running: readonly Pod[]): readonly Pod[] {
  const fresh = running.find((pod) => isUpdated(pod, hash));
  const old = running.find((pod) => !isUpdated(pod, hash));
  const surplus = running.filter((pod) => pod !== fresh && pod !== old);
  if (fresh === undefined || old === undefined) return surplus;
  const done = !isReady(old) || isAvailable(fresh, set.spec.minReadySeconds ?? 0, context);
  return done ? [...surplus, old] : surplus;
}
