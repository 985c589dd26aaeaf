import * as vscode from 'vscode';

/** A place that the panel points at, as the server found it. */
export interface SourcePlace {
  readonly uri: string;
  readonly range: {
    readonly start: { readonly line: number; readonly character: number };
    readonly end: { readonly line: number; readonly character: number };
  };
}

/** Opens the file beside the panel and selects the place; says so when the file is gone. */
export async function revealSource(place: SourcePlace): Promise<void> {
  const { start, end } = place.range;
  const selection = new vscode.Range(start.line, start.character, end.line, end.character);
  const uri = vscode.Uri.parse(place.uri);
  try {
    await vscode.window.showTextDocument(uri, { selection, viewColumn: columnOf(uri), preserveFocus: false });
  } catch {
    void vscode.window.showWarningMessage(vscode.l10n.t('{0} cannot be opened any more.', uri.fsPath));
  }
}

/** The column that shows the file already, else the first one, so that the panel stays in sight. */
function columnOf(uri: vscode.Uri): vscode.ViewColumn {
  const shown = vscode.window.visibleTextEditors.find((editor) => editor.document.uri.toString() === uri.toString());
  return shown?.viewColumn ?? vscode.ViewColumn.One;
}
