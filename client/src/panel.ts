import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { FromPanel, PanelState, ToPanel } from '#protocol/panel.ts';
import {
  cancelSimulationNotification,
  type SimulateParams,
  type SimulateResult,
  type SimulationEnded,
  simulateRequest,
  simulationEndedNotification,
  type TraceChunk,
  traceChunkNotification,
} from '#protocol/simulate.ts';
import { answerPanel } from './answerPanel.ts';
import { panelHtml } from './panelHtml.ts';
import { selectedObject } from './selectedObject.ts';

/** What is asked to be simulated; the run is named here. */
export type Simulation = Omit<SimulateParams, 'run'>;

/** The one panel: made at the first simulation, brought to the front by the next. */
export interface Panel extends vscode.Disposable {
  simulate(simulation: Simulation): Promise<void>;
  cancel(run: string): void;
  /** Brings it to the front, anew if it was closed. */
  reveal(): void;
  /** What the panel is told of its runs, as it is told. */
  readonly onDidSend: vscode.Event<ToPanel>;
  /** What the panel has been told of the current run. */
  messages(): readonly ToPanel[];
  /** The simulation that it shows. */
  current(): Simulation | undefined;
  /** The folder with the built panel. */
  readonly built: vscode.Uri;
}

const viewType = 'drydock.panel';

/** Registers the panel, with its return after a reload of the window. */
export function panel(context: vscode.ExtensionContext, client: LanguageClient): Panel {
  const shown = new SimulationPanel(context, client);
  context.subscriptions.push(
    vscode.window.registerWebviewPanelSerializer(viewType, {
      async deserializeWebviewPanel(webview, state: PanelState | undefined) {
        shown.adopt(webview);
        const kept = context.workspaceState.get<Simulation>(viewType) ?? simulationOf(state);
        if (kept === undefined)
          shown.refuse(vscode.l10n.t('Open a manifest, or select files or a folder in the explorer.'));
        else await shown.simulate({ ...kept, whatIf: state?.whatIf ?? kept.whatIf });
      },
    }),
    client.onNotification(traceChunkNotification, (chunk: TraceChunk) => shown.relay({ kind: 'chunk', ...chunk })),
    client.onNotification(simulationEndedNotification, (end: SimulationEnded) =>
      shown.relay({ kind: 'ended', ...end }),
    ),
    vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
      const key = selectedObject(shown.messages(), textEditor);
      if (key !== undefined) shown.tell({ kind: 'select', key });
    }),
  );
  return shown;
}

class SimulationPanel implements Panel {
  readonly built: vscode.Uri;
  readonly #sent = new vscode.EventEmitter<ToPanel>();
  readonly onDidSend: vscode.Event<ToPanel> = this.#sent.event;
  readonly #context: vscode.ExtensionContext;
  readonly #client: LanguageClient;
  #webview: vscode.WebviewPanel | undefined;
  /** Whether the page listens; what is sent to one that does not is lost. */
  #listening = false;
  #messages: ToPanel[] = [];
  #current: Simulation | undefined;
  #run = '';
  #runs = 0;

  constructor(context: vscode.ExtensionContext, client: LanguageClient) {
    this.built = vscode.Uri.joinPath(context.extensionUri, 'dist');
    this.#context = context;
    this.#client = client;
  }

  async simulate(simulation: Simulation): Promise<void> {
    if (this.#run !== '') this.cancel(this.#run);
    this.#current = simulation;
    // What ran before (Preview Rollout) is more than the page can keep, and is needed after a reload of the window.
    void this.#context.workspaceState.update(viewType, simulation);
    this.#messages = [];
    const run = `run-${++this.#runs}`;
    this.#run = run;
    this.#open();
    const result = await this.#asked(run, simulation);
    if (run !== this.#run) return;
    if (result.ok) this.#send({ kind: 'started', ...result.started });
    else this.#send({ kind: 'refused', run, problems: result.problems });
  }

  /** Says why there is nothing to show. */
  refuse(message: string): void {
    this.#send({ kind: 'refused', run: this.#run, problems: [{ message }] });
  }

  /** A server that cannot answer (it has ended, or fails) refuses, too: the page must not wait for ever. */
  async #asked(run: string, simulation: Simulation): Promise<SimulateResult> {
    try {
      return await this.#client.sendRequest<SimulateResult>(simulateRequest, { run, ...simulation });
    } catch (error) {
      return { ok: false, problems: [{ message: error instanceof Error ? error.message : String(error) }] };
    }
  }

  cancel(run: string): void {
    void this.#client.sendNotification(cancelSimulationNotification, { run });
  }

  reveal(): void {
    this.#open();
  }

  messages(): readonly ToPanel[] {
    return this.#messages;
  }

  current(): Simulation | undefined {
    return this.#current;
  }

  /** Passes a notification of the current run on, and keeps it for a page that is made anew; those of earlier runs are late. */
  relay(message: Extract<ToPanel, { run: string }>): void {
    if (message.run === this.#run) this.#send(message);
  }

  /** Something of this moment, which is not repeated. */
  tell(message: ToPanel): void {
    if (this.#listening) void this.#webview?.webview.postMessage(message);
  }

  adopt(webview: vscode.WebviewPanel): void {
    this.#webview?.dispose();
    this.#webview = webview;
    this.#listening = false;
    webview.webview.options = { enableScripts: true, localResourceRoots: [this.built] };
    webview.webview.onDidReceiveMessage((message: FromPanel) => this.#receive(message));
    webview.onDidChangeViewState(() => {
      if (!webview.visible) this.#listening = false;
    });
    webview.onDidDispose(() => {
      if (this.#webview === webview) this.#close();
    });
    webview.webview.html = this.#html(webview.webview);
  }

  dispose(): void {
    this.#webview?.dispose();
    this.#sent.dispose();
  }

  #open(): void {
    const place = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    if (this.#webview === undefined)
      this.adopt(vscode.window.createWebviewPanel(viewType, vscode.l10n.t('Rollout'), place, {}));
    else this.#webview.reveal(undefined, true);
  }

  #close(): void {
    this.#webview = undefined;
    this.#listening = false;
    this.cancel(this.#run);
  }

  #send(message: ToPanel): void {
    this.#messages.push(message);
    this.tell(message);
    this.#sent.fire(message);
  }

  #receive(message: FromPanel): void {
    if (message.kind !== 'ready') return void answerPanel(this, message);
    this.#listening = true;
    for (const sent of this.#messages) this.tell(sent);
  }

  #html(webview: vscode.Webview): string {
    return panelHtml({
      script: String(webview.asWebviewUri(vscode.Uri.joinPath(this.built, 'panel.js'))),
      style: String(webview.asWebviewUri(vscode.Uri.joinPath(this.built, 'panel.css'))),
      source: webview.cspSource,
      nonce: crypto.randomUUID(),
      language: vscode.env.language,
      title: vscode.l10n.t('Rollout'),
    });
  }
}

/** What the page remembers of its run, where the window has forgotten it. */
function simulationOf(state: PanelState | undefined): Simulation | undefined {
  const uris = Array.isArray(state?.uris) ? state.uris.filter((uri) => typeof uri === 'string') : [];
  return uris.length === 0 ? undefined : { uris, before: null, whatIf: {} };
}
