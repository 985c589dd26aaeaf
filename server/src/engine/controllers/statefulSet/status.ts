import { keyOf } from '../../api/key.ts';
import type { Pod } from '../../api/pod.ts';
import type { StatefulSetStatus } from '../../api/workloads.ts';
import { omitEmpty } from '../statusCondition.ts';
import { revisionOf } from './identity.ts';
import { isRunningAndAvailable, isRunningAndReady, isTerminating, replicasOf } from './members.ts';
import type { Pass } from './update.ts';

/** Counts the pods as the pass left them and ends an update that is complete; follows updateStatus and completeRollingUpdate. */
export function writeStatus(pass: Pass): void {
  const { context, set, revisions } = pass;
  const counted = complete(pass, countPods(pass));
  const { replicas, availableReplicas = 0, currentRevision, updateRevision, ...counts } = counted;
  const status = {
    observedGeneration: set.metadata.generation ?? 0,
    replicas,
    ...omitEmpty(counts),
    currentRevision,
    updateRevision,
    collisionCount: revisions.collisionCount,
    availableReplicas,
  };
  context.api.updateStatus(
    { ...set, status },
    `${replicas} pods, ${counted.readyReplicas ?? 0} ready, ${counted.updatedReplicas ?? 0} of the newest revision`,
  );
}

function countPods(pass: Pass): StatefulSetStatus {
  const { context, set, revisions } = pass;
  const pods = podsNow(pass);
  const staying = pods.filter((pod) => !isTerminating(pod));
  const ofRevision = (name: string): number => staying.filter((pod) => revisionOf(pod) === name).length;
  return {
    replicas: pods.length,
    readyReplicas: pods.filter(isRunningAndReady).length,
    availableReplicas: pods.filter((pod) => isRunningAndAvailable(set, pod, context)).length,
    currentReplicas: ofRevision(revisions.current.metadata.name),
    updatedReplicas: ofRevision(revisions.update.metadata.name),
    currentRevision: revisions.current.metadata.name,
    updateRevision: revisions.update.metadata.name,
  };
}

/** The pods there were when the pass began, without those it saw go; new ones count from the next pass on. */
function podsNow({ context, members }: Pass): readonly Pod[] {
  const known = [...members.slots.flatMap(({ pod }) => pod ?? []), ...members.condemned];
  return known.flatMap((pod) => {
    const now = context.view.get(keyOf(pod)) as Pod | undefined;
    return now !== undefined && now.metadata.uid === pod.metadata.uid ? now : [];
  });
}

function complete({ set }: Pass, status: StatefulSetStatus): StatefulSetStatus {
  const done =
    (set.spec.updateStrategy?.type ?? 'RollingUpdate') === 'RollingUpdate' &&
    [status.updatedReplicas, status.readyReplicas, status.replicas].every((count) => count === replicasOf(set));
  const { updateRevision, updatedReplicas } = status;
  if (!done || updateRevision === undefined || updatedReplicas === undefined) return status;
  return { ...status, currentReplicas: updatedReplicas, currentRevision: updateRevision };
}
