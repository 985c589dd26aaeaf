import * as vscode from 'vscode';
import type { FromPanel, ToPanel } from '#protocol/panel.ts';
import { panelPage } from '#protocol/panelPage.ts';

type Export = Extract<FromPanel, { kind: 'export' }>;

/** Asks where to, and writes what the page made, or the page itself with its run; nothing happens when the person gives up. */
export async function saveExport(built: vscode.Uri, messages: readonly ToPanel[], wanted: Export): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const target = await vscode.window.showSaveDialog(
    folder === undefined ? {} : { defaultUri: vscode.Uri.joinPath(folder, wanted.name) },
  );
  if (target === undefined) return;
  const bytes =
    wanted.format === 'html' ? Buffer.from(await page(built, messages)) : Buffer.from(wanted.content, wanted.encoding);
  await vscode.workspace.fs.writeFile(target, bytes);
}

/** The panel as one file that opens in any browser, with everything that it was told of its run. */
async function page(built: vscode.Uri, messages: readonly ToPanel[]): Promise<string> {
  const read = async (name: string): Promise<string> =>
    Buffer.from(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(built, name))).toString('utf8');
  const content = pageContent(messages);
  return panelPage(await read('panel.js'), await read('panel.css'), content, vscode.env.language);
}

function pageContent(messages: readonly ToPanel[]): Parameters<typeof panelPage>[2] {
  const started = messages.find((message) => message.kind === 'started');
  const ended = messages.find((message) => message.kind === 'ended');
  const chunks = messages.flatMap((message) => (message.kind === 'chunk' ? [message] : []));
  const trace = {
    header: started?.header,
    end: ended?.end ?? chunks.at(-1)?.end ?? 0,
    chunks: chunks.map(({ chunk }) => chunk),
  };
  return { trace, title: started?.title ?? '', ...(ended === undefined ? {} : { applyAt: ended.applyAt }) };
}
