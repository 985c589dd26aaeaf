import type { SourceFile, Uri } from '../document/document.ts';
import { generated } from '../kustomize/generators.ts';
import { follow, type Kustomization, kustomizationIn, listOf, textOf } from '../kustomize/kustomization.ts';
import type { GeneratedKeys, Move } from './cluster.ts';
import { patchesNamedIn, roleOf } from './fileRole.ts';
import { resourcesIn, type Snapshot } from './snapshot.ts';

/** What a kustomization takes in, itself included. */
export interface Reach {
  readonly uri: Uri;
  readonly files: Set<Uri>;
  readonly moves: Map<Uri, Move | undefined>;
  readonly generated: Map<string, GeneratedKeys>;
}

const taking = ['resources', 'bases', 'components'];
const deepest = 20;

/** The kustomizations that no other takes in; where they take in each other in a circle, all of it. */
export function rootsIn(snapshot: Snapshot): Uri[] {
  const all = [...snapshot.files.values()]
    .filter((file) => roleOf(snapshot, file) === 'kustomization')
    .flatMap((file) => kustomizationIn(snapshot, file.uri) ?? []);
  const inner = new Set(all.flatMap((one) => targetsOf(snapshot, one).flatMap(({ into }) => into ?? [])));
  const roots = all.map(({ file }) => file.uri).filter((uri) => !inner.has(uri));
  const reached = new Set(roots.flatMap((root) => [...reachOf(snapshot, root).files]));
  return [...roots, ...all.map(({ file }) => file.uri).filter((uri) => !reached.has(uri))];
}

interface Taken {
  readonly file?: SourceFile;
  readonly into?: Uri;
}

function targetsOf(snapshot: Snapshot, { folder, value }: Kustomization): Taken[] {
  return taking.flatMap((field) =>
    listOf(value[field]).flatMap((item): Taken[] => {
      const target = follow(snapshot, folder, textOf(item) ?? '');
      if (target.kind === 'kustomization') return [{ into: target.uri }];
      return target.kind === 'file' ? [{ file: target.file }] : [];
    }),
  );
}

/** Follows a kustomization to everything that it builds from. */
export function reachOf(snapshot: Snapshot, uri: Uri): Reach {
  const reach: Reach = { uri, files: new Set(), moves: new Map(), generated: new Map() };
  const landing = new Map<Uri, string | undefined>();
  walk(snapshot, uri, undefined, 0, reach, landing);
  const accounts = new Set<string>();
  for (const one of reach.files)
    for (const { body } of resourcesIn(snapshot, one)) if (body.kind === 'ServiceAccount') accounts.add(body.name);
  for (const [one, namespace] of landing)
    reach.moves.set(one, namespace === undefined ? undefined : { namespace, accounts });
  return reach;
}

type Landing = Map<Uri, string | undefined>;

function walk(
  snapshot: Snapshot,
  uri: Uri,
  outer: string | undefined,
  depth: number,
  reach: Reach,
  landing: Landing,
): void {
  const kustomization = kustomizationIn(snapshot, uri);
  if (kustomization === undefined || depth > deepest || reach.files.has(uri)) return;
  const namespace = outer ?? (textOf(kustomization.value['namespace']) || undefined);
  reach.files.add(uri);
  landing.set(uri, namespace);
  const targets = targetsOf(snapshot, kustomization);
  const patches = patchesNamedIn(kustomization.file).filter((patch) => snapshot.files.has(patch));
  for (const file of [...targets.flatMap((target) => target.file?.uri ?? []), ...patches]) {
    reach.files.add(file);
    landing.set(file, namespace);
  }
  for (const { into } of targets) if (into !== undefined) walk(snapshot, into, namespace, depth + 1, reach, landing);
  takeGenerated(snapshot, kustomization, reach);
}

function takeGenerated(snapshot: Snapshot, kustomization: Kustomization, reach: Reach): void {
  const { objects, notes } = generated(snapshot, kustomization, []);
  for (const { object, called } of objects) {
    const keys = notes.length > 0 ? 'unknown' : new Set(Object.keys((object['data'] as object | undefined) ?? {}));
    const name = `${object.kind}/${called ?? object.metadata.name}`;
    reach.generated.set(name, bothKeys(reach.generated.get(name), keys));
  }
}

/** What two generators of one object put into it. */
export function bothKeys(a: GeneratedKeys | undefined, b: GeneratedKeys): GeneratedKeys {
  if (a === undefined) return b;
  return a === 'unknown' || b === 'unknown' ? 'unknown' : new Set([...a, ...b]);
}
