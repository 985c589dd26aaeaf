import type { Key } from '../api/key.ts';
import type { Entry } from './trace.ts';

/** The entry and what led to it, nearest first; the last one is the user's or the clock's. Empty for a `seq` outside the trace. */
export function why(entries: readonly Entry[], seq: number): readonly Entry[] {
  const chain: Entry[] = [];
  let next: number | null = seq;
  while (next !== null) {
    const entry: Entry | undefined = entries[next];
    if (entry === undefined) break;
    chain.push(entry);
    // A cause lies before its effect; anything else is a damaged trace and ends the chain instead of looping.
    next = entry.cause !== null && entry.cause < entry.seq ? entry.cause : null;
  }
  return chain;
}

/** Where each object is spoken of: its key → `seq`s in order (changes, refusals, notes). */
export class KeyIndex {
  private readonly byKey: Map<Key, number[]> = new Map();

  /** Adds entries that follow those already added. */
  add(entries: readonly Entry[]): void {
    for (const entry of entries) {
      const key = entry.change.key;
      if (key === undefined) continue;
      const seqs = this.byKey.get(key);
      if (seqs === undefined) this.byKey.set(key, [entry.seq]);
      else seqs.push(entry.seq);
    }
  }

  /** All `seq`s about the object, in order. */
  of(key: Key): readonly number[] {
    return this.byKey.get(key) ?? [];
  }

  /** The last `seq` about the object among the first `position` entries; undefined before its first. */
  last(key: Key, position: number): number | undefined {
    return this.of(key).findLast((seq) => seq < position);
  }
}
