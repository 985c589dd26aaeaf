import { lineStarts, offsetAt, type Position, positionAt } from './lines.ts';
import { parseTree, type Tree } from './parse.ts';
import { type Chunk, splitDocuments } from './split.ts';

/** Names a file: a URI in the editor, a path on the command line. */
export type Uri = string & { readonly __brand?: 'Uri' };

/** Characters (UTF-16 units) from the start of a file. */
export type Offset = number & { readonly __brand?: 'Offset' };

/** One document of a file: where it stands, and its tree, whose offsets count from `start`. */
export interface Document {
  readonly index: number;
  readonly start: Offset;
  readonly end: Offset;
  /** The line of the file, from 0, that begins at `start`. */
  readonly line: number;
  readonly tree: Tree;
}

/** A file as it was read. */
export interface SourceFile {
  readonly uri: Uri;
  readonly version: number;
  readonly text: string;
  /** At least one. */
  readonly documents: readonly [Document, ...Document[]];
}

/** Reads a file. Documents whose text stands in `previous` too keep their trees: the cost grows with what changed, not with the file. */
export function readFile(uri: Uri, text: string, version: number, previous?: SourceFile): SourceFile {
  const chunks = splitDocuments(text);
  const kept = keptTrees(text, chunks, previous?.documents ?? []);
  const documents: Document[] = [];
  let line = 0;
  for (const [index, { start, end }] of chunks.entries()) {
    const old = kept[index];
    const document =
      old?.start === start && old.line === line && old.index === index
        ? old
        : place(text, index, start, end, line, old?.tree);
    documents.push(document);
    line += startsOf(document.tree).length - 1;
  }
  const [first = place(text, 0, 0, text.length, 0, undefined), ...rest] = documents;
  return { uri, version, text, documents: [first, ...rest] };
}

/** Line and character of an offset of the file. */
export function positionIn(file: SourceFile, offset: Offset): Position {
  const document = documentAt(file, offset);
  const inside = positionAt(startsOf(document.tree), offset - document.start);
  return { line: document.line + inside.line, character: inside.character };
}

/** The offset of a line and character of the file. */
export function offsetIn(file: SourceFile, position: Position): Offset {
  const document = last(file.documents, (candidate) => candidate.line <= position.line);
  const inside = { line: position.line - document.line, character: position.character };
  return document.start + offsetAt(startsOf(document.tree), inside, document.tree.text.length);
}

/** The document in which `offset` stands; its `---` line belongs to it. */
export function documentAt(file: SourceFile, offset: Offset): Document {
  return last(file.documents, (candidate) => candidate.start <= offset);
}

function place(
  text: string,
  index: number,
  start: number,
  end: number,
  line: number,
  tree: Tree | undefined,
): Document {
  return { index, start, end, line, tree: tree ?? parseTree(text.slice(start, end)) };
}

const startsMemo = new WeakMap<Tree, readonly number[]>();

function startsOf(tree: Tree): readonly number[] {
  const known = startsMemo.get(tree);
  if (known !== undefined) return known;
  const starts = lineStarts(tree.text);
  startsMemo.set(tree, starts);
  return starts;
}

/** For each chunk the earlier document with the same text: counted from the front while they agree, then from the back. */
function keptTrees(text: string, chunks: readonly Chunk[], before: readonly Document[]): (Document | undefined)[] {
  const kept: (Document | undefined)[] = new Array(chunks.length).fill(undefined);
  const same = (chunk: Chunk | undefined, old: Document | undefined): boolean =>
    chunk !== undefined &&
    old !== undefined &&
    chunk.end - chunk.start === old.tree.text.length &&
    text.startsWith(old.tree.text, chunk.start);
  let front = 0;
  while (same(chunks[front], before[front])) {
    kept[front] = before[front];
    front++;
  }
  let back = 1;
  while (back <= Math.min(chunks.length, before.length) - front && same(chunks.at(-back), before.at(-back))) {
    kept[chunks.length - back] = before.at(-back);
    back++;
  }
  return kept;
}

/** The last document for which `test` holds; the first where none does. `test` holds for a prefix. */
function last(documents: SourceFile['documents'], test: (document: Document) => boolean): Document {
  let low = 0;
  let high = documents.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    const candidate = documents[middle];
    if (candidate !== undefined && test(candidate)) low = middle;
    else high = middle - 1;
  }
  return documents[low] ?? documents[0];
}
