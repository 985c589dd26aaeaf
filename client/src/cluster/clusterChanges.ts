import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { type ClusterChanged, clusterChangedNotification } from '#protocol/clusterTree.ts';

/** Tells of the cluster that is shown: another one, or changed. A connection takes one listener for a notification; this one passes it on. */
export function clusterChanges(
  client: LanguageClient,
): vscode.Disposable & { readonly onDidChange: vscode.Event<ClusterChanged> } {
  const changed = new vscode.EventEmitter<ClusterChanged>();
  const listener = client.onNotification(clusterChangedNotification, (change: ClusterChanged) => changed.fire(change));
  return { onDidChange: changed.event, dispose: () => vscode.Disposable.from(listener, changed).dispose() };
}
