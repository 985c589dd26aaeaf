import { readFile, type SourceFile, type Uri } from '../document/document.ts';
import type { SchemaSource } from '../schema/catalog.ts';
import { defaultSettings, type Settings } from './settings.ts';
import type { Snapshot } from './snapshot.ts';

/** A file as it stands now; `text: null` when it is gone. */
export interface FileChange {
  readonly uri: Uri;
  readonly text: string | null;
  readonly version?: number;
}

/** The one mutable cell of the language core: it holds the current snapshot. */
export class Workspace {
  #snapshot: Snapshot;

  constructor(schemas: SchemaSource, settings: Settings = defaultSettings) {
    this.#snapshot = { files: new Map(), schemas, settings };
  }

  get snapshot(): Snapshot {
    return this.#snapshot;
  }

  /** Takes files as they are now and returns the next snapshot. Unchanged documents of a changed file keep their trees. */
  change(files: readonly FileChange[]): Snapshot {
    const next = new Map<Uri, SourceFile>(this.#snapshot.files);
    for (const file of files) {
      if (file.text === null) {
        next.delete(file.uri);
        continue;
      }
      const before = next.get(file.uri);
      if (before?.text === file.text && before.version === (file.version ?? before.version)) continue;
      next.set(file.uri, readFile(file.uri, file.text, file.version ?? 0, before));
    }
    this.#snapshot = { ...this.#snapshot, files: next };
    return this.#snapshot;
  }

  /** Takes what the last commit has of a file; null where it has none. */
  commit(uri: Uri, text: string | null): Snapshot {
    const committed = new Map<Uri, SourceFile>(this.#snapshot.committed);
    if (text === null) committed.delete(uri);
    else committed.set(uri, readFile(uri, text, 0, committed.get(uri)));
    this.#snapshot = { ...this.#snapshot, committed };
    return this.#snapshot;
  }

  /** Whether there are files that have not been read, or not yet. */
  incomplete(incomplete: boolean): Snapshot {
    this.#snapshot = { ...this.#snapshot, incomplete };
    return this.#snapshot;
  }

  /** The same files under other settings. */
  configure(settings: Settings): Snapshot {
    this.#snapshot = { ...this.#snapshot, settings };
    return this.#snapshot;
  }
}
