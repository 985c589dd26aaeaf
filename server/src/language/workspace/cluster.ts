import type { SourceFile, Uri } from '../document/document.ts';
import { type Body, type Resource, resourcesOf } from '../document/resource.ts';
import type { Snapshot } from './snapshot.ts';

/** One of the clusters that the files of a workspace are applied to. A snapshot that has one holds what stands in it, and nothing else. */
export interface Cluster {
  /** Its name in the settings, or the folder of the kustomization that it is built from; '' for what belongs to neither. */
  readonly name: string;
  /** Files that are certainly applied together: an object that stands in two of them is a duplicate. */
  readonly together: ReadonlySet<Uri>;
  /** Where kustomizations put the objects of a file: once for each time that they take it in; undefined is where it says itself. */
  readonly moves: ReadonlyMap<Uri, readonly (Move | undefined)[]>;
  /** ConfigMaps and Secrets that kustomizations generate, by `Kind/name` as references call them. */
  readonly generated: ReadonlyMap<string, GeneratedKeys>;
}

/** A kustomization's `namespace`. */
export interface Move {
  readonly namespace: string;
  /** The ServiceAccounts that move along: bindings to them follow. */
  readonly accounts: ReadonlySet<string>;
}

/** The keys of a generated object; 'unknown' where a file that holds some of them cannot be read. */
export type GeneratedKeys = ReadonlySet<string> | 'unknown';

/** The objects of a file where they land in this cluster, in order: each as often as it is taken in. */
export function copiesOf(snapshot: Snapshot, file: SourceFile): readonly Resource[] {
  const moves = snapshot.cluster?.moves.get(file.uri);
  if (moves === undefined) return resourcesOf(file);
  return moves.flatMap((move) => movedTo(file, move));
}

/** The objects of a file where they land first. */
export function firstCopyOf(snapshot: Snapshot, file: SourceFile): readonly Resource[] {
  return movedTo(file, snapshot.cluster?.moves.get(file.uri)?.[0]);
}

/** Whether two files are applied together: in one cluster, by one kustomization, or, where nothing is said, because they share a folder. */
export function appliedTogether({ cluster }: Snapshot, a: Uri, b: Uri): boolean {
  if (cluster?.together.has(a) === true && cluster.together.has(b)) return true;
  return a.slice(0, a.lastIndexOf('/') + 1) === b.slice(0, b.lastIndexOf('/') + 1);
}

function movedTo(file: SourceFile, move: Move | undefined): readonly Resource[] {
  if (move === undefined) return resourcesOf(file);
  const key = `${move.namespace}\n${[...move.accounts].join()}`;
  const known = memo.get(file) ?? new Map<string, readonly Resource[]>();
  memo.set(file, known);
  const made =
    known.get(key) ?? resourcesOf(file).map((resource) => ({ ...resource, body: movedBody(resource.body, move, key) }));
  known.set(key, made);
  return made;
}

const memo = new WeakMap<SourceFile, Map<string, readonly Resource[]>>();

/** The same object for the same move, so that what is known of it is kept while other documents of its file change. */
function movedBody(body: Body, { namespace, accounts }: Move, key: string): Body {
  const known = bodies.get(body) ?? new Map<string, Body>();
  bodies.set(body, known);
  const name = body.kind === 'Namespace' ? namespace : body.name;
  const made = known.get(key) ?? { ...body, name, namespace, movedAccounts: accounts };
  known.set(key, made);
  return made;
}

const bodies = new WeakMap<Body, Map<string, Body>>();
