import { readFile, type SourceFile, type Uri } from '../document/document.ts';
import type { SchemaSource } from '../schema/catalog.ts';
import { defaultSettings, type Settings } from './settings.ts';
import type { Since } from './since.ts';
import { sinceBefore } from './slightChange.ts';
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
    const before = this.#snapshot;
    const next = new Map<Uri, SourceFile>(before.files);
    const changed: Uri[] = [];
    for (const file of files) {
      const old = next.get(file.uri);
      if (file.text === null) {
        if (next.delete(file.uri)) changed.push(file.uri);
        continue;
      }
      if (old?.text === file.text && old.version === (file.version ?? old.version)) continue;
      next.set(file.uri, readFile(file.uri, file.text, file.version ?? 0, old));
      changed.push(file.uri);
    }
    this.#snapshot = { ...before, files: next, since: sinceBefore(before, next, changed) };
    return this.#snapshot;
  }

  /** Takes what the last commit has of a file; null where it has none. */
  commit(uri: Uri, text: string | null): Snapshot {
    const committed = new Map<Uri, SourceFile>(this.#snapshot.committed);
    if (text === null) committed.delete(uri);
    else committed.set(uri, readFile(uri, text, 0, committed.get(uri)));
    this.#snapshot = { ...this.#snapshot, committed, since: this.#sameFiles() };
    return this.#snapshot;
  }

  /** Whether there are files that have not been read, or not yet. */
  incomplete(incomplete: boolean): Snapshot {
    this.#snapshot = { ...this.#snapshot, incomplete, since: this.#sameFiles() };
    return this.#snapshot;
  }

  /** The same files under other settings. */
  configure(settings: Settings): Snapshot {
    this.#snapshot = { ...this.#snapshot, settings };
    return this.#snapshot;
  }

  #sameFiles(): Since | undefined {
    return sinceBefore(this.#snapshot, this.#snapshot.files, []);
  }
}
