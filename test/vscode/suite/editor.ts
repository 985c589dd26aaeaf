import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Drydock } from '../../../client/src/extension.ts';

/** Our extension, started. */
export async function drydock(): Promise<Drydock> {
  const extension = vscode.extensions.getExtension<Drydock>('drydock.drydock');
  assert.ok(extension, 'the extension is not installed');
  return extension.activate();
}

/** Opens a file of the workspace. */
export async function open(name: string): Promise<vscode.TextEditor> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  assert.ok(folder, 'no folder is open');
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder, name)));
}

/** Waits until `look` finds something, at most ten seconds; rejects with what is missing. */
export async function until<T>(what: string, look: () => T | undefined): Promise<T> {
  const end = Date.now() + 10_000;
  while (Date.now() < end) {
    const found = look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`in ten seconds there was no ${what}`);
}

/** The place right after the first `text` that follows `after`. */
export function behind(document: vscode.TextDocument, text: string, after = ''): vscode.Position {
  const from = document.getText().indexOf(after);
  const at = document.getText().indexOf(text, from);
  assert.ok(from >= 0 && at >= 0, `the document has no ${after} ${text}`);
  return document.positionAt(at + text.length);
}
