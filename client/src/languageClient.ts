import * as vscode from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import type { InitializationOptions } from '#protocol/settings.ts';
import { readSettings } from './settings.ts';

/** Where manifests are edited; comparisons with a commit and other generated documents are left alone. */
const schemes = ['file', 'untitled', 'vscode-vfs', 'vscode-remote', 'memfs', 'vscode-test-web'];

/** What a hover may link to. Its texts come from manifests too: nothing here may do more than show. */
const linkedCommands = ['drydock.showSecretValue'];

/** The connection to the language server, not yet started. It runs as a process of its own over IPC. */
export function languageClient(context: vscode.ExtensionContext): LanguageClient {
  const server = {
    module: context.asAbsolutePath('dist/server.cjs'),
    transport: TransportKind.ipc,
  };
  return new LanguageClient('drydock', 'Drydock', server, {
    documentSelector: schemes.map((scheme) => ({ scheme, language: 'yaml' })),
    initializationOptions: (): InitializationOptions => ({
      settings: readSettings(vscode.workspace.getConfiguration('drydock')),
      schemas: context.asAbsolutePath('dist/schemas'),
      ...(vscode.l10n.bundle === undefined ? {} : { texts: vscode.l10n.bundle }),
      commands: linkedCommands,
    }),
    markdown: { isTrusted: { enabledCommands: linkedCommands } },
    synchronize: { fileEvents: vscode.workspace.createFileSystemWatcher('**/{*.yaml,*.yml,.gitignore}') },
  });
}
