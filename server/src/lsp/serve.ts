import * as l10n from '@vscode/l10n';
import { type Connection, DidChangeConfigurationNotification, type InitializeParams } from 'vscode-languageserver';
import { Workspace } from '#language/workspace/workspace.ts';
import { type CommittedText, committedTextNotification } from '#protocol/committed.ts';
import type { InitializationOptions, Settings } from '#protocol/settings.ts';
import { clusterTreeFor } from './clusterTreeRequests.ts';
import { Diagnostics } from './diagnostics.ts';
import { Documents } from './documents.ts';
import { capabilities, registerFeatures } from './features.ts';
import type { Host } from './host.ts';
import { registerKubectl } from './kubectlSessions.ts';
import { registerScenarioTests } from './scenarioTests.ts';
import { registerSecretValues } from './secretValues.ts';
import { languageSettings, readSettings } from './settings.ts';
import { registerSimulation } from './simulation.ts';
import { keepWorkspace } from './workspaceFiles.ts';

/** Serves one editor over `connection` until it ends. Everything that needs the machine comes from `host`. */
export function serve(connection: Connection, host: Host): void {
  connection.onInitialize((params) => {
    const server = new Server(connection, host, params);
    connection.onInitialized(() => server.start());
    connection.onShutdown(() => server.stop());
    return { serverInfo: { name: 'drydock' }, capabilities };
  });
  connection.listen();
}

/** One editor's workspace and what answers for it. */
class Server {
  readonly #connection: Connection;
  readonly #params: InitializeParams;
  readonly #workspace: Workspace;
  readonly #documents: Documents;
  readonly #diagnostics: Diagnostics;
  readonly #folders: readonly string[];
  readonly #files: ReturnType<typeof keepWorkspace>;
  #settings: Settings;

  constructor(connection: Connection, host: Host, params: InitializeParams) {
    const options: InitializationOptions = params.initializationOptions ?? {};
    if (options.texts !== undefined) l10n.config({ contents: { ...options.texts } });
    this.#connection = connection;
    this.#params = params;
    this.#folders = params.workspaceFolders?.map((folder) => folder.uri) ?? [];
    this.#settings = readSettings(options.settings);
    this.#workspace = new Workspace(host.schemas(options.schemas), languageSettings(this.#settings, this.#folders));
    this.#documents = new Documents(this.#workspace);
    this.#diagnostics = new Diagnostics(connection, this.#workspace, this.#documents);
    this.#diagnostics.configure({
      pull: params.capabilities.textDocument?.diagnostic !== undefined,
      refresh: params.capabilities.workspace?.diagnostics?.refreshSupport === true,
    });
    this.#files = keepWorkspace({
      connection,
      host,
      workspace: this.#workspace,
      documents: this.#documents,
      diagnostics: this.#diagnostics,
      folders: this.#folders,
      canShowProgress: params.capabilities.window?.workDoneProgress === true,
    });
    registerFeatures(connection, this.#workspace, this.#diagnostics, options.commands);
    registerSecretValues(connection, () => this.#workspace.snapshot);
    registerScenarioTests(connection, () => this.#workspace.snapshot);
    const clusters = clusterTreeFor(connection);
    registerSimulation(connection, host, this.#workspace, () => this.#settings, clusters);
    registerKubectl(connection, this.#workspace, () => this.#settings, clusters);
    connection.onNotification(committedTextNotification, ({ uri, text }: CommittedText) => {
      this.#workspace.commit(uri, text);
      this.#diagnostics.allChanged();
    });
    connection.onDidChangeConfiguration(({ settings }) => this.#configure(settings));
  }

  start(): void {
    const { workspace } = this.#params.capabilities;
    if (workspace?.didChangeConfiguration?.dynamicRegistration === true)
      void this.#connection.client.register(DidChangeConfigurationNotification.type, { section: 'drydock' });
    void this.#files.readAll();
  }

  stop(): void {
    this.#files.stop();
    this.#diagnostics.stop();
  }

  /** The new settings: asked for where the editor keeps them (VS Code), else as it sent them, with or without our section's name. */
  async #configure(sent: unknown): Promise<void> {
    const { workspace } = this.#params.capabilities;
    const asked = workspace?.configuration === true;
    const given = asked ? await this.#connection.workspace.getConfiguration('drydock') : section(sent);
    if (given === undefined || given === null) return;
    this.#settings = readSettings(given);
    this.#workspace.configure(languageSettings(this.#settings, this.#folders));
    this.#diagnostics.allChanged();
  }
}

function section(sent: unknown): unknown {
  const record = typeof sent === 'object' && sent !== null ? (sent as Readonly<Record<string, unknown>>) : undefined;
  return record?.['drydock'] ?? record;
}
