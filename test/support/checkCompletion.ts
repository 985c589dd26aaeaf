import type { CompletionItem, TextEdit } from 'vscode-languageserver-types';
import { completion, hover } from '#language/languageService.ts';
import { edited } from './edited.ts';
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
  return edited(plain, [item.textEdit as TextEdit]);
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
