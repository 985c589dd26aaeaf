import * as vscode from 'vscode';
import type { SourceRange } from '#protocol/simulate.ts';

/** Opens the file beside the panel and selects the place, or goes to its start where it is a whole object; says so when the file is gone. */
export async function revealSource(source: string, range: SourceRange, preserveFocus = false): Promise<void> {
  const uri = vscode.Uri.parse(source);
  const place = new vscode.Range(...range);
  const selection = place.isSingleLine ? place : new vscode.Range(place.start, place.start);
  try {
    await vscode.window.showTextDocument(uri, { selection, viewColumn: columnOf(uri), preserveFocus });
  } catch {
    void vscode.window.showWarningMessage(vscode.l10n.t('{0} cannot be opened any more.', uri.fsPath));
  }
}

/** The column that shows the file already, else the first one, so that the panel stays in sight. */
function columnOf(uri: vscode.Uri): vscode.ViewColumn {
  const shown = vscode.window.visibleTextEditors.find((editor) => String(editor.document.uri) === String(uri));
  return shown?.viewColumn ?? vscode.ViewColumn.One;
}
