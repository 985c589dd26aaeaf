import type { Document } from '../document/document.ts';
import { lineStarts, positionAt } from '../document/lines.ts';
import type { Tree } from '../document/parse.ts';
import type { Problem } from './problem.ts';
import { groupOf } from './ruleGroup.ts';

/**
 * Comments that silence rules: `# drydock-disable-next-line [rule …]` for the next line, `# drydock-disable-line [rule …]` for its own,
 * `# drydock-disable [rule …]` for the rest of the document. Groups of rules are named as rules are; without a name they silence all.
 */
export function withoutSuppressed(document: Document, problems: readonly Problem[]): readonly Problem[] {
  if (problems.length === 0 || !document.tree.text.includes('drydock-disable')) return problems;
  const { starts, comments } = suppressions(document.tree);
  return problems.filter((problem) => {
    const line = positionAt(starts, problem.range[0] - document.start).line;
    const names = [problem.rule, groupOf(problem.rule)];
    return !comments.some(
      ({ from, to, rules }) =>
        line >= from && line <= to && (rules.length === 0 || rules.some((rule) => names.some((name) => name === rule))),
    );
  });
}

interface Suppression {
  readonly from: number;
  readonly to: number;
  readonly rules: readonly string[];
}

interface Suppressions {
  readonly starts: readonly number[];
  readonly comments: readonly Suppression[];
}

const memo = new WeakMap<Tree, Suppressions>();

function suppressions(tree: Tree): Suppressions {
  const known = memo.get(tree);
  if (known !== undefined) return known;
  const starts = lineStarts(tree.text);
  const comments: Suppression[] = [];
  for (const match of tree.text.matchAll(/#[ \t]*drydock-disable(-next-line|-line)?\b([^\r\n]*)/g)) {
    const line = positionAt(starts, match.index).line;
    const rules = (match[2] ?? '').split(/[\s,]+/).filter((word) => word !== '');
    if (match[1] === '-next-line') comments.push({ from: line + 1, to: line + 1, rules });
    else if (match[1] === '-line') comments.push({ from: line, to: line, rules });
    else comments.push({ from: line, to: Number.POSITIVE_INFINITY, rules });
  }
  const made = { starts, comments };
  memo.set(tree, made);
  return made;
}
