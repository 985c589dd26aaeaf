import type { CompletionItem } from 'vscode-languageserver-types';
import type { Document, Offset, SourceFile, Uri } from '../../document/document.ts';
import type { Levels } from '../../document/levels.ts';
import type { Catalog } from '../../schema/catalog.ts';
import type { Snapshot } from '../../workspace/snapshot.ts';
import { rangeIn } from '../spot.ts';
import type { Context } from './context.ts';

/** What every part of completion looks at. */
export interface Request {
  readonly snapshot: Snapshot;
  readonly uri: Uri;
  readonly file: SourceFile;
  readonly document: Document;
  readonly catalog: Catalog;
  readonly context: Context;
  /** From the start of the document. */
  readonly offset: Offset;
  /** How the document indents. */
  readonly levels: Levels;
  readonly apiVersion: string;
  readonly kind: string;
}

/** An item that replaces the word at the cursor. `text` is a snippet. */
export function item(request: Request, label: string, text: string, rest: Partial<CompletionItem>): CompletionItem {
  const { file, document, context } = request;
  const range = rangeIn(file, document.start + context.start, document.start + context.end);
  return {
    label,
    insertTextFormat: 2,
    insertTextMode: 1,
    textEdit: { range, newText: text },
    filterText: label,
    ...rest,
  };
}

/** Text that means itself in a snippet. */
export function literal(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}
