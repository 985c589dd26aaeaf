import type { SchemaSource } from '#language/schema/catalog.ts';

/** A file of the workspace that may hold manifests. */
export interface ReadFile {
  readonly uri: string;
  readonly text: string;
}

/** What the server cannot do by itself: each kind of process (Node, a web worker) brings its own. */
export interface Host {
  /** The bundled schemas; `folder` is where the client says they are. */
  schemas(folder: string | undefined): SchemaSource;
  /** The manifests under these folders, some at a time; ends early when `stopped` says so. */
  manifestsUnder(folders: readonly string[], stopped: () => boolean): AsyncIterable<readonly ReadFile[]>;
  /** A file as it is saved; undefined when it cannot be read. */
  read(uri: string): Promise<string | undefined>;
}
