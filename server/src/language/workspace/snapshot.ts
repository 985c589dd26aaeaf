import type { SourceFile, Uri } from '../document/document.ts';
import { type Body, type Resource, resourcesOf } from '../document/resource.ts';
import { type Catalog, catalogOf, type SchemaSource } from '../schema/catalog.ts';
import { withCustomResources } from '../schema/customResources.ts';
import { type Cluster, firstCopyOf } from './cluster.ts';
import { versionOf } from './folderSettings.ts';
import { type ResourceIndex, resourceIndex } from './resourceIndex.ts';
import type { Settings } from './settings.ts';

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

const definitions = new WeakMap<Snapshot, readonly Body[]>();

function definitionsIn(snapshot: Snapshot): readonly Body[] {
  const known = definitions.get(snapshot);
  if (known !== undefined) return known;
  const found: Body[] = [];
  for (const file of snapshot.files.values()) {
    for (const { body, document } of resourcesOf(file)) {
      if (body.kind === 'CustomResourceDefinition' && !document.tree.broken) found.push(body);
    }
  }
  definitions.set(snapshot, found);
  return found;
}

const indexes = new WeakMap<Snapshot, ResourceIndex>();
