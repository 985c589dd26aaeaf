import { documentAt, offsetIn, type SourceFile } from '#language/document/document.ts';
import { nodeAt } from '#language/document/nodeAt.ts';
import { parseScenario, type ScenarioProblem } from './parse.ts';

/** A mistake of a scenario on the characters that it is about; offsets from the start of the file. */
export interface ScenarioMistake {
  readonly message: string;
  readonly range: readonly [start: number, end: number];
}

/** What is wrong with a scenario, each mistake on the key or value that it is about; nothing where it can be run. */
export function scenarioMistakes(file: SourceFile): readonly ScenarioMistake[] {
  const parsed = parseScenario(file.text);
  if (parsed.ok) return [];
  return parsed.error.map((problem) => ({ message: problem.message, range: rangeOf(file, problem) }));
}

/** The key or scalar that begins at the place, else the first word there: a map or list is too much to underline. */
function rangeOf(file: SourceFile, { line, column }: ScenarioProblem): readonly [number, number] {
  const start = offsetIn(file, { line: line - 1, character: column - 1 });
  const { tree, start: base } = documentAt(file, start);
  const spot = tree.root === null ? undefined : nodeAt(tree.root, start - base);
  const key = spot?.onKey === true ? spot.entry?.key : undefined;
  const scalar = key ?? (spot?.node.kind === 'scalar' ? spot.node : undefined);
  if (scalar !== undefined && base + scalar.start === start && scalar.end > scalar.start) {
    const [first = ''] = file.text.slice(start, base + scalar.end).split(/\r?\n/);
    return [start, start + first.trimEnd().length];
  }
  const word = /^(?:[\w./-]+|[^\r\n])/.exec(file.text.slice(start));
  return [start, start + (word?.[0].length ?? 0)];
}
