import type { Connection, Position, TextDocumentPositionParams } from 'vscode-languageserver';
import { offsetIn } from '#language/document/document.ts';
import * as language from '#language/languageService.ts';
import { fileOf, type Snapshot } from '#language/workspace/snapshot.ts';
import type { Workspace } from '#language/workspace/workspace.ts';
import type { Diagnostics } from './diagnostics.ts';
import { guard } from './guard.ts';

/** The table of what an editor may ask: request → function of the language core. */
export function registerFeatures(connection: Connection, workspace: Workspace, diagnostics: Diagnostics): void {
  const log = connection.console;
  const now = (): Snapshot => workspace.snapshot;

  connection.languages.diagnostics.on(
    guard(log, 'diagnostic', { kind: 'full', items: [] }, ({ textDocument, previousResultId }) =>
      diagnostics.report(textDocument.uri, previousResultId),
    ),
  );
  connection.onCodeAction(
    guard(log, 'codeAction', [], ({ textDocument: { uri }, range }) =>
      language.codeActions(now(), uri, offset(now(), uri, range.start), offset(now(), uri, range.end)),
    ),
  );
  connection.onCompletion(guard(log, 'completion', [], (asked) => language.completion(now(), ...place(now(), asked))));
  connection.onHover(guard(log, 'hover', null, (asked) => language.hover(now(), ...place(now(), asked))));
  connection.onDocumentSymbol(
    guard(log, 'documentSymbol', [], ({ textDocument }) => language.documentSymbols(now(), textDocument.uri)),
  );
  connection.onFoldingRanges(
    guard(log, 'foldingRange', [], ({ textDocument }) => language.foldingRanges(now(), textDocument.uri)),
  );
}

/** The file and the offset that a request is about. */
function place(snapshot: Snapshot, { textDocument, position }: TextDocumentPositionParams): [string, number] {
  return [textDocument.uri, offset(snapshot, textDocument.uri, position)];
}

function offset(snapshot: Snapshot, uri: string, position: Position): number {
  const file = fileOf(snapshot, uri);
  return file === undefined ? 0 : offsetIn(file, position);
}
