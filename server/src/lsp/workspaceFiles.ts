import { type Connection, FileChangeType } from 'vscode-languageserver';
import type { Workspace } from '#language/workspace/workspace.ts';
import type { Diagnostics } from './diagnostics.ts';
import type { Documents } from './documents.ts';
import type { Host } from './host.ts';

/** Keeps the workspace at what is open and what is saved; what is open goes first. `changed` hears of every file changed on disk. */
export function keepWorkspace(
  connection: Connection,
  host: Host,
  workspace: Workspace,
  documents: Documents,
  diagnostics: Diagnostics,
  changed: (uri: string) => void,
): { readAll(folders: readonly string[]): Promise<void>; stop(): void } {
  let stopped = false;

  connection.onDidOpenTextDocument((params) => {
    documents.open(params);
    diagnostics.changed(params.textDocument.uri);
  });
  connection.onDidChangeTextDocument((params) => {
    documents.edit(params);
    diagnostics.changed(params.textDocument.uri);
  });
  connection.onDidCloseTextDocument(async (params) => {
    const saved = await host.read(params.textDocument.uri);
    documents.close(params, saved ?? null);
    diagnostics.closed(params.textDocument.uri);
  });
  connection.onDidChangeWatchedFiles(async ({ changes }) => {
    for (const { uri } of changes) changed(uri);
    const closed = changes.filter((change) => !documents.isOpen(change.uri));
    if (closed.length === 0) return;
    const read = await Promise.all(
      closed.map(async ({ uri, type }) => ({
        uri,
        text: type === FileChangeType.Deleted ? null : ((await host.read(uri)) ?? null),
      })),
    );
    workspace.change(read.filter((file) => !documents.isOpen(file.uri)));
    diagnostics.allChanged();
  });

  return {
    async readAll(folders) {
      let found = 0;
      for await (const files of host.manifestsUnder(folders, () => stopped)) {
        const closed = files.filter((file) => !documents.isOpen(file.uri));
        found += closed.length;
        workspace.change(closed);
      }
      if (found > 0 && !stopped) diagnostics.allChanged();
    },
    stop() {
      stopped = true;
    },
  };
}
