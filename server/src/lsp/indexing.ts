import { t } from '@vscode/l10n';
import { MessageType, ShowMessageNotification, type WorkDoneProgressServerReporter } from 'vscode-languageserver';
import { readAhead } from '#language/languageService.ts';
import { type Indexed, indexedNotification } from '#protocol/indexed.ts';
import type { LeftOut } from './host.ts';
import { soon } from './soon.ts';
import type { WorkspaceParts } from './workspaceFiles.ts';

/** Reads the files of the workspace into it, with progress; other requests are answered in between. What is left out is said once. */
export class Indexing {
  readonly #parts: WorkspaceParts;
  #run = 0;
  #said = '';

  constructor(parts: WorkspaceParts) {
    this.#parts = parts;
  }

  /** Reads everything again; a run that is under way ends. */
  async run(): Promise<void> {
    const run = ++this.#run;
    this.#parts.workspace.incomplete(true);
    const progress = await this.#progress();
    try {
      await this.#read(run, progress);
    } catch (error) {
      this.#parts.connection.console.error(`indexing: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      progress?.done();
    }
  }

  async #read(run: number, progress: WorkDoneProgressServerReporter | undefined): Promise<void> {
    const { host, workspace, documents, diagnostics, folders } = this.#parts;
    const before = [...workspace.snapshot.files.keys()];
    const found = new Set<string>();
    let left: LeftOut | undefined;
    const givenUp = (): boolean => progress?.token.isCancellationRequested === true;
    const walk = {
      stopped: () => givenUp() || run !== this.#run,
      looked: (files: number) => progress?.report(t('{0} files', files)),
      leftOut: (what: LeftOut) => {
        left = what;
      },
    };
    for await (const files of host.manifestsUnder(folders, walk)) {
      for (const { uri } of files) found.add(uri);
      workspace.change(files.filter((file) => !documents.isOpen(file.uri)));
      for (const { uri } of files) readAhead(workspace.snapshot, uri);
      await new Promise<void>((resolve) => soon(resolve));
      if (walk.stopped()) break;
    }
    if (run !== this.#run) return;
    if (!givenUp()) this.#forget(before.filter((uri) => !found.has(uri)));
    workspace.incomplete(givenUp() || left !== undefined);
    this.#tell(found.size, givenUp() ? [abandoned()] : sentences(left));
    diagnostics.allChanged();
  }

  stop(): void {
    this.#run++;
  }

  /** Files that are ignored by now, or went away unseen. */
  #forget(gone: readonly string[]): void {
    const { workspace, documents } = this.#parts;
    const closed = gone.filter((uri) => !documents.isOpen(uri));
    if (closed.length > 0) workspace.change(closed.map((uri) => ({ uri, text: null })));
  }

  #tell(files: number, leftOut: readonly string[]): void {
    const { connection } = this.#parts;
    const told: Indexed = { files, leftOut };
    void connection.sendNotification(indexedNotification, told);
    const text = leftOut.join(' ');
    if (text === '' || text === this.#said) return;
    this.#said = text;
    connection.console.warn(text);
    void connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Warning, message: text });
  }

  async #progress(): Promise<WorkDoneProgressServerReporter | undefined> {
    const { connection, canShowProgress } = this.#parts;
    if (!canShowProgress) return undefined;
    const progress = await connection.window.createWorkDoneProgress();
    progress.begin(t('Drydock reads the workspace'), undefined, '', true);
    return progress;
  }
}

function abandoned(): string {
  return t('Reading the workspace was given up: names in what was not read are not known.');
}

/** What was left out, and what to do. */
function sentences(left: LeftOut | undefined): string[] {
  if (left === undefined) return [];
  const said: string[] = [];
  if (left.tooMany > 0)
    said.push(
      t(
        'Drydock looked at the first YAML files of the workspace and left out {0} more: name folders without manifests in .gitignore, or open a smaller folder.',
        left.tooMany,
      ),
    );
  if (left.noRoom > 0)
    said.push(
      t('{0} more manifests were left out, as those that were read fill the memory meant for them.', left.noRoom),
    );
  if (left.tooLarge.length > 0)
    said.push(t('Files that are too large were left out: {0}.', left.tooLarge.slice(0, 5).map(nameOf).join(', ')));
  return said;
}

function nameOf(uri: string): string {
  return decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));
}
