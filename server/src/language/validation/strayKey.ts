import { t } from '@vscode/l10n';
import { columnOf } from '../document/insert.ts';
import { deref, type Entry, keyText, type MapNode, type Node } from '../document/node.ts';
import type { Segment } from '../document/pointer.ts';
import type { Body } from '../document/resource.ts';
import type { Catalog } from '../schema/catalog.ts';
import { schemaAt } from '../schema/walk.ts';
import { moved } from './misplaced.ts';
import type { Problem } from './problem.ts';

/**
 * A key that stands twice, with the fix that gives it to the map right above it, where that map lacks it: `name` that was meant for the
 * `secretKeyRef` before it. Other problems stay as they are. Relative to the document.
 */
export function withStrayKeyFix(catalog: Catalog, definition: string, body: Body, problem: Problem): Problem {
  if (problem.rule !== 'duplicateKey') return problem;
  const found = findEntry(body.node, problem.range[0], []);
  if (found === undefined || found.map.flow) return problem;
  const { map, path, entry } = found;
  const above = map.entries[map.entries.indexOf(entry) - 1];
  if (above === undefined) return problem;
  const key = keyText(entry.key);
  const home = mapsEnding(above.value, [...path, keyText(above.key)]).find(
    (one) =>
      !one.map.entries.some((other) => keyText(other.key) === key) &&
      schemaAt(catalog, definition, [...one.path, key]) !== undefined,
  );
  const first = home?.map.entries[0];
  if (first === undefined) return problem;
  const { text } = body.tree;
  const by = columnOf(text, first.key.start) - columnOf(text, entry.key.start);
  return by <= 0 ? problem : { ...problem, fixes: [{ title: t('Indent by {0}', by), edits: moved(text, entry, by) }] };
}

interface Place {
  readonly map: MapNode;
  readonly path: readonly Segment[];
}

/** The entry whose key begins at an offset, with the map that holds it. */
function findEntry(node: Node, offset: number, path: readonly Segment[]): (Place & { entry: Entry }) | undefined {
  if (node.kind === 'map') {
    for (const entry of node.entries) {
      if (entry.key.start === offset) return { map: node, path, entry };
      const found = findEntry(entry.value, offset, [...path, keyText(entry.key)]);
      if (found !== undefined) return found;
    }
  }
  if (node.kind === 'list') {
    for (const [index, item] of node.items.entries()) {
      const found = findEntry(item, offset, [...path, index]);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** The block maps that a value ends with, the innermost first. */
function mapsEnding(value: Node, path: readonly Segment[]): Place[] {
  const node = deref(value);
  if (node.kind !== 'map' || node.flow) return [];
  const last = node.entries.at(-1);
  const inner = last === undefined ? [] : mapsEnding(last.value, [...path, keyText(last.key)]);
  return [...inner, { map: node, path }];
}
