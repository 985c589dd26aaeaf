import * as vscode from 'vscode';
import type { ClusterTreeItem, ClusterTreeStatus } from '#protocol/clusterTree.ts';

/** One line of the tree as VS Code draws it. Its `contextValue` lists what can be done with it, for the menus of package.json. */
export function treeItem(line: ClusterTreeItem, hasSource: boolean): vscode.TreeItem {
  const { Expanded, Collapsed, None } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(
    line.label,
    line.expandable ? (line.status === 'group' ? Expanded : Collapsed) : None,
  );
  const icon = icons[line.status];
  item.id = line.id;
  item.description = line.description;
  item.tooltip = line.spoken;
  item.accessibilityInformation = { label: line.spoken };
  item.contextValue = [...Object.keys(line.actions), ...(hasSource ? ['reveal'] : [])].join(' ');
  if (icon !== undefined) item.iconPath = new vscode.ThemeIcon(icon[0], new vscode.ThemeColor(icon[1]));
  if (hasSource)
    item.command = {
      command: 'drydock.tree.reveal',
      title: vscode.l10n.t('Show in the manifest'),
      arguments: [line],
    };
  return item;
}

/** The shape says it, the colour says it again. */
const icons: Readonly<Record<ClusterTreeStatus, readonly [icon: string, color: string] | undefined>> = {
  group: undefined,
  ok: ['pass', 'testing.iconPassed'],
  busy: ['sync', 'testing.iconQueued'],
  idle: ['circle-outline', 'disabledForeground'],
  warning: ['warning', 'list.warningForeground'],
  error: ['error', 'testing.iconFailed'],
};
