import {
  type Connection,
  ErrorCodes,
  type Position,
  ResponseError,
  type TextDocumentPositionParams,
} from 'vscode-languageserver';
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
  registerNavigation(connection, now);
  connection.onCodeLens(guard(log, 'codeLens', [], ({ textDocument }) => language.codeLens(now(), textDocument.uri)));
  connection.languages.inlayHint.on(
    guard(log, 'inlayHint', [], ({ textDocument: { uri }, range }) =>
      language.inlayHints(now(), uri, offset(now(), uri, range.start), offset(now(), uri, range.end)),
    ),
  );
}

/** From a name to what it means, and back. */
function registerNavigation(connection: Connection, now: () => Snapshot): void {
  const log = connection.console;
  connection.onDefinition(guard(log, 'definition', [], (asked) => language.definition(now(), ...place(now(), asked))));
  connection.onImplementation(
    guard(log, 'implementation', [], (asked) => language.implementation(now(), ...place(now(), asked))),
  );
  connection.onReferences(
    guard(log, 'references', [], (asked) =>
      language.references(now(), ...place(now(), asked), asked.context.includeDeclaration),
    ),
  );
  connection.onDocumentHighlight(
    guard(log, 'documentHighlight', [], (asked) => language.documentHighlights(now(), ...place(now(), asked))),
  );
  connection.onSelectionRanges(
    guard(log, 'selectionRange', [], ({ textDocument: { uri }, positions }) =>
      language.selectionRanges(
        now(),
        uri,
        positions.map((position) => offset(now(), uri, position)),
      ),
    ),
  );
  connection.onWorkspaceSymbol(
    guard(log, 'workspaceSymbol', [], ({ query }) => language.workspaceSymbols(now(), query)),
  );
  connection.onPrepareRename(
    guard(log, 'prepareRename', null, (asked) => language.prepareRename(now(), ...place(now(), asked))),
  );
  connection.onRenameRequest((asked) => {
    const renamed = language.rename(now(), ...place(now(), asked), asked.newName);
    return renamed.ok ? renamed.value : new ResponseError(ErrorCodes.InvalidParams, renamed.error);
  });
}

/** The file and the offset that a request is about. */
function place(snapshot: Snapshot, { textDocument, position }: TextDocumentPositionParams): [string, number] {
  return [textDocument.uri, offset(snapshot, textDocument.uri, position)];
}

function offset(snapshot: Snapshot, uri: string, position: Position): number {
  const file = fileOf(snapshot, uri);
  return file === undefined ? 0 : offsetIn(file, position);
}
