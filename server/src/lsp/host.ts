import type { SchemaSource } from '#language/schema/catalog.ts';

/** A file of the workspace that may hold manifests. */
export interface ReadFile {
  readonly uri: string;
  readonly text: string;
}

/** What was left out of the index, and why. */
export interface LeftOut {
  /** Files beyond the number that is read. */
  readonly tooMany: number;
  /** Files larger than is read. */
  readonly tooLarge: readonly string[];
  /** Manifests beyond the memory that they may take together. */
  readonly noRoom: number;
}

/** How far a walk through the folders is. */
export interface Walk {
  /** Whether it is to end early. */
  stopped(): boolean;
  /** Called now and then with the number of YAML files looked at. */
  looked?(files: number): void;
  /** Called at the end, where something was left out. */
  leftOut?(what: LeftOut): void;
}

/** What the server cannot do by itself: each kind of process (Node, a web worker) brings its own. */
export interface Host {
  /** The bundled schemas; `folder` is where the client says they are. */
  schemas(folder: string | undefined): SchemaSource;
  /** The manifests under these folders, some at a time, and the rule files that speak of them. What is ignored is passed by. */
  manifestsUnder(folders: readonly string[], walk: Walk): AsyncIterable<readonly ReadFile[]>;
  /** A file as `manifestsUnder` would find it; undefined where it would pass it by. */
  readManifest(uri: string, folders: readonly string[]): Promise<string | undefined>;
  /** A file as it is saved; undefined when it cannot be read. */
  read(uri: string): Promise<string | undefined>;
}
