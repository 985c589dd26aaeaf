import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import {
  type ClusterChanged,
  type ClusterTreeAction,
  type ClusterTreeItem,
  type ClusterTreeParams,
  clusterTreeRequest,
} from '#protocol/clusterTree.ts';
import type { Origin } from '#protocol/simulate.ts';
import type { KubectlTerminals } from '../kubectl/kubectlTerminal.ts';
import type { Panel } from '../panel.ts';
import { revealSource } from '../revealSource.ts';
import { treeItem } from './treeItem.ts';

/** What the tree works with. */
export interface ClusterViewParts {
  readonly client: LanguageClient;
  readonly panel: Panel;
  readonly terminals: KubectlTerminals;
  readonly changed: vscode.Event<ClusterChanged>;
}

const plain: readonly ClusterTreeAction[] = ['describe', 'delete', 'drain', 'uncordon'];

/** The tree view "Drydock Cluster": the server's lines, asked for as they are opened, and what can be done with them. */
export function clusterView({ client, panel, terminals, changed }: ClusterViewParts): vscode.Disposable {
  const stale = new vscode.EventEmitter<void>();
  const lines = async (parent?: ClusterTreeItem): Promise<ClusterTreeItem[]> => {
    if (!client.isRunning()) return [];
    const asked: ClusterTreeParams = { parent: parent?.id ?? null };
    return client.sendRequest<ClusterTreeItem[]>(clusterTreeRequest, asked);
  };
  const view = vscode.window.createTreeView<ClusterTreeItem>('drydock.cluster', {
    treeDataProvider: {
      onDidChangeTreeData: stale.event,
      getTreeItem: (line) => treeItem(line, sourceOf(panel, line) !== undefined),
      getChildren: lines,
    },
    showCollapseAll: true,
  });
  return vscode.Disposable.from(
    stale,
    view,
    changed(({ text }) => {
      view.description = text;
      stale.fire();
    }),
    // The keys stay with the tree: a line is chosen on the way to the next.
    vscode.commands.registerCommand('drydock.tree.reveal', async (line: ClusterTreeItem) => {
      const origin = sourceOf(panel, line);
      if (origin !== undefined) await revealSource(origin.uri, origin.range, true);
    }),
    vscode.commands.registerCommand('drydock.tree.scale', async (line: ClusterTreeItem) => {
      const replicas = line.actions.scale === undefined ? undefined : await askForReplicas(line);
      if (replicas !== undefined) terminals.run([`${line.actions.scale}${replicas}`]);
    }),
    ...plain.map((action) =>
      vscode.commands.registerCommand(`drydock.tree.${action}`, (line: ClusterTreeItem) => {
        const command = line.actions[action];
        if (command !== undefined) terminals.run([command]);
      }),
    ),
  );
}

/** The manifest of the object, else that of what made it. */
function sourceOf(panel: Panel, { sources }: ClusterTreeItem): Origin | undefined {
  const started = panel.messages().find((message) => message.kind === 'started');
  const found = sources.find((key) => started?.origins[key] !== undefined);
  return found === undefined ? undefined : started?.origins[found];
}

async function askForReplicas({ label, replicas }: ClusterTreeItem): Promise<string | undefined> {
  return vscode.window.showInputBox({
    prompt: vscode.l10n.t('How many replicas of {0}?', label),
    value: String(replicas ?? 1),
    validateInput: (text) => (/^\d+$/.test(text.trim()) ? undefined : vscode.l10n.t('A whole number, 0 or more.')),
  });
}
