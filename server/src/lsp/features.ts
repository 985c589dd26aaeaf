import {
  CodeActionKind,
  type Connection,
  LSPErrorCodes,
  type Position,
  type Range,
  ResponseError,
  type ServerCapabilities,
  type TextDocumentPositionParams,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import { offsetIn, type SourceFile } from '#language/document/document.ts';
import * as language from '#language/languageService.ts';
import { roleOf } from '#language/workspace/fileRole.ts';
import { fileOf, type Snapshot } from '#language/workspace/snapshot.ts';
import type { Workspace } from '#language/workspace/workspace.ts';
import type { Diagnostics } from './diagnostics.ts';
import { guard } from './guard.ts';
import { scenarioCompletion } from './scenarioCompletion.ts';
import { scenarioHover } from './scenarioHover.ts';
import { scenarioLenses } from './scenarioLenses.ts';
import { withSecretLink } from './secretValues.ts';

/** What an editor is told that it may ask. */
export const capabilities: ServerCapabilities = {
  textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
  diagnosticProvider: { identifier: 'drydock', interFileDependencies: true, workspaceDiagnostics: true },
  callHierarchyProvider: true,
  codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.Refactor] },
  codeLensProvider: {},
  completionProvider: { triggerCharacters: [' ', ':', '-', '"', "'", '/', '('] },
  definitionProvider: true,
  documentFormattingProvider: true,
  documentHighlightProvider: true,
  documentLinkProvider: {},
  documentRangeFormattingProvider: true,
  documentSymbolProvider: true,
  foldingRangeProvider: true,
  hoverProvider: true,
  implementationProvider: true,
  inlayHintProvider: true,
  linkedEditingRangeProvider: true,
  referencesProvider: true,
  renameProvider: { prepareProvider: true },
  selectionRangeProvider: true,
  semanticTokensProvider: {
    legend: { tokenTypes: [...language.tokenTypes], tokenModifiers: [...language.tokenModifiers] },
    full: true,
  },
  workspaceSymbolProvider: true,
};

/** The table of what an editor may ask: request → function of the language core. */
export function registerFeatures(
  connection: Connection,
  workspace: Workspace,
  diagnostics: Diagnostics,
  commands: readonly string[] = [],
): void {
  const log = connection.console;
  const now = (): Snapshot => workspace.snapshot;

  connection.languages.diagnostics.on(
    guard(log, 'diagnostic', { kind: 'full', items: [] }, ({ textDocument, previousResultId }) =>
      diagnostics.report(textDocument.uri, previousResultId),
    ),
  );
  connection.onCodeLens(
    guard(log, 'codeLens', [], ({ textDocument: { uri } }) => {
      const scenario = scenarioOf(now(), uri);
      return scenario === undefined ? language.codeLens(now(), uri) : scenarioLenses(scenario);
    }),
  );
  connection.onDocumentSymbol(
    guard(log, 'documentSymbol', [], ({ textDocument: { uri } }) => language.documentSymbols(now(), uri)),
  );
  connection.onDocumentLinks(
    guard(log, 'documentLink', [], ({ textDocument: { uri } }) => language.documentLinks(now(), uri)),
  );
  connection.onFoldingRanges(
    guard(log, 'foldingRange', [], ({ textDocument: { uri } }) => language.foldingRanges(now(), uri)),
  );
  connection.onHover(
    guard(log, 'hover', null, (asked) => {
      const [uri, at] = place(now(), asked);
      const scenario = scenarioOf(now(), uri);
      if (scenario !== undefined) return scenarioHover(scenario, at);
      return withSecretLink(language.hover(now(), uri, at, Date.now()), now(), asked, commands);
    }),
  );
  connection.languages.inlayHint.on(
    guard(log, 'inlayHint', [], ({ textDocument: { uri }, range }) =>
      language.inlayHints(now(), uri, ...offsets(now(), uri, range)),
    ),
  );
  connection.languages.semanticTokens.on(
    guard(log, 'semanticTokens', { data: [] }, ({ textDocument: { uri } }) => language.semanticTokens(now(), uri)),
  );
  connection.languages.diagnostics.onWorkspace(({ previousResultIds }, token, progress, parts) =>
    diagnostics.reportAll(previousResultIds, { token, progress, parts }),
  );
  registerWriting(connection, now);
  registerNavigation(connection, now);
  registerDependencies(connection, now);
}

/** What changes the text: completion, code actions, formatting. */
function registerWriting(connection: Connection, now: () => Snapshot): void {
  const log = connection.console;
  connection.onCompletion(
    guard(log, 'completion', [], (asked) => {
      const [uri, at] = place(now(), asked);
      const scenario = scenarioOf(now(), uri);
      if (scenario !== undefined) return scenarioCompletion(scenario, at);
      const items = language.completion(now(), uri, at);
      return items.length < language.mostOffered ? items : { isIncomplete: true, items };
    }),
  );
  connection.onCodeAction(
    guard(log, 'codeAction', [], ({ textDocument: { uri }, range }) =>
      language.codeActions(now(), uri, ...offsets(now(), uri, range)),
    ),
  );
  connection.onDocumentFormatting(
    guard(log, 'formatting', [], ({ textDocument: { uri }, options }) => language.formatting(now(), uri, options)),
  );
  connection.onDocumentRangeFormatting(
    guard(log, 'rangeFormatting', [], ({ textDocument: { uri }, range, options }) =>
      language.rangeFormatting(now(), uri, offsets(now(), uri, range), options),
    ),
  );
}

/** From a name to what it means, and back. */
function registerNavigation(connection: Connection, now: () => Snapshot): void {
  const log = connection.console;
  connection.onDefinition(guard(log, 'definition', [], (asked) => language.definition(now(), ...place(now(), asked))));
  connection.onDocumentHighlight(
    guard(log, 'documentHighlight', [], (asked) => language.documentHighlights(now(), ...place(now(), asked))),
  );
  connection.onImplementation(
    guard(log, 'implementation', [], (asked) => language.implementation(now(), ...place(now(), asked))),
  );
  connection.languages.onLinkedEditingRange(
    guard(log, 'linkedEditing', null, (asked) => language.linkedEditingRanges(now(), ...place(now(), asked))),
  );
  connection.onPrepareRename(
    guard(log, 'prepareRename', null, (asked) => language.prepareRename(now(), ...place(now(), asked))),
  );
  connection.onReferences(
    guard(log, 'references', [], (asked) =>
      language.references(now(), ...place(now(), asked), asked.context.includeDeclaration),
    ),
  );
  connection.onRenameRequest(
    guard(log, 'rename', null, (asked) => {
      const renamed = language.rename(now(), ...place(now(), asked), asked.newName);
      return renamed.ok ? renamed.value : new ResponseError(LSPErrorCodes.RequestFailed, renamed.error);
    }),
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
}

/** What depends on what. */
function registerDependencies({ languages, console: log }: Connection, now: () => Snapshot): void {
  const { callHierarchy } = languages;
  callHierarchy.onPrepare(
    guard(log, 'prepareCallHierarchy', null, (asked) => language.prepareDependencies(now(), ...place(now(), asked))),
  );
  callHierarchy.onIncomingCalls(guard(log, 'incomingCalls', null, ({ item }) => language.dependents(now(), item)));
  callHierarchy.onOutgoingCalls(guard(log, 'outgoingCalls', null, ({ item }) => language.dependencies(now(), item)));
}

/** The file, if it is a scenario: our own format, which the language core of Kubernetes does not know. */
function scenarioOf(snapshot: Snapshot, uri: string): SourceFile | undefined {
  const file = fileOf(snapshot, uri);
  return file !== undefined && roleOf(snapshot, file) === 'scenario' ? file : undefined;
}

/** The file and the offset that a request is about. */
function place(snapshot: Snapshot, { textDocument, position }: TextDocumentPositionParams): [string, number] {
  return [textDocument.uri, offset(snapshot, textDocument.uri, position)];
}

function offsets(snapshot: Snapshot, uri: string, range: Range): [number, number] {
  return [offset(snapshot, uri, range.start), offset(snapshot, uri, range.end)];
}

function offset(snapshot: Snapshot, uri: string, position: Position): number {
  const file = fileOf(snapshot, uri);
  return file === undefined ? 0 : offsetIn(file, position);
}
