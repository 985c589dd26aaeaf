import type { Pod } from '../../api/pod.ts';
import { isReady } from '../../api/pod.ts';
import type { StatefulSet } from '../../api/workloads.ts';
import type { Context } from '../controller.ts';
import { isAvailable } from '../podAvailability.ts';
import { ordinalOf } from './identity.ts';

/** The pods of a set by what becomes of them: a slot for every ordinal wanted, and those too many, highest first. */
export interface Members {
  /** Ascending from `spec.ordinals.start`. */
  readonly slots: readonly Slot[];
  readonly condemned: readonly Pod[];
}

export interface Slot {
  readonly ordinal: number;
  readonly pod: Pod | undefined;
}

export function startOf({ spec }: StatefulSet): number {
  return spec.ordinals?.start ?? 0;
}

export function replicasOf({ spec }: StatefulSet): number {
  return spec.replicas ?? 1;
}

export function isInRange(set: StatefulSet, ordinal: number): boolean {
  return ordinal >= startOf(set) && ordinal < startOf(set) + replicasOf(set);
}

export function membersOf(set: StatefulSet, pods: readonly Pod[]): Members {
  const byOrdinal = new Map(pods.map((pod) => [ordinalOf(set, pod), pod]));
  const slots = Array.from({ length: replicasOf(set) }, (_, index) => {
    const ordinal = startOf(set) + index;
    return { ordinal, pod: byOrdinal.get(ordinal) };
  });
  const condemned = pods
    .filter((pod) => {
      const ordinal = ordinalOf(set, pod);
      return ordinal !== undefined && !isInRange(set, ordinal);
    })
    .sort((a, b) => (ordinalOf(set, b) ?? 0) - (ordinalOf(set, a) ?? 0));
  return { slots, condemned };
}

export function isRunningAndReady(pod: Pod): boolean {
  return pod.status?.phase === 'Running' && isReady(pod);
}

export function isTerminating(pod: Pod): boolean {
  return pod.metadata.deletionTimestamp !== undefined;
}

/** Running and Ready for minReadySeconds. */
export function isRunningAndAvailable(set: StatefulSet, pod: Pod, context: Context): boolean {
  return isRunningAndReady(pod) && isAvailable(pod, set.spec.minReadySeconds ?? 0, context);
}

/** Available and here to stay. */
export function isHealthy(set: StatefulSet, pod: Pod, context: Context): boolean {
  return isRunningAndAvailable(set, pod, context) && !isTerminating(pod);
}
