import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { type EditedText, type EditText, editTextRequest } from '#protocol/kubectl.ts';

const scheme = 'drydock-edit';

/** Opens the texts of `kubectl edit` in the editor; what was saved when the tab closes is the answer. */
export function editTexts(client: LanguageClient): vscode.Disposable {
  const files = new Texts();
  let count = 0;
  return vscode.Disposable.from(
    vscode.workspace.registerFileSystemProvider(scheme, files),
    client.onRequest(editTextRequest, async ({ text, title }: EditText): Promise<EditedText> => {
      const uri = vscode.Uri.from({ scheme, path: `/${++count}/${title}.yaml` });
      files.writeFile(uri, new TextEncoder().encode(text));
      await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: false });
      await closed(uri);
      return { text: files.take(uri) };
    }),
  );
}

/** Resolves when no tab shows the text any more. */
function closed(uri: vscode.Uri): Promise<void> {
  const shows = ({ input }: vscode.Tab): boolean =>
    input instanceof vscode.TabInputText && input.uri.toString() === uri.toString();
  return new Promise((resolve) => {
    const heard = vscode.window.tabGroups.onDidChangeTabs(() => {
      if (vscode.window.tabGroups.all.some(({ tabs }) => tabs.some(shows))) return;
      heard.dispose();
      resolve();
    });
  });
}

/** Texts that are being edited, in memory alone. */
class Texts implements vscode.FileSystemProvider {
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile: vscode.Event<vscode.FileChangeEvent[]> = this.#changed.event;
  readonly #texts = new Map<string, { readonly content: Uint8Array; readonly mtime: number }>();

  /** The text as it was saved last; it is forgotten. */
  take(uri: vscode.Uri): string {
    const content = this.readFile(uri);
    this.#texts.delete(uri.path);
    return new TextDecoder().decode(content);
  }

  stat(uri: vscode.Uri): vscode.FileStat {
    const { content, mtime } = this.#of(uri);
    return { type: vscode.FileType.File, ctime: 0, mtime, size: content.length };
  }

  readFile(uri: vscode.Uri): Uint8Array {
    return this.#of(uri).content;
  }

  writeFile(uri: vscode.Uri, content: Uint8Array): void {
    this.#texts.set(uri.path, { content, mtime: Date.now() });
    this.#changed.fire([{ type: vscode.FileChangeType.Changed, uri }]);
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  readDirectory(): [string, vscode.FileType][] {
    return [];
  }

  createDirectory(): void {
    throw vscode.FileSystemError.NoPermissions();
  }

  delete(uri: vscode.Uri): void {
    this.#texts.delete(uri.path);
  }

  rename(): void {
    throw vscode.FileSystemError.NoPermissions();
  }

  #of(uri: vscode.Uri): { readonly content: Uint8Array; readonly mtime: number } {
    const found = this.#texts.get(uri.path);
    if (found === undefined) throw vscode.FileSystemError.FileNotFound(uri);
    return found;
  }
}
