import * as vscode from 'vscode';
import type { SourceRange } from '#protocol/simulate.ts';

/** Opens the file beside the panel and selects the place; says so when the file is gone. */
export async function revealSource(source: string, range: SourceRange): Promise<void> {
  const uri = vscode.Uri.parse(source);
  try {
    await vscode.window.showTextDocument(uri, { selection: new vscode.Range(...range), viewColumn: columnOf(uri) });
  } catch {
    void vscode.window.showWarningMessage(vscode.l10n.t('{0} cannot be opened any more.', uri.fsPath));
  }
}

/** The column that shows the file already, else the first one, so that the panel stays in sight. */
function columnOf(uri: vscode.Uri): vscode.ViewColumn {
  const shown = vscode.window.visibleTextEditors.find((editor) => String(editor.document.uri) === String(uri));
  return shown?.viewColumn ?? vscode.ViewColumn.One;
}
