import * as vscode from 'vscode';
import type { FromPanel } from '#protocol/panel.ts';
import { applyToManifest } from './applyToManifest.ts';
import type { Panel } from './panel.ts';
import { revealSource } from './revealSource.ts';
import { saveExport } from './saveExport.ts';

/** Does what the page asks for; a message that is none of ours does nothing. */
export async function answerPanel(panel: Panel, message: FromPanel): Promise<void> {
  switch (message.kind) {
    case 'reveal':
      return revealSource(message.uri, message.range);
    case 'rerun': {
      const current = panel.current();
      return current === undefined ? undefined : panel.simulate({ ...current, whatIf: message.whatIf });
    }
    case 'cancel':
      return panel.cancel(message.run);
    case 'applyToManifest':
      return applyToManifest(panel.messages(), message.changes);
    case 'export':
      return saveExport(panel.built, panel.messages(), message);
    case 'openLink':
      return openLink(message.url);
  }
}

/** Pages of Kubernetes' own documentation only: the page is shown what the cluster says, which anyone may have written. */
async function openLink(url: string): Promise<void> {
  if (/^https:\/\/kubernetes\.io\//.test(url)) await vscode.env.openExternal(vscode.Uri.parse(url));
}
