import type { Offset, SourceFile, Uri } from '../../document/document.ts';
import { levelsIn } from '../../document/levels.ts';
import type { Resource } from '../../document/resource.ts';
import type { Json } from '../../document/value.ts';
import type { Edit } from '../../validation/problem.ts';
import type { Snapshot } from '../../workspace/snapshot.ts';
import { blockLines } from '../yamlText.ts';

/** Where the cursor stands when refactorings are asked for: in an object of a document that can be read. */
export interface Target {
  readonly snapshot: Snapshot;
  readonly file: SourceFile;
  readonly resource: Resource;
  readonly offset: Offset;
}

/** A change on offer. Edits count from the start of the file and do not overlap. */
export interface Offer {
  readonly title: string;
  readonly edits: readonly Edit[];
  /** Files that it makes, and those whose text it has taken over. */
  readonly create?: readonly { readonly uri: Uri; readonly text: string }[];
  /** Files that it deletes, their text taken over. */
  readonly remove?: readonly Uri[];
}

/** Offers its change where that is possible and would change something; nothing elsewhere. Never throws. */
export type Refactoring = (target: Target) => readonly Offer[];

/** The edits of an object, which count from its document, as the file counts them. */
export function inFile({ resource }: Target, edits: readonly Edit[]): Edit[] {
  return edits.map(({ start, end, text }) => ({ start: start + resource.start, end: end + resource.start, text }));
}

/** Writes an object as one more document behind that of the target, indented like it. */
export function documentBehind({ file, resource }: Target, object: Json): Edit {
  const { end } = resource.document;
  const newline = end === 0 || file.text.charAt(end - 1) === '\n' ? '' : '\n';
  const lines = blockLines(object, levelsIn(resource.document.tree.text));
  return { start: end, end, text: `${newline}---\n${lines.join('\n')}\n` };
}
