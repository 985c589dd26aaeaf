import * as vscode from 'vscode';
import { committedTexts } from './committedTexts.ts';
import type { Panel } from './panel.ts';
import { chosenFiles, nothingChosen } from './simulateCommand.ts';

/** "Preview Rollout": the committed manifests (git HEAD) are what runs, the working copy is what is applied. */
export function previewRollout(panel: Panel): (clicked?: vscode.Uri, selected?: vscode.Uri[]) => Promise<void> {
  return async (clicked, selected) => {
    if (!vscode.workspace.isTrusted)
      return void vscode.window.showWarningMessage(
        vscode.l10n.t('Preview Rollout runs git, which needs a trusted workspace.'),
      );
    const uris = chosenFiles(clicked, selected);
    if (uris.length === 0) return void vscode.window.showInformationMessage(nothingChosen());
    const before = await committedTexts(uris.map((uri) => uri.fsPath));
    if (!before.ok) return void vscode.window.showErrorMessage(sentence(before.reason, before.detail));
    const texts = before.texts.map(({ path, text }) => ({ uri: vscode.Uri.file(path).toString(), text }));
    await panel.simulate({ uris: uris.map(String), before: texts, whatIf: {} });
  };
}

function sentence(reason: 'noGit' | 'noCommit', detail: string): string {
  return reason === 'noGit'
    ? vscode.l10n.t('git cannot be run, and Preview Rollout takes the running manifests from it: {0}', detail)
    : vscode.l10n.t('The committed manifests cannot be read. Is this a git repository with a commit? {0}', detail);
}
