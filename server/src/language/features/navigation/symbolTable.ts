import type { Offset, SourceFile, Uri } from '../../document/document.ts';
import { clustersOf } from '../../workspace/clusters.ts';
import { roleOf } from '../../workspace/fileRole.ts';
import { objectsIn } from '../../workspace/resourceIndex.ts';
import { resourcesIn, type Snapshot } from '../../workspace/snapshot.ts';
import { inOrderOfFiles, tableOf } from '../../workspace/table.ts';
import { occurrencesInKustomization } from './kustomizationOccurrences.ts';
import { type Occurrence, occurrencesIn, occurrencesInPatch, ownOccurrences, targetPortsNamed } from './occurrences.ts';

/** An occurrence, and the cluster in which it means what its symbol says. */
export interface Seen extends Occurrence {
  readonly cluster: Snapshot;
}

/** The occurrences under an offset: several where a Service's port name stands for the ports of several workloads, or in several clusters. */
export function occurrencesAt(snapshot: Snapshot, uri: Uri, offset: Offset): readonly Seen[] {
  return clustersOf(snapshot, uri)
    .flatMap((cluster) => seenIn(cluster, uri, offset))
    .filter(({ resource, node }) => resource.start + node.start <= offset && offset <= resource.start + node.end);
}

/** Every occurrence of the same things in their clusters, in the order of files and places. */
export function sameAs(occurrences: readonly Seen[]): readonly Occurrence[] {
  const found = occurrences.flatMap(({ cluster, symbol }) => occurrencesOf(cluster, symbol));
  return oncePerPlace(found);
}

/**
 * The same, and what the places found mean in other clusters: a name in a base stands for something in each overlay, and can only change in all.
 */
export function sameEverywhere(snapshot: Snapshot, occurrences: readonly Seen[]): readonly Occurrence[] {
  const asked = new Map<Snapshot, Set<string>>();
  const found: Occurrence[] = [];
  const queue = [...occurrences];
  const places = new Set<string>();
  for (const { cluster, symbol } of queue) {
    const before = asked.get(cluster) ?? new Set();
    asked.set(cluster, before);
    if (before.has(symbol)) continue;
    before.add(symbol);
    for (const same of occurrencesOf(cluster, symbol)) {
      found.push(same);
      if (places.has(placeOf(same))) continue;
      places.add(placeOf(same));
      queue.push(...elsewhere(snapshot, same));
    }
  }
  return oncePerPlace(found);
}

/** The place as the other clusters of its file see it. */
function elsewhere(snapshot: Snapshot, { resource, node }: Occurrence): Seen[] {
  const clusters = clustersOf(snapshot, resource.uri);
  if (clusters.length === 1) return [];
  const offset = resource.start + node.start;
  return clusters.flatMap((cluster) =>
    seenIn(cluster, resource.uri, offset).filter((other) => other.node.start === node.start),
  );
}

function seenIn(cluster: Snapshot, uri: Uri, offset: Offset): Seen[] {
  const file = cluster.files.get(uri);
  if (file === undefined) return [];
  const role = roleOf(cluster, file);
  if (role === 'kustomization') return occurrencesInKustomization(cluster, file).map((one) => ({ ...one, cluster }));
  const list = role === 'patch' ? occurrencesInPatch : occurrencesIn;
  return resourcesIn(cluster, uri)
    .filter(({ document }) => document.start <= offset && offset <= document.end)
    .flatMap((resource) => list(cluster, resource))
    .map((occurrence) => ({ ...occurrence, cluster }));
}

function placeOf({ resource, node }: Occurrence): string {
  return `${resource.uri}#${resource.start + node.start}`;
}

function oncePerPlace(found: readonly Occurrence[]): Occurrence[] {
  const seen = new Set<string>();
  return found.filter((one) => !seen.has(placeOf(one)) && seen.add(placeOf(one)));
}

/** The occurrences of a symbol in the order of files and places. */
function occurrencesOf(cluster: Snapshot, symbol: string): readonly Occurrence[] {
  const own = owned(cluster).of(symbol);
  const asked = targetPortsNamed(cluster, symbol);
  const inOrder = asked.length === 0 ? own : inOrderOfFiles(cluster, [...own, ...asked], uriOf);
  return [...inOrder, ...(elsewhereIn(cluster).get(symbol) ?? [])];
}

function uriOf({ resource }: Occurrence): Uri {
  return resource.uri;
}

/** What objects say by themselves, whatever others say. */
const owned = tableOf<Occurrence>(
  (cluster, file) =>
    objectsIn(cluster, file)
      .flatMap(ownOccurrences)
      .map((one) => [one.symbol, one]),
  uriOf,
);

const others = new WeakMap<Snapshot, ReadonlyMap<string, readonly Occurrence[]>>();

/** What stands in kustomizations and patches: what it means hangs on the objects. */
function elsewhereIn(cluster: Snapshot): ReadonlyMap<string, readonly Occurrence[]> {
  const known = others.get(cluster);
  if (known !== undefined) return known;
  const made = new Map<string, Occurrence[]>();
  for (const file of withoutObjects(cluster).of(''))
    for (const one of namedElsewhere(cluster, file)) {
      const list = made.get(one.symbol);
      if (list === undefined) made.set(one.symbol, [one]);
      else list.push(one);
    }
  others.set(cluster, made);
  return made;
}

const withoutObjects = tableOf<SourceFile>(
  (cluster, file) => (['kustomization', 'patch'].includes(roleOf(cluster, file)) ? [['', file]] : []),
  ({ uri }) => uri,
);

/** The occurrences in files that hold no objects of their own. */
function namedElsewhere(cluster: Snapshot, file: SourceFile): readonly Occurrence[] {
  const role = roleOf(cluster, file);
  if (role === 'kustomization') return occurrencesInKustomization(cluster, file);
  if (role !== 'patch') return [];
  return resourcesIn(cluster, file.uri).flatMap((resource) => occurrencesInPatch(cluster, resource));
}
