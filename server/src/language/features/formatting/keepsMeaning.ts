import { parseTree, type Tree } from '../../document/parse.ts';
import { toValue } from '../../document/value.ts';
import type { Edit } from '../../validation/problem.ts';

/** Whether a document says the same after the edits, which are in order: the same values, keys in the same order, and the same comments. */
export function keepsMeaning(tree: Tree, edits: readonly Edit[]): boolean {
  if (edits.length === 0) return true;
  const text = applied(tree.text, edits);
  const after = parseTree(text);
  if (after.broken || after.template || (tree.root === null) !== (after.root === null)) return false;
  if (words(text) !== words(tree.text)) return false;
  return tree.root === null || after.root === null || same(tree, after);
}

function same(before: Tree, after: Tree): boolean {
  return (
    JSON.stringify(before.root === null ? null : toValue(before.root)) ===
    JSON.stringify(after.root === null ? null : toValue(after.root))
  );
}

/** All that is no space, in order: the formatter moves it, and writes none of it anew. */
function words(text: string): string {
  return text.replace(/\s+/g, '');
}

function applied(text: string, edits: readonly Edit[]): string {
  let out = '';
  let at = 0;
  for (const edit of edits) {
    out += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return out + text.slice(at);
}
