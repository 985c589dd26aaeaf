import type {
  DidChangeTextDocumentParams,
  DidCloseTextDocumentParams,
  DidOpenTextDocumentParams,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Workspace } from '#language/workspace/workspace.ts';

/** The documents that are open in the editor: what they say goes before what is saved. */
export class Documents {
  readonly #open: Map<string, TextDocument> = new Map();
  readonly #workspace: Workspace;

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
  }

  isOpen(uri: string): boolean {
    return this.#open.has(uri);
  }

  get uris(): readonly string[] {
    return [...this.#open.keys()];
  }

  /** The version that the editor gave to the text that we have; undefined when it is not open. */
  version(uri: string): number | undefined {
    return this.#open.get(uri)?.version;
  }

  open({ textDocument }: DidOpenTextDocumentParams): void {
    const { uri, languageId, version, text } = textDocument;
    this.#keep(TextDocument.create(uri, languageId, version, text));
  }

  /** Takes the edits of one keystroke; those of a document that was never opened are dropped. */
  edit({ textDocument, contentChanges }: DidChangeTextDocumentParams): void {
    const document = this.#open.get(textDocument.uri);
    if (document !== undefined) this.#keep(TextDocument.update(document, contentChanges, textDocument.version));
  }

  /** The file counts as saved from now on: `saved` is its text, null when there is none. */
  close({ textDocument }: DidCloseTextDocumentParams, saved: string | null): void {
    this.#open.delete(textDocument.uri);
    this.#workspace.change([{ uri: textDocument.uri, text: saved }]);
  }

  #keep(document: TextDocument): void {
    this.#open.set(document.uri, document);
    this.#workspace.change([{ uri: document.uri, text: document.getText(), version: document.version }]);
  }
}
