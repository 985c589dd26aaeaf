import type { Run } from '#engine/engine.ts';
import type { Millis } from '#engine/time.ts';
import { Encoder, type WireChunk } from '#engine/trace/wire.ts';

/** A cluster that stands: what its run's name is, and how much of its trace the editor has. */
export class StandingCluster {
  readonly run: string;
  readonly cluster: Run;
  applyAt: Millis = 0;
  readonly #encoder = new Encoder();
  #sent = 0;

  constructor(run: string, cluster: Run) {
    this.run = run;
    this.cluster = cluster;
  }

  /** How many entries the editor has been sent. */
  get sent(): number {
    return this.#sent;
  }

  /** What happened since the last time. */
  take(): WireChunk {
    const entries = this.cluster.trace.entries.slice(this.#sent);
    this.#sent += entries.length;
    return this.#encoder.encode(entries);
  }
}

/** The clusters of this editor: the one that the panel and the tree show, which terminals share. */
export class Clusters {
  readonly #changed: (shown: StandingCluster) => void;
  #shown: StandingCluster | undefined;

  /** `changed` is called after another cluster is shown, and after something happened on it. */
  constructor(changed: (shown: StandingCluster) => void) {
    this.#changed = changed;
  }

  /** The cluster of the last simulation that came to its end; before that, the one that a terminal made. */
  get shown(): StandingCluster | undefined {
    return this.#shown;
  }

  /** Shows this one, as it is now. */
  show(standing: StandingCluster): void {
    this.#shown = standing;
    this.#changed(standing);
  }
}
