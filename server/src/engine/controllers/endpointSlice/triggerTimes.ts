import type { Key } from '../../api/key.ts';
import type { Pod } from '../../api/pod.ts';
import { podCondition } from '../../api/pod.ts';
import type { Service } from '../../api/service.ts';

interface Known {
  readonly service: string;
  readonly pods: ReadonlyMap<string, string>;
}

/** Remembers when Services and their pods last changed, to say what moment an update of the endpoints answers; follows kubernetes endpointslice/trigger_time_tracker.go. */
export class TriggerTimes {
  readonly #known = new Map<Key, Known>();

  /** The earliest change that was not known yet (RFC 3339), or undefined. */
  next(key: Key, service: Service, pods: readonly Pod[]): string | undefined {
    const known = this.#known.get(key);
    const current = new Map<string, string>();
    let earliest: string | undefined;
    const consider = (time: string): void => {
      if (earliest === undefined || time < earliest) earliest = time;
    };
    for (const pod of pods) {
      const time = podCondition(pod, 'Ready')?.lastTransitionTime;
      if (time === undefined) continue;
      current.set(pod.metadata.name, time);
      const before = known?.pods.get(pod.metadata.name);
      if (before === undefined || time > before) consider(time);
    }
    const created = service.metadata.creationTimestamp ?? '';
    if (created > (known?.service ?? '')) consider(created);
    this.#known.set(key, { service: created, pods: current });
    return earliest;
  }

  forget(key: Key): void {
    this.#known.delete(key);
  }
}
