import type { SourceFile, Uri } from '../document/document.ts';
import type { Snapshot } from './snapshot.ts';

/**
 * An earlier snapshot, and the few files in which another differs from it. They are objects before and after, or are new; none is gone, none says what
 * others are: see slightChange.ts. What was gathered from the earlier one holds but for what these files say.
 */
export interface Since {
  readonly base: Snapshot;
  /** The files of which this is true. */
  readonly files: ReadonlyMap<Uri, SourceFile>;
  /** In the order in which they came to be changed. */
  readonly changed: ReadonlySet<Uri>;
}

/** What a snapshot has of an earlier one; undefined where all has to be gathered anew. */
export function sinceOf(snapshot: Snapshot): Since | undefined {
  const { since } = snapshot;
  if (since === undefined || since.files !== snapshot.files) return undefined;
  return since.base.settings === snapshot.settings && since.base.cluster === snapshot.cluster ? since : undefined;
}
