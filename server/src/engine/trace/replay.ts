import type { Key } from '../api/key.ts';
import type { ApiObject } from '../api/meta.ts';
import type { Millis } from '../time.ts';
import type { Entry, Trace } from './trace.ts';

/** Told of every object that appears (`from` null), changes or goes (`to` null) while a cursor moves, in either direction. */
export type Observer = (key: Key, from: ApiObject | null, to: ApiObject | null) => void;

/** A movable position in a trace with the objects that exist there. Moving costs what lies between, never the whole trace. */
export interface Replay {
  /** How many entries are applied: entries[0 … position-1]. */
  readonly position: number;
  readonly at: Millis;
  /** The objects that exist at this position. The same map all along: read it, never keep it. */
  readonly objects: ReadonlyMap<Key, ApiObject>;
  /** Goes to the state after every entry with `at` ≤ t. At most `budget` entries are moved; false when more are left. */
  seek(t: Millis, budget?: number): boolean;
  /** Goes to the state after the first `position` entries. */
  seekTo(position: number, budget?: number): boolean;
}

/** A cursor at the beginning of `trace` (no entry applied). The trace is not copied: entries added to its end are there for the cursor too. */
export function replay(trace: Trace, observer?: Observer): Replay {
  return new Cursor(trace.entries, observer ?? (() => {}));
}

/** The objects that exist at virtual time t, every entry with `at` ≤ t applied. */
export function storeAt(trace: Trace, t: Millis): ReadonlyMap<Key, ApiObject> {
  const cursor = replay(trace);
  cursor.seek(t);
  return cursor.objects;
}

/** How many entries have `at` ≤ t: the position that belongs to a moment. */
export function positionAt(entries: readonly Entry[], t: Millis): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((entries[middle]?.at ?? 0) <= t) low = middle + 1;
    else high = middle;
  }
  return low;
}

class Cursor implements Replay {
  position = 0;
  at: Millis = 0;
  readonly objects: Map<Key, ApiObject> = new Map<Key, ApiObject>();
  private readonly entries: readonly Entry[];
  private readonly observer: Observer;

  constructor(entries: readonly Entry[], observer: Observer) {
    this.entries = entries;
    this.observer = observer;
  }

  seek(t: Millis, budget: number = Number.POSITIVE_INFINITY): boolean {
    const there = this.seekTo(positionAt(this.entries, t), budget);
    if (there) this.at = t;
    return there;
  }

  seekTo(position: number, budget: number = Number.POSITIVE_INFINITY): boolean {
    const target = Math.max(0, Math.min(position, this.entries.length));
    let left = budget;
    for (; this.position < target && left > 0; left--) this.forward();
    for (; this.position > target && left > 0; left--) this.backward();
    this.at = this.entries[this.position - 1]?.at ?? 0;
    return this.position === target;
  }

  private forward(): void {
    const change = this.entries[this.position++]?.change;
    if (change?.kind === 'applied') this.put(change.key, change.before, change.after);
  }

  private backward(): void {
    const change = this.entries[--this.position]?.change;
    if (change?.kind === 'applied') this.put(change.key, change.after, change.before);
  }

  private put(key: Key, from: ApiObject | null, to: ApiObject | null): void {
    if (to === null) this.objects.delete(key);
    else this.objects.set(key, to);
    this.observer(key, from, to);
  }
}
