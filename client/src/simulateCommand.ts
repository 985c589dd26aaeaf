import * as vscode from 'vscode';
import type { Panel } from './panel.ts';

/** "Simulate Apply": what is selected in the explorer, else the file of the active editor, on the configured cluster. */
export function simulateCommand(
  panel: Panel,
): (clicked?: vscode.Uri | string, selected?: vscode.Uri[]) => Promise<void> {
  return async (clicked, selected) => {
    const uris = chosenFiles(clicked, selected);
    if (uris.length === 0) return void vscode.window.showInformationMessage(nothingChosen());
    await panel.simulate({ uris: uris.map(String), before: null, whatIf: {} });
  };
}

/** What a command is about: the selection of the explorer, the clicked entry, or the active editor. */
export function chosenFiles(clicked?: vscode.Uri | string, selected?: readonly vscode.Uri[]): readonly vscode.Uri[] {
  if (Array.isArray(selected) && selected.length > 0) return selected;
  // A code lens names its file by text.
  if (typeof clicked === 'string') return [vscode.Uri.parse(clicked)];
  if (clicked instanceof vscode.Uri) return [clicked];
  const active = vscode.window.activeTextEditor?.document.uri;
  return active === undefined ? [] : [active];
}

/** Said when a command has nothing to work on. */
export function nothingChosen(): string {
  return vscode.l10n.t('Open a manifest, or select files or a folder in the explorer.');
}
