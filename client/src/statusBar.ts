import * as vscode from 'vscode';
import type { ClusterChanged } from '#protocol/clusterTree.ts';
import type { ToPanel } from '#protocol/panel.ts';
import type { Panel } from './panel.ts';

/** The item of the status bar: that a simulation runs, then its verdict in words; a click shows the panel. */
export function statusBar(panel: Panel, changed: vscode.Event<ClusterChanged>): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('drydock.verdict', vscode.StatusBarAlignment.Left, 20);
  item.name = 'Drydock';
  item.command = 'drydock.showPanel';
  const say = (icon: string, text: string, detail = ''): void => {
    item.text = `$(${icon}) Drydock: ${text}`;
    item.tooltip = detail === '' ? vscode.l10n.t('Show the rollout') : detail;
    item.accessibilityInformation = { label: [`Drydock: ${text}`, detail].filter((part) => part !== '').join('. ') };
    item.show();
  };
  return vscode.Disposable.from(
    item,
    panel.onDidSend((message) => sayMessage(message, say)),
    changed(({ verdict, text, detail }) => say(icons[verdict], text, detail)),
  );
}

const icons: Readonly<Record<ClusterChanged['verdict'], string>> = {
  completes: 'pass',
  moving: 'sync~spin',
  stuck: 'error',
  refused: 'error',
  restless: 'sync-ignored',
  nothing: 'ship',
};

/** How a run began, or ended without a verdict. */
function sayMessage(message: ToPanel, say: (icon: string, text: string, detail?: string) => void): void {
  if (message.kind === 'started') say('sync~spin', vscode.l10n.t('simulating {0}', message.title));
  if (message.kind === 'refused') say('error', vscode.l10n.t('nothing ran'), message.problems[0]?.message);
  if (message.kind !== 'ended') return;
  if (message.outcome === 'cancelled') say('circle-slash', vscode.l10n.t('cancelled'));
  if (message.outcome === 'failed')
    say('error', vscode.l10n.t('the simulation failed'), message.message?.split('\n')[0]);
}
