import type { TextEditor } from 'vscode';
import type { ToPanel } from '#protocol/panel.ts';

/** The object of the current run whose manifest the cursor stands in, if any. */
export function selectedObject(messages: readonly ToPanel[], editor: TextEditor): string | undefined {
  const started = messages.find((message) => message.kind === 'started');
  if (started === undefined) return undefined;
  const uri = String(editor.document.uri);
  const { line } = editor.selection.active;
  const found = Object.entries(started.origins).find(
    ([, origin]) => origin.uri === uri && origin.range[0] <= line && line <= origin.range[2],
  );
  return found?.[0];
}
