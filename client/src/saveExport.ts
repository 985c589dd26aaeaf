import path from 'node:path';
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
    wanted.format === 'html'
      ? Buffer.from(await page(built, messages))
      : wanted.format === 'scenario'
        ? Buffer.from(namedFrom(target, wanted.content, messages))
        : Buffer.from(wanted.content, wanted.encoding);
  await vscode.workspace.fs.writeFile(target, bytes);
}

/** The scenario with the manifests that it names as they are reached from its own folder. */
function namedFrom(target: vscode.Uri, scenario: string, messages: readonly ToPanel[]): string {
  const folder = path.posix.dirname(target.path);
  const uris = new Set(
    messages.flatMap((message) =>
      message.kind === 'started' ? Object.values(message.origins).map((origin) => origin.uri) : [],
    ),
  );
  // The longer first: an address may begin with another.
  return [...uris]
    .sort((a, b) => b.length - a.length)
    .reduce((text, uri) => text.replaceAll(uri, path.posix.relative(folder, vscode.Uri.parse(uri).path)), scenario);
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
  const ended = messages.findLast((message) => message.kind === 'ended');
  const chunks = messages.flatMap((message) => (message.kind === 'chunk' ? [message] : []));
  const trace = {
    header: started?.header,
    end: ended?.end ?? chunks.at(-1)?.end ?? 0,
    chunks: chunks.map(({ chunk }) => chunk),
  };
  const applyAt = ended === undefined ? {} : { applyAt: ended.applyAt };
  return { trace, title: started?.title ?? '', origins: placesIn(started), ...applyAt };
}

/** File and line of each object; the folders are nobody's business who is given the page. */
function placesIn(started: Extract<ToPanel, { kind: 'started' }> | undefined): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(started?.origins ?? {}).map(([key, { uri, range }]) => [
      key,
      { uri: uri.slice(uri.lastIndexOf('/') + 1), range },
    ]),
  );
}
