import type { Entry, MapNode, Node } from './node.ts';
import { isMerge, keyText } from './node.ts';
import type { Segment } from './pointer.ts';

/** What stands at an offset of a document. */
export interface Spot {
  readonly segments: readonly Segment[];
  readonly node: Node;
  /** The entry of the innermost map that holds the offset, if it is on a key or its value. */
  readonly entry: Entry | undefined;
  /** Whether the offset is on the key of `entry` rather than in its value. */
  readonly onKey: boolean;
}

/** The innermost key or value at `offset` (relative to the document). Ends count as inside, so that a cursor behind a word is on it. */
export function nodeAt(root: Node, offset: number): Spot | undefined {
  if (offset < root.start || offset > root.end) return undefined;
  return descend(root, offset, [], undefined);
}

function descend(node: Node, offset: number, segments: readonly Segment[], entry: Entry | undefined): Spot {
  const here: Spot = { segments, node, entry, onKey: false };
  if (node.kind === 'map') return inMap(node, offset, here);
  if (node.kind !== 'list') return here;
  const index = node.items.findIndex((item) => covers(item, offset));
  const item = node.items[index];
  return item === undefined ? here : descend(item, offset, [...segments, index], undefined);
}

function inMap(map: MapNode, offset: number, here: Spot): Spot {
  for (const entry of map.entries) {
    const segments = isMerge(entry) ? here.segments : [...here.segments, keyText(entry.key)];
    if (offset >= entry.key.start && offset <= entry.key.end)
      return { segments, node: entry.value, entry, onKey: true };
    if (covers(entry.value, offset)) return descend(entry.value, offset, segments, entry);
  }
  return here;
}

function covers(node: Node, offset: number): boolean {
  return offset >= node.start && offset <= node.end && node.end > node.start;
}
