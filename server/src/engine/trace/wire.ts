import type { Key } from '../api/key.ts';
import type { ApiObject } from '../api/meta.ts';
import { controllerOf } from '../api/meta.ts';
import { type Delta, delta } from './delta.ts';
import type { Assumption, Entry, Note, Trace, TraceHeader } from './trace.ts';

/** A whole trace as JSON: one chunk with its header, as `--output html` embeds it. */
export interface WireTrace {
  readonly header: TraceHeader;
  readonly end: number;
  readonly chunks: readonly WireChunk[];
}

/** Consecutive entries as JSON. Chunks are decoded in the order in which they were encoded: each builds on those before. */
export interface WireChunk {
  /** `seq` of the first entry. */
  readonly from: number;
  /** Strings not seen in an earlier chunk; entries name strings by their index over all chunks. */
  readonly strings: readonly string[];
  readonly entries: readonly WireEntry[];
}

/** at, actor, cause (entries back; 0: none), why, change, assumptions. */
export type WireEntry = readonly [number, number, number, number, WireChange, (readonly Assumption[])?];

/**
 * `c` create whole (it becomes the next model) · `m` create as a delta against a model · `u` update as a delta against the object's last state ·
 * `d` delete · `r` refused (verb, status) · `n` note (topic, text, key or -1, data) · `N` note whose data is a delta against the last note's of its topic · `w` whole before and after, where the last state is not known.
 */
export type WireChange =
  | readonly ['c', number, unknown]
  | readonly ['m', number, number, Delta]
  | readonly ['u', number, Delta]
  | readonly ['d', number]
  | readonly ['r', number, string, unknown]
  | readonly ['n', string, string, number, unknown?]
  | readonly ['N', string, string, number, Delta]
  | readonly ['w', number, string, unknown, unknown];

/** Encodes a finished trace. `decodeTrace(encodeTrace(trace))` has equal entries. */
export function encodeTrace(trace: Trace): WireTrace {
  return { header: trace.header, end: trace.end, chunks: [new Encoder().encode(trace.entries)] };
}

/** Encodes a trace as it grows: one encoder for a run, `encode` for each slice of new entries. */
export class Encoder {
  private readonly strings: Map<string, number> = new Map();
  private fresh: string[] = [];
  private readonly last: Map<Key, ApiObject> = new Map();
  private readonly notes: Map<string, unknown> = new Map();
  private readonly models: Map<string, { readonly index: number; readonly object: ApiObject }> = new Map();

  /** The chunk of entries that follow those encoded before. */
  encode(entries: readonly Entry[]): WireChunk {
    this.fresh = [];
    const encoded = entries.map((entry) => this.entry(entry));
    return { from: entries[0]?.seq ?? 0, strings: this.fresh, entries: encoded };
  }

  private entry(entry: Entry): WireEntry {
    const back = entry.cause === null ? 0 : entry.seq - entry.cause;
    const head = [entry.at, this.text(entry.actor), back, this.text(entry.why), this.change(entry.change)] as const;
    return entry.assumptions === undefined ? head : [...head, entry.assumptions];
  }

  private change(change: Entry['change']): WireChange {
    switch (change.kind) {
      case 'note':
        return this.note(change);
      case 'rejected':
        return ['r', this.text(change.key), change.verb, change.status];
      case 'applied':
        return this.applied(change.key, change.verb, change.before, change.after);
    }
  }

  /** What the scheduler says of a pod's nodes is long, and mostly what it said of the pod before. */
  private note({ topic, text, key, data }: Note): WireChange {
    const about = key === undefined ? -1 : this.text(key);
    const last = this.notes.get(topic);
    if (data === undefined) return ['n', topic, text, about];
    this.notes.set(topic, data);
    return last === undefined ? ['n', topic, text, about, data] : ['N', topic, text, about, delta(last, data)];
  }

  private applied(key: Key, verb: string, before: ApiObject | null, after: ApiObject | null): WireChange {
    const known = this.last.get(key) ?? null;
    if (after === null) this.last.delete(key);
    else this.last.set(key, after);
    if (known !== before) return ['w', this.text(key), verb, before, after];
    if (verb === 'create' && before === null && after !== null) return this.create(key, after);
    if (verb === 'update' && before !== null && after !== null) return ['u', this.text(key), delta(before, after)];
    if (verb === 'delete' && before !== null && after === null) return ['d', this.text(key)];
    return ['w', this.text(key), verb, before, after];
  }

  private create(key: Key, after: ApiObject): WireChange {
    const family = familyOf(after);
    const model = this.models.get(family);
    if (model !== undefined) return ['m', this.text(key), model.index, delta(model.object, after)];
    this.models.set(family, { index: this.models.size, object: after });
    return ['c', this.text(key), after];
  }

  private text(value: string): number {
    const known = this.strings.get(value);
    if (known !== undefined) return known;
    const index = this.strings.size;
    this.strings.set(value, index);
    this.fresh.push(value);
    return index;
  }
}

/** Objects that are likely alike: those of one kind with one owner (the pods of a ReplicaSet), or one kind of Event. */
function familyOf(object: ApiObject): string {
  const reason = object['reason'];
  return `${object.apiVersion} ${object.kind} ${controllerOf(object)?.uid ?? ''} ${typeof reason === 'string' ? reason : ''}`;
}
