import type { CodeAction, TextDocumentEdit, WorkspaceEdit } from 'vscode-languageserver-types';
import type { Offset, SourceFile, Uri } from '../../document/document.ts';
import { roleOf } from '../../workspace/fileRole.ts';
import { fileOf, resourcesIn, type Snapshot } from '../../workspace/snapshot.ts';
import { rangeIn } from '../spot.ts';
import type { Offer } from './refactoring.ts';
import { refactorings } from './registry.ts';

/** The refactorings of the object at an offset, be it an item of a list object; none in patches, templates and documents that cannot be read. */
export function refactoringsAt(snapshot: Snapshot, uri: Uri, offset: Offset): CodeAction[] {
  const file = fileOf(snapshot, uri);
  const inDocument = resourcesIn(snapshot, uri).filter(
    ({ document }) => offset >= document.start && offset <= document.end,
  );
  const resource = inDocument.findLast(({ start, body }) => body.prefix === '' || offset >= start + body.node.start);
  if (file === undefined || resource === undefined) return [];
  if (roleOf(snapshot, file) !== 'manifest' || resource.document.tree.broken) return [];
  const target = { snapshot, file, resource, offset };
  return refactorings
    .flatMap((refactoring) => refactoring(target))
    .map((offer) => ({ title: offer.title, kind: 'refactor', edit: editOf(file, offer) }));
}

function editOf(file: SourceFile, { edits, create = [], remove = [] }: Offer): WorkspaceEdit {
  const changes = edits.map(({ start, end, text }) => ({ range: rangeIn(file, start, end), newText: text }));
  if (create.length + remove.length === 0) return { changes: { [file.uri]: changes } };
  const made = create.flatMap(({ uri, text }) => [{ kind: 'create' as const, uri }, filled(uri, text)]);
  const gone = remove.map((uri) => ({ kind: 'delete' as const, uri }));
  return { documentChanges: [...made, { textDocument: { uri: file.uri, version: null }, edits: changes }, ...gone] };
}

function filled(uri: Uri, newText: string): TextDocumentEdit {
  const top = { line: 0, character: 0 };
  return { textDocument: { uri, version: null }, edits: [{ range: { start: top, end: top }, newText }] };
}
