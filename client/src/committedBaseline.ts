import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { type CommittedText, committedTextNotification } from '#protocol/committed.ts';
import { committedTexts } from './committedTexts.ts';

/** Tells the server what the last commit has of each open manifest, when it is opened and when it is saved. Asks git, so only in trusted workspaces. */
export function committedBaseline(client: LanguageClient): vscode.Disposable {
  const tell = async (document: vscode.TextDocument): Promise<void> => {
    const asked = vscode.workspace.getConfiguration('drydock', document.uri).get('compareWithCommit', true);
    if (!asked || document.languageId !== 'yaml' || document.uri.scheme !== 'file' || !vscode.workspace.isTrusted)
      return;
    const committed = await committedTexts([document.uri.fsPath]);
    const text = committed.ok ? (committed.texts[0]?.text ?? null) : null;
    const told: CommittedText = { uri: document.uri.toString(), text };
    await client.sendNotification(committedTextNotification, told);
  };
  const all = (): void => vscode.workspace.textDocuments.forEach((document) => void tell(document));
  all();
  return vscode.Disposable.from(
    vscode.workspace.onDidOpenTextDocument((document) => void tell(document)),
    vscode.workspace.onDidSaveTextDocument((document) => void tell(document)),
    vscode.workspace.onDidGrantWorkspaceTrust(all),
  );
}
