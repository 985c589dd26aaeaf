import { type Diagnostic, DiagnosticSeverity, type Range } from 'vscode-languageserver';
import { parseScenario, type ScenarioProblem } from '#kubectl/scenario/parse.ts';
import { documentAt, offsetIn, type SourceFile } from '#language/document/document.ts';
import { nodeAt } from '#language/document/nodeAt.ts';
import { toRange } from './convert.ts';

/** What is wrong with a scenario, each mistake on the key or value that it is about. */
export function scenarioDiagnostics(file: SourceFile): Diagnostic[] {
  const parsed = parseScenario(file.text);
  if (parsed.ok) return [];
  return parsed.error.map((problem) => ({
    range: rangeOf(file, problem),
    severity: DiagnosticSeverity.Error,
    source: 'drydock',
    code: 'scenario',
    message: problem.message,
  }));
}

/** The key or scalar that begins at the place, else the first word there: a map or list is too much to underline. */
export function rangeOf(file: SourceFile, { line, column }: Pick<ScenarioProblem, 'line' | 'column'>): Range {
  const start = offsetIn(file, { line: line - 1, character: column - 1 });
  const { tree, start: base } = documentAt(file, start);
  const spot = tree.root === null ? undefined : nodeAt(tree.root, start - base);
  const key = spot?.onKey === true ? spot.entry?.key : undefined;
  const scalar = key ?? (spot?.node.kind === 'scalar' ? spot.node : undefined);
  if (scalar !== undefined && base + scalar.start === start && scalar.end > scalar.start) {
    const [first = ''] = file.text.slice(start, base + scalar.end).split(/\r?\n/);
    return toRange(file, start, start + first.trimEnd().length);
  }
  const word = /^(?:[\w./-]+|[^\r\n])/.exec(file.text.slice(start));
  return toRange(file, start, start + (word?.[0].length ?? 0));
}
