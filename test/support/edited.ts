import { TextDocument } from 'vscode-languageserver-textdocument';
import type { TextEdit } from 'vscode-languageserver-types';

/** The text after the edits, as an editor makes them: in any order, at the places of the text before. Throws where two overlap. */
export function edited(text: string, edits: readonly TextEdit[]): string {
  return TextDocument.applyEdits(TextDocument.create('main.yaml', 'yaml', 1, text), [...edits]);
}
