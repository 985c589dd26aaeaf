import * as vscode from 'vscode';
import { languageClient } from './languageClient.ts';
import { registerPanel } from './panel.ts';
import { previewRollout } from './previewRollout.ts';
import { simulateCommand } from './simulateCommand.ts';

/** Starts Drydock: the language server and one line for each thing a person can call. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const client = languageClient(context);
  const panels = registerPanel(context, client);
  context.subscriptions.push(
    panels,
    vscode.commands.registerCommand('drydock.simulateApply', simulateCommand(panels)),
    vscode.commands.registerCommand('drydock.previewRollout', previewRollout(panels)),
    vscode.commands.registerCommand('drydock.restartServer', () => client.restart()),
    vscode.commands.registerCommand('drydock.showOutput', () => client.outputChannel.show()),
    { dispose: () => void client.dispose() },
  );
  await client.start();
}
