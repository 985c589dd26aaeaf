import type { CompletionItem, CompletionItemKind } from 'vscode-languageserver-types';
import { resolvePlain } from '../../../document/scalar.ts';
import type { SchemaSpot } from '../../../schema/walk.ts';
import { hasInOrder } from '../../hasInOrder.ts';
import { item, literal, type Request } from '../request.ts';

/** A text that may be written at the cursor. */
export interface Suggestion {
  readonly text: string;
  /** What stands beside it in the list: where it comes from, or what it comes to. */
  readonly detail?: string;
  /** What is said of it, as Markdown. */
  readonly about?: string;
  /** The icon; a plain value where it is not given. */
  readonly kind?: CompletionItemKind;
}

/** Suggests texts for a field, the best first; none where it has nothing to say. Never throws. */
export type Suggest = (request: Request, spot: SchemaSpot) => readonly Suggestion[];

/** `V1ConfigMapKeySelector.name`: by this a source knows its fields. */
export function fieldOf(spot: SchemaSpot): string {
  return `${spot.owner}.${spot.field}`;
}

/** Suggestions as values: quoted where YAML would read them as something else. `before` is written in front: the dash of an item. */
export function valuesFrom(request: Request, suggestions: readonly Suggestion[], before = ''): CompletionItem[] {
  return offered(request, suggestions).map((suggestion, index) =>
    item(request, suggestion.text, before + literal(written(request, suggestion.text)), {
      kind: suggestion.kind ?? 12,
      sortText: `1${String(index).padStart(3, '0')}`,
      ...said(suggestion),
    }),
  );
}

/** Suggestions as keys of a map, with the colon; those that it has are left out. */
export function keysFrom(request: Request, suggestions: readonly Suggestion[]): CompletionItem[] {
  const fresh = suggestions.filter(({ text }) => !request.context.siblings.has(text));
  return offered(request, fresh).map((suggestion, index) =>
    item(request, suggestion.text, `${literal(written(request, suggestion.text))}: $0`, {
      kind: suggestion.kind ?? 10,
      sortText: `1${String(index).padStart(3, '0')}`,
      ...said(suggestion),
    }),
  );
}

/** So many suggestions are offered at most: more than a person reads. A list as long as this is to be asked for again after each letter. */
export const mostOffered = 500;

/** All of them, or the first of those that have the letters of the word in this order, as editors filter. */
function offered({ context, document, offset }: Request, all: readonly Suggestion[]): readonly Suggestion[] {
  if (all.length < mostOffered) return all;
  const letters = [...document.tree.text.slice(context.start, offset).toLowerCase()];
  const found: Suggestion[] = [];
  for (const one of all) {
    if (found.length === mostOffered) break;
    if (hasInOrder(one.text.toLowerCase(), letters)) found.push(one);
  }
  return found;
}

function said({ detail, about }: Suggestion): Partial<CompletionItem> {
  return {
    ...(detail === undefined ? {} : { detail }),
    ...(about === undefined ? {} : { documentation: { kind: 'markdown' as const, value: about } }),
  };
}

/** Behind an opening quote as it is; else plain where that is read back as the same text. */
function written({ context }: Request, value: string): string {
  if (context.quoted) return value;
  const indicator =
    /^[-?:,[\]{}#&*!|>'"%@`\s]|: |\s[#*]|[\s:]$|^$/.test(value) || (context.flow && /[,[\]{}]/.test(value));
  const number = /^-?(?:\d+|\d*\.\d+)$/.test(value);
  return !indicator && (number || resolvePlain(value) === value) ? value : JSON.stringify(value);
}
