import type { Key } from '../api/key.ts';
import type { Applied } from '../store/change.ts';
import type { Millis } from '../time.ts';
import type { Cluster } from './cluster.ts';
import type { FilterPlugin, QueueSortPlugin, Wake } from './plugin.ts';
import type { PodInfo } from './podInfo.ts';
import { canMatter } from './wakes.ts';

/** Where a waiting pod is. `trying`: its cycle runs. `binding`: it has a node and waits for its volumes. `gated`: it has scheduling gates. */
export type QueueState = 'active' | 'trying' | 'binding' | 'backoff' | 'unschedulable' | 'gated';

/** A pod that has no node yet. */
export interface QueuedPod {
  readonly key: Key;
  info: PodInfo;
  state: QueueState;
  /** Order of arrival in the active queue. */
  sequence: number;
  /** Cycles that ended without a node. */
  attempts: number;
  /** When it last became unschedulable. */
  since: Millis;
  /** The end of the longest wait for which it has a reconcile coming. */
  flushAt: Millis;
  /** Not to be tried before; 0 where it has not failed yet. */
  backoffUntil: Millis;
  /** The plugins that refused it; empty: any change may help. */
  rejectors: readonly Pick<FilterPlugin, 'name' | 'wakesOn'>[];
}

interface WaitingGroup {
  readonly rejectors: QueuedPod['rejectors'];
  readonly pods: Map<Key, QueuedPod>;
}

const firstBackoff = 1000;
const longestBackoff = 10_000;

/** Longest time that a pod waits for a change that could help it. */
export const unschedulableTimeout: Millis = 300_000;

/**
 * Pods that wait for a node: ready to be tried (more important ones first), backing off, or waiting for a change that could help.
 * Follows kubernetes pkg/scheduler/backend/queue/scheduling_queue.go.
 */
export class SchedulingQueue {
  readonly #pods = new Map<Key, QueuedPod>();
  readonly #active: QueuedPod[] = [];
  /** Pods in neither queue, which changes may wake, together with those that the same plugins refused. */
  readonly #waiting = new Map<string, WaitingGroup>();
  #sequence = 0;
  readonly #before: QueueSortPlugin['isBefore'];

  constructor(sort: QueueSortPlugin) {
    this.#before = sort.isBefore;
  }

  /** No pod is ready to be tried. */
  get isIdle(): boolean {
    return this.#active.length === 0;
  }

  get(pod: Key): QueuedPod | undefined {
    return this.#pods.get(pod);
  }

  /** A pod without a node came, or changed. */
  put(info: PodInfo, gated: boolean): QueuedPod {
    const known = this.#pods.get(info.key);
    if (known !== undefined) {
      known.info = info;
      if (known.state === 'gated' && !gated) this.activate(known);
      return known;
    }
    const queued: QueuedPod = {
      key: info.key,
      info,
      state: gated ? 'gated' : 'active',
      sequence: this.#sequence++,
      attempts: 0,
      since: 0,
      flushAt: 0,
      backoffUntil: 0,
      rejectors: [],
    };
    this.#pods.set(info.key, queued);
    if (!gated) this.#push(queued);
    return queued;
  }

  delete(pod: Key): void {
    const queued = this.#pods.get(pod);
    if (queued === undefined) return;
    this.#pods.delete(pod);
    this.#leave(queued);
    if (queued.state === 'active') this.#remove(queued);
  }

  /** Takes the most important active pod; the earlier one of equals. It leaves the active queue and waits for what becomes of it. */
  pop(): QueuedPod | undefined {
    const queued = this.#active[0];
    if (queued === undefined) return undefined;
    this.#remove(queued);
    queued.state = 'trying';
    return queued;
  }

  /** The pod could not be placed. */
  refused(queued: QueuedPod, rejectors: QueuedPod['rejectors'], now: Millis): void {
    queued.attempts++;
    queued.state = 'unschedulable';
    queued.since = now;
    queued.rejectors = rejectors;
    queued.backoffUntil = now + Math.min(firstBackoff * 2 ** (queued.attempts - 1), longestBackoff);
    const group = this.#waiting.get(groupOf(queued)) ?? { rejectors, pods: new Map<Key, QueuedPod>() };
    group.pods.set(queued.key, queued);
    this.#waiting.set(groupOf(queued), group);
  }

  /** The pod has a node, but something has to happen before it is bound. */
  binding(queued: QueuedPod): void {
    queued.state = 'binding';
  }

  /** The waiting pods that the change may help: they are to be tried again. */
  helpedBy(change: Applied, kind: string, cluster: Cluster): readonly QueuedPod[] {
    if (this.#waiting.size === 0 || !canMatter(change, kind)) return [];
    const helped: QueuedPod[] = [];
    for (const { rejectors, pods } of this.#waiting.values()) {
      const wakes = rejectors.flatMap(({ wakesOn }) => wakesOn.filter((wake) => concerns(wake, change, kind)));
      if (wakes.length === 0 && rejectors.length > 0) continue;
      for (const queued of pods.values())
        if (rejectors.length === 0 || wakes.some((wake) => wake.helps?.(queued.info, change, cluster) ?? true))
          helped.push(queued);
    }
    return helped.length < 2 ? helped : helped.sort((a, b) => this.#compareBackoff(a, b));
  }

  /** Back-offs end in windows of a second; within one the more important pod is first. */
  #compareBackoff(a: QueuedPod, b: QueuedPod): number {
    const windows = Math.floor(a.backoffUntil / firstBackoff) - Math.floor(b.backoffUntil / firstBackoff);
    return windows !== 0 ? windows : this.#before(a, b) ? -1 : 1;
  }

  /** The pod is to be tried again once its back-off is over. */
  backOff(queued: QueuedPod): void {
    if (queued.state !== 'unschedulable') return;
    queued.state = 'backoff';
    this.#leave(queued);
  }

  /** The pod is to be tried again. */
  activate(queued: QueuedPod): void {
    if (queued.state === 'active') return;
    this.#leave(queued);
    queued.state = 'active';
    queued.sequence = this.#sequence++;
    this.#push(queued);
  }

  #leave(queued: QueuedPod): void {
    const name = groupOf(queued);
    const group = this.#waiting.get(name);
    group?.pods.delete(queued.key);
    if (group?.pods.size === 0) this.#waiting.delete(name);
  }

  #push(queued: QueuedPod): void {
    const heap = this.#active;
    let index = heap.push(queued) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = heap[parent];
      if (above === undefined || !this.#before(queued, above)) break;
      heap[index] = above;
      index = parent;
    }
    heap[index] = queued;
  }

  #remove(queued: QueuedPod): void {
    const heap = this.#active;
    const index = heap.indexOf(queued);
    const last = heap.pop();
    if (index < 0 || last === undefined || last === queued) return;
    // The last one takes the gap and is pushed up or down to its place.
    heap[index] = last;
    this.#sink(index);
    this.#rise(heap.indexOf(last));
  }

  #rise(start: number): void {
    const heap = this.#active;
    let index = start;
    for (;;) {
      const parent = (index - 1) >> 1;
      const above = heap[parent];
      const queued = heap[index];
      if (index <= 0 || above === undefined || queued === undefined || !this.#before(queued, above)) return;
      heap[index] = above;
      heap[parent] = queued;
      index = parent;
    }
  }

  #sink(start: number): void {
    const heap = this.#active;
    let index = start;
    for (;;) {
      let first = index;
      for (const child of [2 * index + 1, 2 * index + 2]) {
        const below = heap[child];
        const current = heap[first];
        if (below !== undefined && current !== undefined && this.#before(below, current)) first = child;
      }
      const parent = heap[index];
      const child = heap[first];
      if (first === index || parent === undefined || child === undefined) return;
      heap[index] = child;
      heap[first] = parent;
      index = first;
    }
  }
}

function concerns(wake: Wake, change: Applied, kind: string): boolean {
  return wake.kind === kind && (wake.concerns?.(change) ?? true);
}

function groupOf({ info, rejectors }: QueuedPod): string {
  return `${info.pod.spec.schedulerName} ${rejectors.map(({ name }) => name).join(' ')}`;
}
