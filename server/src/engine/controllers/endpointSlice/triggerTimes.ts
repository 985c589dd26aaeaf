import type { Key } from '../../api/key.ts';
import type { Pod } from '../../api/pod.ts';
import { podCondition } from '../../api/pod.ts';
import type { Service } from '../../api/service.ts';

interface Known {
  readonly service: string;
  /** By name: the pod as it was last looked at, and the time that it gave. */
  readonly pods: Map<string, { readonly pod: Pod; readonly time: string }>;
}

/** Remembers when Services and their pods last changed, to say what moment an update of the endpoints answers; follows kubernetes endpointslice/trigger_time_tracker.go. */
export class TriggerTimes {
  readonly #known = new Map<Key, Known>();

  /** The earliest change that was not known yet (RFC 3339), or undefined. */
  next(key: Key, service: Service, pods: readonly Pod[]): string | undefined {
    const known = this.#known.get(key);
    const current: Known['pods'] = known?.pods ?? new Map();
    let earliest: string | undefined;
    let timed = 0;
    const consider = (time: string): void => {
      if (earliest === undefined || time < earliest) earliest = time;
    };
    for (const pod of pods) {
      const before = current.get(pod.metadata.name);
      // Objects never change: the same pod gives the same time.
      const time = before?.pod === pod ? before.time : podCondition(pod, 'Ready')?.lastTransitionTime;
      if (time === undefined) continue;
      timed++;
      if (before?.pod === pod) continue;
      current.set(pod.metadata.name, { pod, time });
      if (before === undefined || time > before.time) consider(time);
    }
    if (current.size > timed) keepOnly(current, pods);
    const created = service.metadata.creationTimestamp ?? '';
    if (created > (known?.service ?? '')) consider(created);
    this.#known.set(key, { service: created, pods: current });
    return earliest;
  }

  forget(key: Key): void {
    this.#known.delete(key);
  }
}

/** Forgets the pods that are not there any more, or no longer say a time. */
function keepOnly(current: Known['pods'], pods: readonly Pod[]): void {
  const there = new Set(pods);
  for (const [name, { pod }] of current) if (!there.has(pod)) current.delete(name);
}
