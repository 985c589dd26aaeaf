import type { SelectionRange } from 'vscode-languageserver-types';
import { documentAt, type Offset, positionIn, type Uri } from '../../document/document.ts';
import { deref, type Node } from '../../document/node.ts';
import { fileOf, type Snapshot } from '../../workspace/snapshot.ts';
import { rangeIn } from '../spot.ts';

/** For each offset the ranges around it that mean something, from the inside out: value, entry, map, …, document. */
export function selectionRanges(snapshot: Snapshot, uri: Uri, offsets: readonly Offset[]): SelectionRange[] {
  const file = fileOf(snapshot, uri);
  if (file === undefined) return [];
  return offsets.map((offset) => {
    const document = documentAt(file, offset);
    const { root } = document.tree;
    const whole = [document.start, document.end] as const;
    const inside =
      root === null
        ? []
        : around(root, offset - document.start).map(
            ([from, to]) => [document.start + from, document.start + to] as const,
          );
    let selection: SelectionRange | undefined;
    for (const [from, to] of [whole, ...inside]) {
      const range = rangeIn(file, from, to);
      selection = selection === undefined ? { range } : { range, parent: selection };
    }
    const here = positionIn(file, offset);
    return selection ?? { range: { start: here, end: here } };
  });
}

type Span = readonly [start: number, end: number];

/** Spans that contain `at`, each within the one before. */
function around(node: Node, at: number): Span[] {
  const spans: Span[] = [];
  let current: Node | undefined = node;
  while (current !== undefined) {
    if (current.start > at || at > current.end) break;
    add(spans, current.start, textEnd(current));
    const inner: Node = deref(current);
    if (current.kind === 'alias' || inner.kind === 'scalar') break;
    if (inner.kind === 'list') {
      current = inner.items.find((item) => item.start <= at && at <= item.end);
      continue;
    }
    const entry = inner.entries.find(({ key, value }) => key.start <= at && at <= Math.max(key.end, value.end));
    if (entry === undefined) break;
    add(spans, entry.key.start, Math.max(entry.key.end, entry.value.end));
    current = at <= entry.key.end ? entry.key : entry.value;
  }
  return spans;
}

function add(spans: Span[], start: number, end: number): void {
  const last = spans.at(-1);
  if (last === undefined || last[0] !== start || last[1] !== end) spans.push([start, end]);
}

/** Where the node's text ends, the line breaks after a block left out. */
function textEnd(node: Node): number {
  if (node.kind === 'map' && !node.flow) return node.entries.at(-1)?.value.end ?? node.end;
  if (node.kind === 'list' && !node.flow) return node.items.at(-1)?.end ?? node.end;
  return node.end;
}
