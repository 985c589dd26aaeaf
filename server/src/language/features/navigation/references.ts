import { type DocumentHighlight, DocumentHighlightKind, type Location } from 'vscode-languageserver-types';
import type { Offset, Uri } from '../../document/document.ts';
import type { Snapshot } from '../../workspace/snapshot.ts';
import { locationOf } from './location.ts';
import { occurrencesAt, sameAs } from './symbolTable.ts';

/** Every place in the workspace that means the same thing as the one at an offset. */
export function references(snapshot: Snapshot, uri: Uri, offset: Offset, includeDeclaration: boolean): Location[] {
  return sameAs(occurrencesAt(snapshot, uri, offset))
    .filter(({ role }) => includeDeclaration || role === 'use')
    .map((occurrence) => locationOf(snapshot, occurrence));
}

/** The same places of one file: written where the thing gets its name, read elsewhere. */
export function documentHighlights(snapshot: Snapshot, uri: Uri, offset: Offset): DocumentHighlight[] {
  return sameAs(occurrencesAt(snapshot, uri, offset))
    .filter(({ resource }) => resource.uri === uri)
    .map((occurrence) => ({
      range: locationOf(snapshot, occurrence).range,
      kind: occurrence.role === 'definition' ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
    }));
}
