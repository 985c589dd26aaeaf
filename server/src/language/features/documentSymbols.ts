import type { DocumentSymbol, SymbolKind } from 'vscode-languageserver-types';
import type { Document, SourceFile, Uri } from '../document/document.ts';
import { endOf } from '../document/insert.ts';
import { deref, isMerge, keyText, type Node, textAt } from '../document/node.ts';
import { bodiesOf } from '../document/resource.ts';
import { fileOf, type Snapshot } from '../workspace/snapshot.ts';
import { rangeIn } from './spot.ts';

const kinds = { object: 19, map: 2, list: 18, text: 15, number: 16, boolean: 17, empty: 21 } as const satisfies Record<
  string,
  SymbolKind
>;

/** The outline of a file: one symbol for each object, its fields below it. YAML that is no manifest shows its keys. */
export function documentSymbols(snapshot: Snapshot, uri: Uri): DocumentSymbol[] {
  const file = fileOf(snapshot, uri);
  return file === undefined ? [] : file.documents.flatMap((document) => symbolsOf(file, document));
}

function symbolsOf(file: SourceFile, document: Document): DocumentSymbol[] {
  const { root } = document.tree;
  const bodies = bodiesOf(document.tree);
  if (bodies.length === 0) return root === null ? [] : children(file, document, root, 0);
  return bodies.map((body) => {
    const name = `${body.kind || '?'}/${body.name || '?'}`;
    const detail = body.namespace === undefined ? body.apiVersion : `${body.apiVersion} · ${body.namespace}`;
    return symbol(file, document, name, kinds.object, body.node.start, body.node, detail);
  });
}

function children(file: SourceFile, document: Document, node: Node, depth: number): DocumentSymbol[] {
  const at = deref(node);
  if (depth > 30 || node.kind === 'alias') return [];
  if (at.kind === 'map') {
    return at.entries.flatMap((entry) =>
      isMerge(entry)
        ? []
        : [symbol(file, document, keyText(entry.key), kindOf(entry.value), entry.key.start, entry.value, '', depth)],
    );
  }
  if (at.kind !== 'list') return [];
  return at.items.map((item, index) =>
    symbol(file, document, textAt(item, 'name') ?? `${index}`, kindOf(item), item.start, item, '', depth),
  );
}

function symbol(
  file: SourceFile,
  document: Document,
  name: string,
  kind: SymbolKind,
  start: number,
  node: Node,
  detail: string,
  depth = 0,
): DocumentSymbol {
  const end = Math.max(endOf(document.tree.text, node), start);
  const head = Math.min(end, start + Math.max(1, name.length));
  const range = rangeIn(file, document.start + start, document.start + end);
  const inner = children(file, document, node, depth + 1);
  return {
    name: name === '' ? '""' : name,
    kind,
    range,
    selectionRange: rangeIn(file, document.start + start, document.start + head),
    ...(detail === '' ? {} : { detail }),
    ...(inner.length === 0 ? {} : { children: inner }),
  };
}

function kindOf(node: Node): SymbolKind {
  const at = deref(node);
  if (at.kind !== 'scalar') return kinds[at.kind];
  if (at.value === null) return kinds.empty;
  return typeof at.value === 'string' ? kinds.text : typeof at.value === 'number' ? kinds.number : kinds.boolean;
}
