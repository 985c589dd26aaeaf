import type { Key } from '#engine/api/key.ts';
import type { Millis } from '#engine/time.ts';
import { History } from '#engine/trace/history.ts';
import { type Replay, replay } from '#engine/trace/replay.ts';
import { type Summary, summarizeWith } from '#engine/trace/summary.ts';
import { type StoryLine, storyLine } from '#engine/trace/text.ts';
import type { Entry, Trace, TraceHeader } from '#engine/trace/trace.ts';
import { Decoder } from '#engine/trace/unwire.ts';
import { KeyIndex } from '#engine/trace/why.ts';
import type { Origin, RunStarted, SimulationEnded, WhatIf } from '#protocol/simulate.ts';
import { ClusterIndex } from './clusterIndex.ts';

/** Virtual milliseconds without a change after which a cluster is at rest. */
const restful: Millis = 5000;

/** One run as the panel holds it: its trace so far and what is kept about it while it grows. */
export class Run {
  readonly id: string;
  readonly title: string;
  readonly header: TraceHeader;
  readonly origins: Readonly<Record<Key, Origin>>;
  readonly whatIf: WhatIf;
  readonly entries: Entry[] = [];
  readonly history: History = new History();
  readonly index: KeyIndex = new KeyIndex();
  readonly story: StoryLine[] = [];
  /** The PodDisruptionBudgets that there are or were. */
  readonly budgets: Key[] = [];
  readonly cluster: ClusterIndex = new ClusterIndex();
  readonly cursor: Replay;
  end: Millis = 0;
  /** Undefined while the run goes on. */
  outcome: SimulationEnded['outcome'] | undefined;
  /** What went wrong with the run or its trace, in words. */
  problem: string | undefined;
  /** Whether more of it may come after its end: a terminal goes on with the cluster. */
  private readonly live: boolean;
  private lastChange: Millis = 0;
  private applyAt: Millis | undefined;
  private readonly decoder: Decoder = new Decoder();
  private judged: { readonly entries: number; readonly end: Millis; readonly summary: Summary } | undefined;

  constructor(started: RunStarted, live = false) {
    this.live = live;
    this.id = started.run;
    this.title = started.title;
    this.header = started.header;
    this.origins = started.origins;
    this.whatIf = started.whatIf;
    this.cursor = replay(this.trace(), this.cluster.observe);
  }

  /** Whether something changed a moment ago, so that what is not there yet may still come: the same rule as that of the tree and the status bar. */
  get moving(): boolean {
    return (
      this.live && this.outcome === 'quiet' && this.end - this.lastChange < restful && this.summary.verdict === 'stuck'
    );
  }

  /** When the apply happened: what lies before is the cluster as it was. */
  get from(): Millis {
    return this.applyAt ?? this.history.episode;
  }

  /** Adds a chunk as it came over the wire. A chunk that cannot be read stops the run there, with its sentence in `problem`. */
  append(chunk: unknown, end: Millis): void {
    if (this.problem !== undefined) return;
    const decoded = this.decoder.decode(chunk);
    if (!decoded.ok) {
      this.problem = decoded.error;
      return;
    }
    try {
      this.add(decoded.value, end);
    } catch (error) {
      // Objects of a shape that no API server stores.
      this.problem = error instanceof Error ? error.message : String(error);
    }
  }

  /** Adds entries that are decoded already. */
  add(entries: readonly Entry[], end: Millis): void {
    for (const entry of entries) {
      this.entries.push(entry);
      if (isChange(entry)) this.lastChange = entry.at;
      const { key } = entry.change;
      if (key?.startsWith('PodDisruptionBudget.') === true && !this.budgets.includes(key)) this.budgets.push(key);
      const line = storyLine(entry);
      if (line !== undefined) this.story.push(line);
    }
    this.history.add(entries);
    this.index.add(entries);
    this.end = Math.max(this.end, end, this.entries.at(-1)?.at ?? 0);
  }

  finish(ended: {
    readonly end: Millis;
    readonly applyAt?: Millis;
    readonly outcome: SimulationEnded['outcome'];
    readonly message?: string;
  }): void {
    this.end = Math.max(this.end, ended.end);
    this.applyAt = ended.applyAt;
    this.outcome = ended.outcome;
    this.history.passUntil(this.end);
    if (ended.message !== undefined) this.problem = ended.message;
    this.judged = undefined;
  }

  /** The verdict on the trace so far. While the run goes on it may lag behind: judging reads the whole trace, so it waits until that has grown by half. */
  get summary(): Summary {
    const known = this.judged;
    const growing = this.outcome === undefined && known !== undefined && this.entries.length < known.entries * 1.5;
    if (known !== undefined && (growing || (known.entries === this.entries.length && known.end === this.end)))
      return known.summary;
    const summary = summarizeWith(this.trace(), this.history, this.from);
    this.judged = { entries: this.entries.length, end: this.end, summary };
    return summary;
  }

  trace(): Trace {
    return { header: this.header, entries: this.entries, end: this.end };
  }
}

/** Whether the entry changed an object; what nodes say of themselves all the time is no change. */
export function isChange({ change }: Entry): boolean {
  return change.kind === 'applied' && !change.key.startsWith('Node/') && !change.key.startsWith('Lease.');
}
