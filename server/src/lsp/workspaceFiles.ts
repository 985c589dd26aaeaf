import { type Connection, FileChangeType } from 'vscode-languageserver';
import { ignoreFileName } from '#language/workspace/ignoreFiles.ts';
import type { FileChange, Workspace } from '#language/workspace/workspace.ts';
import type { Diagnostics } from './diagnostics.ts';
import type { Documents } from './documents.ts';
import type { Host } from './host.ts';
import { Indexing } from './indexing.ts';

/** What the workspace's files belong to. */
export interface WorkspaceParts {
  readonly connection: Connection;
  readonly host: Host;
  readonly workspace: Workspace;
  readonly documents: Documents;
  readonly diagnostics: Diagnostics;
  readonly folders: readonly string[];
  /** Whether the editor shows progress that the server begins. */
  readonly canShowProgress: boolean;
}

/** Files that are read at the same time: another branch may change thousands, and a process may hold only so many open. */
const together = 32;

/** Keeps the workspace at what is open and what is saved; what is open goes first. */
export function keepWorkspace(parts: WorkspaceParts): { readAll(): Promise<void>; stop(): void } {
  const { connection, host, workspace, documents, diagnostics, folders } = parts;
  const indexing = new Indexing(parts);

  connection.onDidOpenTextDocument((params) => {
    documents.open(params);
    diagnostics.changed(params.textDocument.uri);
  });
  connection.onDidChangeTextDocument((params) => {
    documents.edit(params);
    diagnostics.changed(params.textDocument.uri);
  });
  connection.onDidCloseTextDocument(async (params) => {
    const { uri } = params.textDocument;
    const saved = await host.readManifest(uri, folders);
    documents.close(params, saved ?? null);
    diagnostics.closed(uri);
  });
  connection.onDidChangeWatchedFiles(async ({ changes }) => {
    if (changes.some(({ uri }) => uri.endsWith(`/${ignoreFileName}`))) return indexing.run();
    const closed = changes.filter((change) => !documents.isOpen(change.uri));
    if (closed.length === 0) return;
    const read: FileChange[] = [];
    for (let at = 0; at < closed.length; at += together) {
      const some = closed.slice(at, at + together).map(async ({ uri, type }) => ({
        uri,
        text: type === FileChangeType.Deleted ? null : ((await host.readManifest(uri, folders)) ?? null),
      }));
      read.push(...(await Promise.all(some)));
    }
    workspace.change(read.filter((file) => !documents.isOpen(file.uri)));
    diagnostics.allChanged();
  });

  return { readAll: () => indexing.run(), stop: () => indexing.stop() };
}
