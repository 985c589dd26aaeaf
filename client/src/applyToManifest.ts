import * as vscode from 'vscode';
import type { ToPanel } from '#protocol/panel.ts';
import type { FieldChange, Origin } from '#protocol/simulate.ts';

/** Writes fields of a what-if into the manifests that the run came from, as one edit to be undone; names those it finds no place for. */
export async function applyToManifest(messages: readonly ToPanel[], changes: readonly FieldChange[]): Promise<void> {
  const started = messages.find((message) => message.kind === 'started');
  const edit = new vscode.WorkspaceEdit();
  const homeless: string[] = [];
  for (const change of changes) {
    const origin = started?.origins[change.key];
    const field = change.path.join('.');
    const range = origin?.fields?.[field];
    if (origin === undefined || range === undefined || change.value === null) homeless.push(`${change.key} ${field}`);
    else replace(edit, origin, range, change.value);
  }
  if (edit.size > 0) await vscode.workspace.applyEdit(edit);
  if (homeless.length > 0)
    void vscode.window.showInformationMessage(
      vscode.l10n.t('To be changed by hand, as the manifest does not have it yet: {0}', homeless.join(', ')),
    );
}

/** JSON is YAML: a scalar, list or map in flow style replaces what stands there. */
function replace(edit: vscode.WorkspaceEdit, origin: Origin, range: Origin['range'], value: unknown): void {
  edit.replace(vscode.Uri.parse(origin.uri), new vscode.Range(...range), JSON.stringify(value));
}
