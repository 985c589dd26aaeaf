import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { type SecretValueAnswer, type SecretValuePlace, secretValueRequest } from '#protocol/secretValue.ts';

/**
 * Shows what a key of a Secret stands for: the one at a place, else at the cursor. In a dialog that leaves no trace, not in the text, the
 * log or the list of notifications. It reads the open text and runs nothing, so it needs no trusted workspace.
 */
export function showSecretValue(client: LanguageClient): (place?: SecretValuePlace) => Promise<void> {
  return async (place = atCursor()) => {
    const { t } = vscode.l10n;
    const answer =
      place === undefined ? null : await client.sendRequest<SecretValueAnswer | null>(secretValueRequest, place);
    if (answer === null) {
      void vscode.window.showInformationMessage(t('Put the cursor on a value of a Secret first.'));
      return;
    }
    const detail = answer.text ?? t('{0} bytes that are no text.', answer.bytes);
    const copy = { title: t('Copy') };
    const buttons = answer.text === null ? [] : [copy];
    const chosen = await vscode.window.showInformationMessage(answer.key, { modal: true, detail }, ...buttons);
    if (chosen === copy && answer.text !== null) await vscode.env.clipboard.writeText(answer.text);
  };
}

function atCursor(): SecretValuePlace | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) return undefined;
  const { line, character } = editor.selection.active;
  return { uri: editor.document.uri.toString(), line, character };
}
