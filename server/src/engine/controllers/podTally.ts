import type { Pod } from '../api/pod.ts';
import type { StoreView } from '../store/view.ts';

/** Which pods are counted, and how one of them counts. */
export interface Counting<T> {
  /** All pods that may count. */
  list(view: StoreView): readonly Pod[];
  nothing(): T;
  /** Adds a pod to the counts (1) or takes it out again as it was (-1); does nothing for a pod that does not count. */
  count(counts: T, pod: Pod, by: 1 | -1, view: StoreView): void;
}

/** Counts over pods that follow each change of a pod: equal to a count of all of them now, at the price of those that changed since. */
export class PodTally<T> {
  readonly #counting: Counting<T>;
  #view: StoreView | undefined;
  #counts: T;
  #read = 0;
  #listed = 0;

  constructor(counting: Counting<T>) {
    this.#counting = counting;
    this.#counts = counting.nothing();
  }

  /** The counts at this moment. The object lives on and moves with the next call: read it at once. */
  now(view: StoreView): T {
    const changes = view.changesOf('Pod');
    if (view !== this.#view || changes.length - this.#read > this.#listed) this.#recount(view);
    else
      for (; this.#read < changes.length; this.#read++) {
        const change = changes[this.#read];
        if (change?.before) this.#counting.count(this.#counts, change.before as Pod, -1, view);
        if (change?.after) this.#counting.count(this.#counts, change.after as Pod, 1, view);
      }
    this.#read = changes.length;
    return this.#counts;
  }

  /** What counting rests on besides the pods has changed: next time all are counted anew. */
  forget(): void {
    this.#view = undefined;
  }

  /** After many changes elsewhere the pods themselves are the shorter list. */
  #recount(view: StoreView): void {
    this.#view = view;
    this.#counts = this.#counting.nothing();
    const pods = this.#counting.list(view);
    this.#listed = pods.length;
    for (const pod of pods) this.#counting.count(this.#counts, pod, 1, view);
  }
}
