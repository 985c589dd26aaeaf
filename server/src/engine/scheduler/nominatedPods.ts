import type { Key } from '../api/key.ts';
import type { PodInfo } from './podInfo.ts';

/** Waiting pods that preemption has promised a node. Follows kubernetes pkg/scheduler/backend/queue/nominator.go. */
export class NominatedPods {
  readonly #byNode = new Map<string, PodInfo[]>();
  readonly #nodeOf = new Map<Key, string>();

  get isEmpty(): boolean {
    return this.#nodeOf.size === 0;
  }

  on(node: string): readonly PodInfo[] {
    return this.#byNode.get(node) ?? none;
  }

  nodeOf(pod: Key): string | undefined {
    return this.#nodeOf.get(pod);
  }

  set(pod: PodInfo, node: string): void {
    this.delete(pod.key);
    this.#nodeOf.set(pod.key, node);
    this.#byNode.set(node, [...this.on(node), pod]);
  }

  delete(pod: Key): void {
    const node = this.#nodeOf.get(pod);
    if (node === undefined) return;
    this.#nodeOf.delete(pod);
    const rest = this.on(node).filter(({ key }) => key !== pod);
    if (rest.length > 0) this.#byNode.set(node, rest);
    else this.#byNode.delete(node);
  }
}

const none: readonly PodInfo[] = [];
