import type { TextEdit } from 'vscode-languageserver-types';
import type { Document, Offset, SourceFile, Uri } from '../../document/document.ts';
import type { Edit } from '../../validation/problem.ts';
import { fileOf, type Snapshot } from '../../workspace/snapshot.ts';
import { rangeIn } from '../spot.ts';
import { indentation } from './indentation.ts';
import { keepsMeaning } from './keepsMeaning.ts';
import { type ListStyle, listStyleOf } from './listStyle.ts';
import { finalLine, trailingSpace } from './trailingSpace.ts';

/** How an editor wants a file to look. */
export interface FormattingOptions {
  /** Columns of one level; what the file is written in, as far as the editor has found out. */
  readonly tabSize: number;
}

/**
 * The edits that put a file in order: levels indented alike, lists at one depth, no spaces at the ends of lines, one line end at the
 * end of the file. Words, quotes, comments, blank lines and line breaks stay. Documents that cannot be read are left as they are, and
 * so is one whose meaning would change.
 */
export function formatting(snapshot: Snapshot, uri: Uri, { tabSize }: FormattingOptions): TextEdit[] {
  const file = fileOf(snapshot, uri);
  if (file === undefined) return [];
  const style = listStyleOf(file);
  const edits = file.documents.flatMap((document) => inFile(document, formatted(file, document, { tabSize, style })));
  return toWire(file, edits);
}

/** The same for the lines from `start` to `end`; for all lines of a document where some alone would change its meaning. */
export function rangeFormatting(
  snapshot: Snapshot,
  uri: Uri,
  [start, end]: readonly [Offset, Offset],
  { tabSize }: FormattingOptions,
): TextEdit[] {
  const file = fileOf(snapshot, uri);
  if (file === undefined) return [];
  const first = file.text.lastIndexOf('\n', start - 1) + 1;
  // A selection of whole lines ends at the start of the next one, which is not meant.
  const last = end > start && file.text.charAt(end - 1) === '\n' ? end - 1 : end;
  const style = listStyleOf(file);
  const touched = file.documents.filter((document) => document.start <= last && document.end >= first);
  const edits = touched.flatMap((document) => {
    const all = formatted(file, document, { tabSize, style });
    const some = all.filter((edit) => {
      const at = edit.start + document.start;
      return at >= first && file.text.lastIndexOf('\n', at - 1) < last;
    });
    return inFile(document, keepsMeaning(document.tree, some) ? some : all);
  });
  return toWire(file, edits);
}

interface Look extends FormattingOptions {
  readonly style: ListStyle;
}

/** The edits of one document, which count from its start, in order. */
function formatted(file: SourceFile, document: Document, { tabSize, style }: Look): readonly Edit[] {
  const { tree } = document;
  if (tree.broken || tree.template) return [];
  const step = Number.isInteger(tabSize) && tabSize >= 1 && tabSize <= 8 ? tabSize : 2;
  const levels = indentation(tree, step, style);
  const last = document === file.documents.at(-1) ? finalLine(tree) : [];
  const spaces = trailingSpace(tree, last[0]?.start ?? tree.text.length);
  const tries = [[...levels, ...spaces, ...last], [...levels, ...spaces], [...spaces, ...last], spaces];
  const inOrder = tries.map((edits) => edits.toSorted((a, b) => a.start - b.start));
  return inOrder.find((edits) => keepsMeaning(tree, edits)) ?? [];
}

function inFile({ start }: Document, edits: readonly Edit[]): Edit[] {
  return edits.map((edit) => ({ start: edit.start + start, end: edit.end + start, text: edit.text }));
}

function toWire(file: SourceFile, edits: readonly Edit[]): TextEdit[] {
  return edits.map(({ start, end, text }) => ({ range: rangeIn(file, start, end), newText: text }));
}
