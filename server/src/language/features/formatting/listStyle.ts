import type { SourceFile } from '../../document/document.ts';
import { columnOf } from '../../document/insert.ts';
import type { Node } from '../../document/node.ts';
import type { Tree } from '../../document/parse.ts';

/** Whether the dashes of a list stand below its key or one level deeper. */
export type ListStyle = 'flush' | 'indented';

/** The style that most lists of a file have; deeper where there is no telling. */
export function listStyleOf(file: SourceFile): ListStyle {
  let flush = 0;
  let deeper = 0;
  for (const { tree } of file.documents)
    if (tree.root !== null && !tree.broken)
      eachList(tree, tree.root, 0, (isFlush) => {
        if (isFlush) flush++;
        else deeper++;
      });
  return flush > deeper ? 'flush' : 'indented';
}

function eachList(tree: Tree, node: Node, depth: number, count: (isFlush: boolean) => void): void {
  if (depth > 100) return;
  if (node.kind === 'list') for (const item of node.items) eachList(tree, item, depth + 1, count);
  if (node.kind !== 'map' || node.flow) return;
  for (const { key, value } of node.entries) {
    if (value.kind === 'list' && !value.flow) count(columnOf(tree.text, value.start) <= columnOf(tree.text, key.start));
    eachList(tree, value, depth + 1, count);
  }
}
