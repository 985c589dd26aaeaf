import type { Location } from 'vscode-languageserver-types';
import type { Offset, Uri } from '../../document/document.ts';
import type { Snapshot } from '../../workspace/snapshot.ts';
import { locationOf } from './location.ts';
import { occurrencesAt, sameAs } from './symbolTable.ts';

/** Where the thing named at an offset gets its name: the ConfigMap of a reference, the volume of a mount, the pods' label of a selector. */
export function definition(snapshot: Snapshot, uri: Uri, offset: Offset): Location[] {
  return sameAs(occurrencesAt(snapshot, uri, offset))
    .filter(({ role }) => role === 'definition')
    .map((occurrence) => locationOf(snapshot, occurrence));
}
