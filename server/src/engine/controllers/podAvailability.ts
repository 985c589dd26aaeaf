import type { Pod } from '../api/pod.ts';
import { podCondition } from '../api/pod.ts';
import type { Millis } from '../time.ts';
import { parseTimestamp } from '../time.ts';
import type { Context } from './controller.ts';

/** How long until the pod, as it is, becomes available: 0 when it is, undefined when it is not Ready. Follows kubernetes pkg/api/v1/pod IsPodAvailable. */
export function untilAvailable(pod: Pod, minReadySeconds: number, context: Context): Millis | undefined {
  const ready = podCondition(pod, 'Ready');
  if (ready?.status !== 'True') return undefined;
  if (minReadySeconds <= 0) return 0;
  if (ready.lastTransitionTime === undefined) return undefined;
  const since = parseTimestamp(context.conditions.startTime, ready.lastTransitionTime);
  return Math.max(0, since + minReadySeconds * 1000 - context.now);
}

export function isAvailable(pod: Pod, minReadySeconds: number, context: Context): boolean {
  return untilAvailable(pod, minReadySeconds, context) === 0;
}

/** How long until the next Ready pod has been so for minReadySeconds; undefined when none is waiting for that. */
export function untilNextAvailable(
  pods: readonly Pod[],
  minReadySeconds: number,
  context: Context,
): Millis | undefined {
  if (minReadySeconds <= 0) return undefined;
  const waits = pods.map((pod) => untilAvailable(pod, minReadySeconds, context) ?? 0).filter((wait) => wait > 0);
  return waits.length === 0 ? undefined : Math.min(...waits);
}
