import { isReady } from '../../api/pod.ts';
import type { DaemonSetStatus } from '../../api/workloads.ts';
import { isAvailable } from '../podAvailability.ts';
import { omitEmpty } from '../statusCondition.ts';
import type { Pass } from './nodes.ts';
import { isUpdated } from './nodes.ts';

/** Counts nodes by the oldest daemon pod on each; follows kubernetes pkg/controller/daemon updateDaemonSetStatus. */
export function writeStatus(pass: Pass): void {
  const { context, set, nodes, hash } = pass;
  const wanted = nodes.filter(({ runs }) => runs);
  const first = wanted.flatMap(({ pods }) => pods[0] ?? []);
  const ready = first.filter(isReady);
  const available = ready.filter((pod) => isAvailable(pod, set.spec.minReadySeconds ?? 0, context)).length;
  const updated = first.filter((pod) => isUpdated(pod, hash)).length;
  const collisionCount = set.status?.collisionCount;
  const status: DaemonSetStatus = {
    currentNumberScheduled: first.length,
    numberMisscheduled: nodes.filter(({ runs, pods }) => !runs && pods.length > 0).length,
    desiredNumberScheduled: wanted.length,
    numberReady: ready.length,
    ...omitEmpty({
      observedGeneration: set.metadata.generation ?? 0,
      updatedNumberScheduled: updated,
      numberAvailable: available,
      numberUnavailable: wanted.length - available,
    }),
    ...(collisionCount === undefined ? {} : { collisionCount }),
  };
  context.api.updateStatus(
    { ...set, status },
    `${wanted.length} nodes want a pod, ${available} have an available one, ${updated} the newest`,
  );
}
