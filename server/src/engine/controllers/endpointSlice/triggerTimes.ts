import type { Key } from '../../api/key.ts';
import type { Pod } from '../../api/pod.ts';
import { podCondition } from '../../api/pod.ts';
import type { Service } from '../../api/service.ts';

interface Known {
  readonly service: string;
  /** By name: the pod as it was last looked at, and the time that it gave. */
  readonly pods: Map<string, Timed>;
}

interface Timed {
  readonly pod: Pod;
  readonly time: string;
}

/** Remembers when Services and their pods last changed, to say what moment an update of the endpoints answers; follows kubernetes endpointslice/trigger_time_tracker.go. */
export class TriggerTimes {
  readonly #known = new Map<Key, Known>();

  /** The earliest change that was not known yet (RFC 3339), or undefined. `pods` are all of the Service, or with `changed` those of these names. */
  next(key: Key, service: Service, pods: readonly Pod[], changed?: ReadonlySet<string>): string | undefined {
    const known = this.#known.get(key);
    const current: Known['pods'] = known?.pods ?? new Map();
    const { timed, unknown } = look(pods, current);
    for (const name of changed ?? [...current.keys()]) if (!timed.has(name)) current.delete(name);
    const created = service.metadata.creationTimestamp ?? '';
    if (created > (known?.service ?? '')) unknown.push(created);
    this.#known.set(key, { service: created, pods: current });
    return unknown.sort()[0];
  }

  forget(key: Key): void {
    this.#known.delete(key);
  }
}

/** The names of the pods that give a time, and the times that are new in `current`, which knows them afterwards. */
function look(pods: readonly Pod[], current: Known['pods']): { timed: ReadonlySet<string>; unknown: string[] } {
  const timed = new Set<string>();
  const unknown: string[] = [];
  for (const pod of pods) {
    const { name } = pod.metadata;
    const before = current.get(name);
    // Objects never change: the same pod gives the same time.
    const now = before?.pod === pod ? before : timeOf(pod);
    if (now === undefined) continue;
    timed.add(name);
    current.set(name, now);
    if (before === undefined || now.time > before.time) unknown.push(now.time);
  }
  return { timed, unknown };
}

function timeOf(pod: Pod): Timed | undefined {
  const time = podCondition(pod, 'Ready')?.lastTransitionTime;
  return time === undefined ? undefined : { pod, time };
}
