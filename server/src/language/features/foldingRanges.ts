import type { FoldingRange } from 'vscode-languageserver-types';
import { type Document, positionIn, type SourceFile, type Uri } from '../document/document.ts';
import { endOf } from '../document/insert.ts';
import { deref, type Node } from '../document/node.ts';
import { fileOf, type Snapshot } from '../workspace/snapshot.ts';

/** What can be folded: documents, and every map, list and block of text of more than one line. */
export function foldingRanges(snapshot: Snapshot, uri: Uri): FoldingRange[] {
  const file = fileOf(snapshot, uri);
  if (file === undefined) return [];
  const out: FoldingRange[] = [];
  for (const document of file.documents) {
    const { root, text } = document.tree;
    if (root === null) continue;
    if (file.documents.length > 1 && text.startsWith('---')) fold(file, document, 0, endOf(text, root), out);
    inside(file, document, root, out, 0);
  }
  return out;
}

function inside(file: SourceFile, document: Document, node: Node, out: FoldingRange[], depth: number): void {
  if (node.kind === 'alias' || depth > 100) return;
  const at = deref(node);
  if (at.kind === 'map') {
    for (const entry of at.entries) {
      fold(file, document, entry.key.start, endOf(document.tree.text, entry.value), out);
      inside(file, document, entry.value, out, depth + 1);
    }
  }
  if (at.kind === 'list') {
    for (const item of at.items) {
      if (deref(item).kind !== 'scalar') fold(file, document, item.start, endOf(document.tree.text, item), out);
      inside(file, document, item, out, depth + 1);
    }
  }
}

function fold(file: SourceFile, document: Document, start: number, end: number, out: FoldingRange[]): void {
  const startLine = positionIn(file, document.start + start).line;
  const endLine = positionIn(file, document.start + end).line;
  if (endLine > startLine && out.at(-1)?.startLine !== startLine) out.push({ startLine, endLine });
}
