import type { CodeAction, CodeActionParams, Connection } from 'vscode-languageserver';
import { validate } from '#language/validation/validate.ts';
import { fileOf } from '#language/workspace/snapshot.ts';
import type { Workspace } from '#language/workspace/workspace.ts';
import { toCodeActions, toRange } from './convert.ts';
import type { Diagnostics } from './diagnostics.ts';
import type { Documents } from './documents.ts';
import { guard } from './guard.ts';

/** The table of what an editor may ask: request → function of the language core. */
export function registerFeatures(
  connection: Connection,
  workspace: Workspace,
  documents: Documents,
  diagnostics: Diagnostics,
): void {
  const log = connection.console;
  connection.languages.diagnostics.on(
    guard(log, 'diagnostic', { kind: 'full', items: [] }, ({ textDocument, previousResultId }) =>
      diagnostics.report(textDocument.uri, previousResultId),
    ),
  );
  connection.onCodeAction(guard(log, 'codeAction', [], (params) => codeActions(workspace, documents, params)));
}

/** The repairs of the problems that touch the range. */
function codeActions(
  workspace: Workspace,
  documents: Documents,
  { textDocument, range }: CodeActionParams,
): CodeAction[] {
  const { snapshot } = workspace;
  const file = fileOf(snapshot, textDocument.uri);
  if (file === undefined) return [];
  const version = documents.version(textDocument.uri) ?? null;
  return validate(snapshot, textDocument.uri)
    .filter((problem) => touches(toRange(file, ...problem.range), range))
    .flatMap((problem) => toCodeActions(file, version, problem));
}

interface Place {
  readonly line: number;
  readonly character: number;
}

function touches(a: { start: Place; end: Place }, b: { start: Place; end: Place }): boolean {
  return !isBefore(a.end, b.start) && !isBefore(b.end, a.start);
}

function isBefore(a: Place, b: Place): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}
