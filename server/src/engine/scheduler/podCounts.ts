import type { PodInfo } from './podInfo.ts';

/** Which pods a count is of. */
export type PodTest = (pod: PodInfo) => boolean;

interface PodCount {
  readonly test: PodTest;
  perSlot: Int32Array;
  lastUsed: number;
}

/** More selectors than this at a time are rare; the one unused for longest is counted anew when it is asked for again. */
const maxCounts = 1024;

/** Numbers of matching pods on each node, kept current for every selector that was asked for. */
export class PodCounts {
  readonly #counts = new Map<string, PodCount>();
  #slots = 0;
  #uses = 0;

  /** By slot, the number of pods on the node that pass the test; `signature` names the test. */
  perSlot(signature: string, test: PodTest, pods: () => Iterable<readonly [PodInfo, number]>): Int32Array {
    let count = this.#counts.get(signature);
    if (count === undefined) {
      count = { test, perSlot: new Int32Array(this.#slots), lastUsed: 0 };
      for (const [pod, slot] of pods()) if (test(pod)) count.perSlot[slot] = (count.perSlot[slot] ?? 0) + 1;
      if (this.#counts.size >= maxCounts) this.#forgetOldest();
      this.#counts.set(signature, count);
    }
    count.lastUsed = ++this.#uses;
    return count.perSlot;
  }

  add(pod: PodInfo, slot: number, times: 1 | -1): void {
    for (const count of this.#counts.values()) {
      if (count.test(pod)) count.perSlot[slot] = (count.perSlot[slot] ?? 0) + times;
    }
  }

  grow(slots: number): void {
    this.#slots = slots;
    for (const count of this.#counts.values()) count.perSlot = grown(count.perSlot, slots);
  }

  /** Everything is counted anew when it is next asked for. */
  clear(): void {
    this.#counts.clear();
  }

  #forgetOldest(): void {
    let oldest: string | undefined;
    let lastUsed = Number.POSITIVE_INFINITY;
    for (const [signature, count] of this.#counts) {
      if (count.lastUsed >= lastUsed) continue;
      oldest = signature;
      lastUsed = count.lastUsed;
    }
    if (oldest !== undefined) this.#counts.delete(oldest);
  }
}

export function grown(array: Int32Array, length: number): Int32Array {
  const longer = new Int32Array(length);
  longer.set(array);
  return longer;
}
