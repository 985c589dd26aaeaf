import type { Offset, Uri } from '../../document/document.ts';
import { indexOf, resourcesIn, type Snapshot } from '../../workspace/snapshot.ts';
import { type Occurrence, occurrencesIn } from './occurrences.ts';

/** The occurrences under an offset: several where a Service's port name stands for the ports of several workloads. */
export function occurrencesAt(snapshot: Snapshot, uri: Uri, offset: Offset): readonly Occurrence[] {
  return resourcesIn(snapshot, uri)
    .filter(({ document }) => document.start <= offset && offset <= document.end)
    .flatMap((resource) => occurrencesIn(snapshot, resource))
    .filter(({ resource, node }) => resource.start + node.start <= offset && offset <= resource.start + node.end);
}

/** Every occurrence of the same things, in the order of files and places. */
export function sameAs(snapshot: Snapshot, occurrences: readonly Occurrence[]): readonly Occurrence[] {
  const table = tableOf(snapshot);
  const found = occurrences.flatMap(({ symbol }) => table.get(symbol) ?? []);
  const seen = new Set<string>();
  return found.filter(({ resource, node }) => {
    const place = `${resource.uri}#${resource.start + node.start}`;
    return !seen.has(place) && seen.add(place);
  });
}

const tables = new WeakMap<Snapshot, ReadonlyMap<string, readonly Occurrence[]>>();

function tableOf(snapshot: Snapshot): ReadonlyMap<string, readonly Occurrence[]> {
  const known = tables.get(snapshot);
  if (known !== undefined) return known;
  const table = new Map<string, Occurrence[]>();
  for (const resource of indexOf(snapshot).all) {
    for (const occurrence of occurrencesIn(snapshot, resource)) {
      const list = table.get(occurrence.symbol);
      if (list === undefined) table.set(occurrence.symbol, [occurrence]);
      else list.push(occurrence);
    }
  }
  tables.set(snapshot, table);
  return table;
}
