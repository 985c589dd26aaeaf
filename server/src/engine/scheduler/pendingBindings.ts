import type { Key } from '../api/key.ts';
import type { Millis } from '../time.ts';
import type { Cluster } from './cluster.ts';
import type { NodeState } from './nodeState.ts';
import type { PreBind } from './plugin.ts';
import type { PodInfo } from './podInfo.ts';
import type { Profile } from './profile.ts';

/** A pod with a node that is not bound yet. */
export interface PendingBinding {
  readonly pod: PodInfo;
  readonly node: NodeState;
  readonly profile: Profile;
  readonly preBinds: readonly PreBind[];
  /** When it began to wait: from then on it is looked at every second. */
  readonly since: Millis;
}

/** Pods that have a node and wait for their volumes; they take their room there already. */
export class PendingBindings {
  readonly #pending = new Map<Key, PendingBinding>();

  get(pod: Key): PendingBinding | undefined {
    return this.#pending.get(pod);
  }

  begin(pending: PendingBinding, cluster: Cluster): void {
    const { pod, node } = pending;
    this.#pending.set(pod.key, pending);
    cluster.assume(pod, node);
  }

  /** It is bound, or gone: to be called before the cluster learns of that. */
  end(pod: Key, cluster: Cluster): void {
    const pending = this.#pending.get(pod);
    if (pending === undefined) return;
    this.#pending.delete(pod);
    cluster.forget(pending.pod, pending.node);
  }

  /** The pods for which a change of the object may be what they wait for. */
  *waitingFor(object: Key): Iterable<Key> {
    for (const [pod, { preBinds }] of this.#pending)
      if (preBinds.some(({ waitsFor }) => waitsFor.includes(object))) yield pod;
  }
}
