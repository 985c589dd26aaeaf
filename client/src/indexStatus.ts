import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { type Indexed, indexedNotification } from '#protocol/indexed.ts';

/** How many files the server knows, in the language status of a YAML file; what was left out is a warning there. */
export function indexStatus(client: LanguageClient): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem('drydock.index', { language: 'yaml' });
  item.name = 'Drydock';
  item.busy = true;
  item.text = vscode.l10n.t('Drydock reads the workspace');
  const told = client.onNotification(indexedNotification, ({ files, leftOut }: Indexed) => {
    item.busy = false;
    item.text = vscode.l10n.t('Drydock: {0} files with manifests', files);
    item.detail = leftOut.join(' ');
    item.severity = vscode.LanguageStatusSeverity[leftOut.length > 0 ? 'Warning' : 'Information'];
  });
  return vscode.Disposable.from(item, told);
}
