import * as vscode from 'vscode';
import type { FromPanel, ToPanel } from '#protocol/panel.ts';

type Export = Extract<FromPanel, { kind: 'export' }>;

const endings: Readonly<Record<Export['format'], string>> = {
  html: 'html',
  markdown: 'md',
  png: 'png',
  scenario: 'scenario.yaml',
  svg: 'svg',
};

/** Asks where to, and writes what the page made; nothing happens when the person gives up. */
export async function saveExport(_messages: readonly ToPanel[], wanted: Export): Promise<void> {
  if (wanted.format === 'html') return;
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const name = `${wanted.name}.${endings[wanted.format]}`;
  const target = await vscode.window.showSaveDialog(
    folder === undefined ? {} : { defaultUri: vscode.Uri.joinPath(folder, name) },
  );
  if (target === undefined) return;
  await vscode.workspace.fs.writeFile(target, Buffer.from(wanted.content, wanted.encoding));
}
