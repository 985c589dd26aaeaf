import {
  type CancellationToken,
  type Connection,
  type Diagnostic,
  DiagnosticRefreshRequest,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  type PreviousResultId,
  type ResultProgressReporter,
  type WorkDoneProgressReporter,
  type WorkspaceDiagnosticReport,
  type WorkspaceDiagnosticReportPartialResult,
  type WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver';
import { commitProblems, validate } from '#language/languageService.ts';
import { roleOf } from '#language/workspace/fileRole.ts';
import { fileOf, type Snapshot } from '#language/workspace/snapshot.ts';
import type { Workspace } from '#language/workspace/workspace.ts';
import { toDiagnostic } from './convert.ts';
import type { Documents } from './documents.ts';
import { scenarioDiagnostics } from './scenarioDiagnostics.ts';
import { soon } from './soon.ts';

const full: typeof DocumentDiagnosticReportKind.Full = DocumentDiagnosticReportKind.Full;

/** How long the neighbours of a changed file wait, in milliseconds, so that a burst of keystrokes costs them one look. */
const settled = 250;

/** How many files one part of a long answer speaks of. */
const part = 50;

/** How a pull for all files is heard and answered. */
export interface WorkspacePull {
  readonly token: CancellationToken;
  readonly progress: WorkDoneProgressReporter;
  /** Takes parts of the answer; undefined where the editor wants it whole. */
  readonly parts: ResultProgressReporter<WorkspaceDiagnosticReportPartialResult> | undefined;
}

/** Everything to say about a file, for the wire. */
export function diagnosticsOf(snapshot: Snapshot, uri: string): Diagnostic[] {
  const file = fileOf(snapshot, uri);
  if (file === undefined) return [];
  if (roleOf(snapshot, file) === 'scenario') return scenarioDiagnostics(file);
  return [...validate(snapshot, uri), ...commitProblems(snapshot, uri)].map((problem) => toDiagnostic(file, problem));
}

/**
 * Diagnostics for editors that ask (pull) and for those that do not (push). Each answer is about the text as it stands at that moment:
 * validation is synchronous, so a version that has been typed over is never answered for.
 */
export class Diagnostics {
  readonly #connection: Connection;
  readonly #workspace: Workspace;
  readonly #documents: Documents;
  #pull = false;
  #canRefresh = false;
  /** Numbers the snapshots, so that a pull of what has not changed is answered in a word. */
  readonly #ids: WeakMap<Snapshot, string> = new WeakMap();
  #count = 0;
  /** What was said last of a file to who asked for all of them. */
  readonly #told: Map<string, { readonly text: string; readonly resultId: string }> = new Map();
  /** The snapshot of which everything was said to who asked for all files. */
  #answered: Snapshot | undefined;
  /** What was pushed last, by file. */
  readonly #pushed: Map<string, readonly Diagnostic[]> = new Map();
  readonly #due: Set<string> = new Set();
  #neighbours: ReturnType<typeof setTimeout> | undefined;

  constructor(connection: Connection, workspace: Workspace, documents: Documents) {
    this.#connection = connection;
    this.#workspace = workspace;
    this.#documents = documents;
  }

  /** What the editor can do: ask by itself, and be told to ask again. */
  configure(can: { readonly pull: boolean; readonly refresh: boolean }): void {
    this.#pull = can.pull;
    this.#canRefresh = can.refresh;
  }

  /** Answers a pull. */
  report(uri: string, previous: string | undefined): DocumentDiagnosticReport {
    const resultId = this.#id(this.#workspace.snapshot);
    if (resultId === previous) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId };
    return {
      kind: DocumentDiagnosticReportKind.Full,
      resultId,
      items: diagnosticsOf(this.#workspace.snapshot, uri),
    };
  }

  /**
   * Answers a pull for all files of the workspace, one after another, other requests between them. Files of which there is nothing new
   * are answered in a word; a pull that is given up ends with what it has. Who takes parts of the answer is sent them as they come.
   */
  async reportAll(previous: readonly PreviousResultId[], ask: WorkspacePull): Promise<WorkspaceDiagnosticReport> {
    const had = new Map(previous.map(({ uri, value }) => [uri, value]));
    const { snapshot } = this.#workspace;
    if (snapshot === this.#answered && previous.length > 0) return { items: this.#nothingNew(had) };
    const uris = [...snapshot.files.keys()];
    const items: WorkspaceDocumentDiagnosticReport[] = [];
    ask.progress.begin('Drydock', 0, undefined, true);
    for (const [index, uri] of uris.entries()) {
      if (ask.token.isCancellationRequested) break;
      await new Promise<void>((resolve) => soon(resolve));
      ask.progress.report(Math.round((100 * index) / uris.length));
      items.push(this.#reportOf(uri, had.get(uri)));
      had.delete(uri);
      if (items.length >= part) ask.parts?.report({ items: items.splice(0) });
    }
    ask.progress.done();
    if (ask.token.isCancellationRequested) return { items };
    if (snapshot === this.#workspace.snapshot) this.#answered = snapshot;
    const gone = [...had.keys()].filter((uri) => !this.#workspace.snapshot.files.has(uri));
    return { items: [...items, ...gone.map((uri) => ({ kind: full, uri, version: null, items: [] }))] };
  }

  /** VS Code asks again every other second: while nothing changed, nothing is computed. */
  #nothingNew(had: ReadonlyMap<string, string>): WorkspaceDocumentDiagnosticReport[] {
    return [...this.#told.keys()]
      .filter((uri) => this.#workspace.snapshot.files.has(uri))
      .map((uri) => this.#reportOf(uri, had.get(uri)));
  }

  #reportOf(uri: string, previous: string | undefined): WorkspaceDocumentDiagnosticReport {
    const version = this.#documents.version(uri) ?? null;
    const told = this.#told.get(uri);
    if (told !== undefined && told.resultId === previous && this.#workspace.snapshot === this.#answered)
      return { kind: DocumentDiagnosticReportKind.Unchanged, uri, version, resultId: previous };
    const items = diagnosticsOf(this.#workspace.snapshot, uri);
    const text = JSON.stringify(items);
    const resultId = told?.text === text ? told.resultId : `all-${++this.#count}`;
    this.#told.set(uri, { text, resultId });
    if (resultId === previous) return { kind: DocumentDiagnosticReportKind.Unchanged, uri, version, resultId };
    return { kind: full, uri, version, resultId, items };
  }

  /** A document was opened or edited: say at once what is wrong there, and soon what that means for its neighbours. */
  changed(uri: string): void {
    if (this.#pull) return;
    this.#due.add(uri);
    // Edits that have arrived already are taken in first: only the last of a burst is validated.
    soon(() => {
      if (this.#due.delete(uri)) this.#push(uri);
    });
    this.#laterAll();
  }

  /** Something that every file depends on has changed: settings, schemas, files on disk. */
  allChanged(): void {
    if (!this.#pull) this.#laterAll();
    else if (this.#canRefresh) this.#refresh();
  }

  closed(uri: string): void {
    this.#due.delete(uri);
    if (!this.#pull && this.#pushed.delete(uri)) this.#send(uri, []);
  }

  stop(): void {
    clearTimeout(this.#neighbours);
  }

  #refresh(): void {
    this.#connection.sendRequest(DiagnosticRefreshRequest.type).catch((error: Error) => {
      this.#connection.console.warn(`the editor did not ask again: ${error.message}`);
    });
  }

  #laterAll(): void {
    if (this.#pull) return;
    clearTimeout(this.#neighbours);
    this.#neighbours = setTimeout(() => {
      for (const uri of this.#documents.uris) this.#push(uri, { onlyIfNew: true });
    }, settled);
  }

  #push(uri: string, { onlyIfNew } = { onlyIfNew: false }): void {
    if (!this.#documents.isOpen(uri)) return;
    const items = diagnosticsOf(this.#workspace.snapshot, uri);
    if (onlyIfNew && JSON.stringify(this.#pushed.get(uri)) === JSON.stringify(items)) return;
    this.#pushed.set(uri, items);
    this.#send(uri, items);
  }

  #send(uri: string, diagnostics: Diagnostic[]): void {
    const version = this.#documents.version(uri);
    void this.#connection.sendDiagnostics({ uri, diagnostics, ...(version === undefined ? {} : { version }) });
  }

  #id(snapshot: Snapshot): string {
    const known = this.#ids.get(snapshot) ?? String(++this.#count);
    this.#ids.set(snapshot, known);
    return known;
  }
}
