import type { Node } from '../../document/node.ts';
import type { Tree } from '../../document/parse.ts';
import type { Edit } from '../../validation/problem.ts';

/** Takes away the spaces at the ends of lines before `end`; texts over several lines are left as they are. */
export function trailingSpace(tree: Tree, end: number): Edit[] {
  const { text } = tree;
  const kept = tree.root === null ? [] : textsOf(text, tree.root, 0);
  return [...text.matchAll(/[ \t]+(?=\r?\n|$)/g)]
    .map((match) => ({ start: match.index, end: match.index + match[0].length, text: '' }))
    .filter(({ start }) => start < end && !kept.some((span) => start >= span.start && start < span.end));
}

/** Ends the last document of a file with one line end, in the kind that it has; it may count for a text that keeps all of its own. */
export function finalLine({ text }: Tree): Edit[] {
  const end = text.trimEnd().length;
  const wanted = end === 0 ? '' : text.includes('\r\n') ? '\r\n' : '\n';
  return text.slice(end) === wanted ? [] : [{ start: end, end: text.length, text: wanted }];
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** The scalars that stand on several lines; of those behind `|` and `>` the lines below. */
function textsOf(text: string, node: Node, depth: number): Span[] {
  if (depth > 200) return [];
  if (node.kind === 'scalar') {
    const { start, end, style } = node;
    const newline = text.slice(start, end).indexOf('\n');
    if (newline < 0) return [];
    return [{ start: style === 'literal' || style === 'folded' ? start + newline : start, end }];
  }
  if (node.kind === 'list') return node.items.flatMap((item) => textsOf(text, item, depth + 1));
  return node.kind === 'map' ? node.entries.flatMap(({ value }) => textsOf(text, value, depth + 1)) : [];
}
