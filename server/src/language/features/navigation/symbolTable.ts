import type { Offset, SourceFile, Uri } from '../../document/document.ts';
import { clustersOf } from '../../workspace/clusters.ts';
import { roleOf } from '../../workspace/fileRole.ts';
import { indexOf, resourcesIn, type Snapshot } from '../../workspace/snapshot.ts';
import { occurrencesInKustomization } from './kustomizationOccurrences.ts';
import { type Occurrence, occurrencesIn, occurrencesInPatch } from './occurrences.ts';

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
  const found = occurrences.flatMap(({ cluster, symbol }) => tableOf(cluster).get(symbol) ?? []);
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
    for (const same of tableOf(cluster).get(symbol) ?? []) {
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

const tables = new WeakMap<Snapshot, ReadonlyMap<string, readonly Occurrence[]>>();

function tableOf(cluster: Snapshot): ReadonlyMap<string, readonly Occurrence[]> {
  const known = tables.get(cluster);
  if (known !== undefined) return known;
  const table = new Map<string, Occurrence[]>();
  const take = (occurrence: Occurrence): void => {
    const list = table.get(occurrence.symbol);
    if (list === undefined) table.set(occurrence.symbol, [occurrence]);
    else list.push(occurrence);
  };
  for (const resource of indexOf(cluster).all) for (const one of occurrencesIn(cluster, resource)) take(one);
  for (const file of cluster.files.values()) for (const one of namedElsewhere(cluster, file)) take(one);
  tables.set(cluster, table);
  return table;
}

/** The occurrences in files that hold no objects of their own. */
function namedElsewhere(cluster: Snapshot, file: SourceFile): readonly Occurrence[] {
  const role = roleOf(cluster, file);
  if (role === 'kustomization') return occurrencesInKustomization(cluster, file);
  if (role !== 'patch') return [];
  return resourcesIn(cluster, file.uri).flatMap((resource) => occurrencesInPatch(cluster, resource));
}
