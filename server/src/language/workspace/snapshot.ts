import type { SourceFile, Uri } from '../document/document.ts';
import { type Body, type Resource, resourcesOf } from '../document/resource.ts';
import { type Catalog, catalogOf, type SchemaSource } from '../schema/catalog.ts';
import { withCustomResources } from '../schema/customResources.ts';
import { type Cluster, firstCopyOf } from './cluster.ts';
import { versionOf } from './folderSettings.ts';
import { type ResourceIndex, resourceIndex } from './resourceIndex.ts';
import type { Settings } from './settings.ts';
import type { Since } from './since.ts';
import { tableOf } from './table.ts';

export { versionOf } from './folderSettings.ts';

/** The workspace at one moment. It never changes; a change makes another, which shares every file that stayed the same. */
export interface Snapshot {
  readonly files: ReadonlyMap<Uri, SourceFile>;
  /** Files as the last commit has them, of those that are open. */
  readonly committed?: ReadonlyMap<Uri, SourceFile>;
  readonly schemas: SchemaSource;
  readonly settings: Settings;
  /** There are files that have not been read: what is not found here may stand there. */
  readonly incomplete?: boolean;
  /** What has been gathered from an earlier one and holds, so that a keystroke reads one file; see table.ts. */
  readonly since?: Since | undefined;
  /** Set where this is not the whole workspace, but what one of its clusters is made of; see clusters.ts. */
  readonly cluster?: Cluster;
}

/** The file, or undefined when the workspace does not have it. */
export function fileOf(snapshot: Snapshot, uri: Uri): SourceFile | undefined {
  return snapshot.files.get(uri);
}

/** The objects of one file, in order. */
export function resourcesIn(snapshot: Snapshot, uri: Uri): readonly Resource[] {
  const file = snapshot.files.get(uri);
  return file === undefined ? [] : firstCopyOf(snapshot, file);
}

/** The schemas by which a file is judged. */
export function catalogFor(snapshot: Snapshot, uri: Uri): Catalog {
  return withCustomResources(catalogOf(snapshot.schemas, versionOf(snapshot, uri)), definitionsIn(snapshot));
}

/** All objects of the workspace by kind, namespace and name; made at the first question. */
export function indexOf(snapshot: Snapshot): ResourceIndex {
  const known = indexes.get(snapshot);
  if (known !== undefined) return known;
  const index = resourceIndex(snapshot);
  indexes.set(snapshot, index);
  return index;
}

const definitions = tableOf<Resource>(
  (_, file) =>
    resourcesOf(file)
      .filter(({ body, document }) => body.kind === 'CustomResourceDefinition' && !document.tree.broken)
      .map((resource) => ['', resource]),
  ({ uri }) => uri,
);

function definitionsIn(snapshot: Snapshot): readonly Body[] {
  return definitions(snapshot)
    .of('')
    .map(({ body }) => body);
}

const indexes = new WeakMap<Snapshot, ResourceIndex>();
