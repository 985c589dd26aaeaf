import type { Pod } from '../../api/pod.ts';
import type { Millis } from '../../time.ts';

const first = 10_000;
const longest = 600_000;

/** Failures since the last success, and when the last of them ended (Unix milliseconds). */
export interface BackoffRecord {
  readonly failures: number;
  readonly lastFailure: Millis;
}

export const noBackoff: BackoffRecord = { failures: 0, lastFailure: 0 };

/** The record after these pods ended; a success later than a failure forgets it. Follows kubernetes pkg/controller/job/backoff_utils.go. */
export function afterEnds(
  record: BackoffRecord,
  succeeded: readonly Pod[],
  failed: readonly Pod[],
  now: Millis,
): BackoffRecord {
  const lastSuccess = Math.max(Number.NEGATIVE_INFINITY, ...succeeded.map((pod) => finishedAt(pod, now)));
  const times = failed.map((pod) => finishedAt(pod, now));
  const later = times.filter((time) => time > lastSuccess);
  const kept = succeeded.length === 0 ? record.failures : 0;
  const lastFailure =
    times.length === 0 ? record.lastFailure : Math.max(...times, ...(kept > 0 ? [record.lastFailure] : []));
  return { failures: kept + later.length, lastFailure };
}

/** How long new pods have to wait yet. */
export function remaining(record: BackoffRecord, now: Millis): Millis {
  if (record.failures === 0) return 0;
  const delay = Math.min(first * 2 ** (record.failures - 1), longest);
  return Math.max(0, record.lastFailure + delay - now);
}

/** When the pod's last container ended; of a pod without that, when it was deleted or last changed its conditions, else now. */
export function finishedAt(pod: Pod, now: Millis): Millis {
  const ends = (pod.status?.containerStatuses ?? [])
    .map((status) => status.state.terminated?.finishedAt)
    .filter((time) => time !== undefined);
  if (ends.length > 0 && ends.length === pod.status?.containerStatuses?.length)
    return Math.max(...ends.map((time) => Date.parse(time)));
  if (pod.metadata.deletionTimestamp !== undefined) {
    return Math.min(
      now,
      Date.parse(pod.metadata.deletionTimestamp) - (pod.metadata.deletionGracePeriodSeconds ?? 0) * 1000,
    );
  }
  const ready = pod.status?.conditions?.find((condition) => condition.type === 'Ready')?.lastTransitionTime;
  return ready === undefined ? now : Date.parse(ready);
}
