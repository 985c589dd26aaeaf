import type { Millis } from '../time.ts';

/** A thing due at a moment. Order: time, then rank, then the order of pushing; ties are decided, never left. */
export interface Due<T> {
  readonly at: Millis;
  readonly rank: number;
  readonly sequence: number;
  readonly item: T;
}

/** A heap of things due. */
export class DueQueue<T> {
  readonly #heap: Due<T>[] = [];
  #sequence = 0;

  get size(): number {
    return this.#heap.length;
  }

  peek(): Due<T> | undefined {
    return this.#heap[0];
  }

  push(at: Millis, rank: number, item: T): void {
    const heap = this.#heap;
    const due = { at, rank, sequence: this.#sequence++, item };
    let index = heap.push(due) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = heap[parent];
      if (above === undefined || !before(due, above)) break;
      heap[index] = above;
      index = parent;
    }
    heap[index] = due;
  }

  pop(): Due<T> | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined || heap.length === 0) return first;
    let index = 0;
    for (;;) {
      const left = heap[2 * index + 1];
      const right = heap[2 * index + 2];
      const child = right !== undefined && left !== undefined && before(right, left) ? 2 * index + 2 : 2 * index + 1;
      const below = heap[child];
      if (below === undefined || !before(below, last)) break;
      heap[index] = below;
      index = child;
    }
    heap[index] = last;
    return first;
  }
}

function before<T>(a: Due<T>, b: Due<T>): boolean {
  if (a.at !== b.at) return a.at < b.at;
  return a.rank !== b.rank ? a.rank < b.rank : a.sequence < b.sequence;
}
