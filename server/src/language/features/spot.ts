import type { Range } from 'vscode-languageserver-types';
import { type Document, documentAt, type Offset, positionIn, type SourceFile } from '../document/document.ts';
import { nodeAt, type Spot } from '../document/nodeAt.ts';
import { parseField, type Segment } from '../document/pointer.ts';
import { type Body, bodiesOf } from '../document/resource.ts';

/** The object and the place in it at an offset of a file. */
export interface BodySpot {
  readonly document: Document;
  readonly body: Body;
  readonly spot: Spot;
  /** The path from the object's root (not from that of the list that may hold it). */
  readonly segments: readonly Segment[];
}

/** What stands at an offset: undefined between documents, in broken ones, and in YAML that is no manifest. */
export function bodySpotAt(file: SourceFile, offset: Offset): BodySpot | undefined {
  const document = documentAt(file, offset);
  const { root } = document.tree;
  const spot = root === null ? undefined : nodeAt(root, offset - document.start);
  if (spot === undefined) return undefined;
  for (const body of bodiesOf(document.tree)) {
    const prefix = parseField(body.prefix);
    if (prefix.every((segment, index) => spot.segments[index] === segment)) {
      return { document, body, spot, segments: spot.segments.slice(prefix.length) };
    }
  }
  return undefined;
}

/** Offsets of a file as the wire wants them. */
export function rangeIn(file: SourceFile, start: Offset, end: Offset): Range {
  return { start: positionIn(file, start), end: positionIn(file, end) };
}
