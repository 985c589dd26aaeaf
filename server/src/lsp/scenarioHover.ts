import type { Hover } from 'vscode-languageserver';
import { scenarioSchema } from '#kubectl/scenario/scenarioSchema.ts';
import { documentAt, type Offset, type SourceFile } from '#language/document/document.ts';
import { nodeAt } from '#language/document/nodeAt.ts';
import { toRange } from './convert.ts';
import { explained, typeOf } from './scenarioCompletion.ts';
import { fieldAt } from './scenarioSchemaWalk.ts';

/** What the scenario format says of the field at an offset. */
export function scenarioHover(file: SourceFile, offset: Offset): Hover | null {
  const { tree, start } = documentAt(file, offset);
  const spot = tree.root === null ? undefined : nodeAt(tree.root, offset - start);
  const field = spot === undefined ? undefined : fieldAt(scenarioSchema, spot.segments);
  if (spot?.entry === undefined || field === undefined) return null;
  const { key, value } = spot.entry;
  const { start: from, end: to } = spot.onKey ? key : value;
  const text = file.text.slice(start + from, start + to).trimEnd();
  return {
    contents: { kind: 'markdown', value: `**${key.text}** \`${typeOf(field)}\`\n\n${explained(field)}`.trimEnd() },
    range: toRange(file, start + from, start + from + text.length),
  };
}
