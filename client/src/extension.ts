import * as vscode from 'vscode';
import { checkWorkspace } from './checkWorkspace.ts';
import { clusterChanges } from './cluster/clusterChanges.ts';
import { clusterView } from './cluster/clusterView.ts';
import { committedBaseline } from './committedBaseline.ts';
import { indexStatus } from './indexStatus.ts';
import { editTexts } from './kubectl/editTexts.ts';
import { kubectlTerminals } from './kubectl/kubectlTerminal.ts';
import { markdownLenses } from './kubectl/markdownLenses.ts';
import { languageClient } from './languageClient.ts';
import { type Panel, panel } from './panel.ts';
import { previewRollout } from './previewRollout.ts';
import { scenarioFailures } from './scenarioFailures.ts';
import { scenarioTests } from './scenarioTests.ts';
import { showSecretValue } from './showSecretValue.ts';
import { simulateCommand } from './simulateCommand.ts';
import { simulationProgress } from './simulationProgress.ts';
import { statusBar } from './statusBar.ts';

/** What other extensions, and our own tests in a real editor, may ask. */
export interface Drydock {
  readonly panel: Pick<Panel, 'messages'>;
}

/** Starts Drydock: the language server and one line for each thing a person can call. */
export async function activate(context: vscode.ExtensionContext): Promise<Drydock> {
  const client = languageClient(context);
  const shown = panel(context, client);
  const terminals = kubectlTerminals(client);
  const changes = clusterChanges(client);
  context.subscriptions.push(
    shown,
    vscode.commands.registerCommand('drydock.simulateApply', simulateCommand(shown)),
    vscode.commands.registerCommand('drydock.previewRollout', previewRollout(shown)),
    terminals,
    editTexts(client),
    vscode.commands.registerCommand('drydock.openKubectl', () => terminals.open()),
    vscode.commands.registerCommand('drydock.runScenario', simulateCommand(shown)),
    vscode.commands.registerCommand('drydock.showPanel', () => shown.reveal()),
    markdownLenses(terminals),
    changes,
    clusterView({ client, panel: shown, terminals, changed: changes.onDidChange }),
    indexStatus(client),
    statusBar(shown, changes.onDidChange),
    simulationProgress(shown),
    scenarioFailures(shown),
    scenarioTests(client),
    vscode.commands.registerCommand('drydock.showSecretValue', showSecretValue(client)),
    vscode.commands.registerCommand('drydock.checkWorkspace', checkWorkspace(client)),
    vscode.commands.registerCommand('drydock.restartServer', () => client.restart()),
    vscode.commands.registerCommand('drydock.showOutput', () => client.outputChannel.show()),
    { dispose: () => void client.dispose() },
  );
  await client.start();
  context.subscriptions.push(committedBaseline(client));
  return { panel: shown };
}
