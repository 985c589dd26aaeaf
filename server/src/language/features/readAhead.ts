import type { Uri } from '../document/document.ts';
import { readFacts } from '../workspace/facts.ts';
import { podSelectorsOf } from '../workspace/podSelectors.ts';
import { resourcesIn, type Snapshot } from '../workspace/snapshot.ts';
import { ownOccurrences } from './navigation/occurrences.ts';

/** Finds out now what will be asked of a file's objects: who reads a workspace bit by bit does this bit by bit as well. */
export function readAhead(snapshot: Snapshot, uri: Uri): void {
  for (const resource of resourcesIn(snapshot, uri)) {
    readFacts(resource.body);
    podSelectorsOf(resource.body);
    ownOccurrences(resource);
  }
}
