import type { CompletionItem, TextEdit } from 'vscode-languageserver-types';
import { offsetIn } from '#language/document/document.ts';
import { completion, hover } from '#language/languageService.ts';
import { cursorOf, workspaceOf } from './workspace.ts';

/** The labels offered at `$0`, in their order; `more` files come after the text. */
export function offered(text: string, more = ''): string[] {
  return items(text, more).map((item) => item.label);
}

/** The text after taking the item `label` at `$0`; the snippet's first stop is shown as `$0`. */
export function completed(text: string, label: string, more = ''): string {
  const item = items(text, more).find((one) => one.label === label);
  if (item === undefined) throw new Error(`${label} is not offered: ${offered(text, more).slice(0, 20).join(', ')}`);
  const { text: plain } = cursorOf(text);
  const file = workspaceOf(plain).snapshot.files.get('main.yaml');
  const edit = item.textEdit as TextEdit;
  if (file === undefined) return '';
  return plain.slice(0, offsetIn(file, edit.range.start)) + edit.newText + plain.slice(offsetIn(file, edit.range.end));
}

/** The Markdown shown at `$0`, asked at the moment `now` if it is given; empty where nothing is. */
export function hovered(text: string, now?: number): string {
  const { text: plain, offset } = cursorOf(text);
  const contents = hover(workspaceOf(plain).snapshot, 'main.yaml', offset, now)?.contents;
  return typeof contents === 'object' && 'value' in contents ? contents.value : '';
}

function items(text: string, more: string): CompletionItem[] {
  const { text: plain, offset } = cursorOf(text);
  const { snapshot } = workspaceOf(plain + more);
  return completion(snapshot, 'main.yaml', offset).toSorted((a, b) =>
    (a.sortText ?? a.label) < (b.sortText ?? b.label) ? -1 : 1,
  );
}
