import { t } from '@vscode/l10n';
import { columnOf, endOf } from '../../document/insert.ts';
import { lineStartAt } from '../../document/lines.ts';
import { keyText, type MapNode, type Node } from '../../document/node.ts';
import { nodeAtField } from '../../document/pointer.ts';
import { containersOf } from '../../workspace/containers.ts';
import { inFile, type Offer, type Target } from './refactoring.ts';

/** Puts the keys of an object, of its metadata and of its containers in the usual order; comments go with the key below them. */
export function sortKeys(target: Target): readonly Offer[] {
  const { body, document } = target.resource;
  const { text } = document.tree;
  if (/(?:^|\s)[&*]\w/.test(text)) return [];
  const sorted = sortedText(text, body.node, target);
  const from = body.node.start;
  const to = endOf(text, body.node);
  if (sorted === text.slice(from, to)) return [];
  return [
    { title: t('Sort the keys in the usual order'), edits: inFile(target, [{ start: from, end: to, text: sorted }]) },
  ];
}

const orders = {
  object: ['apiVersion', 'kind', 'metadata'],
  metadata: ['name', 'generateName', 'namespace', 'labels', 'annotations'],
  container: [
    'name',
    'image',
    'imagePullPolicy',
    'command',
    'args',
    'workingDir',
    'ports',
    'envFrom',
    'env',
    'resources',
  ],
} as const;

/** The text of `root` with every map in it in order. */
function sortedText(text: string, root: MapNode, { resource: { body } }: Target): string {
  const order = new Map<Node, readonly string[]>([[root, orders.object]]);
  const metadata = nodeAtField(root, 'metadata');
  if (metadata !== undefined) order.set(metadata, orders.metadata);
  for (const { node } of containersOf(body)) order.set(node, orders.container);
  return rewrite(text, root, order);
}

/** The text of a node from its start to its end, its parts rewritten. */
function rewrite(text: string, node: Node, order: ReadonlyMap<Node, readonly string[]>): string {
  const end = endOf(text, node);
  const wanted = order.get(node);
  if (node.kind === 'map' && wanted !== undefined) {
    const moved = node.flow ? flowInOrder(text, node, wanted, order) : inOrder(text, node, wanted, order);
    if (moved !== undefined) return moved;
  }
  const parts = node.kind === 'map' ? node.entries.map((entry) => entry.value) : node.kind === 'list' ? node.items : [];
  let out = '';
  let at = node.start;
  for (const part of parts) {
    if (part.kind === 'scalar' || part.kind === 'alias') continue;
    out += text.slice(at, part.start) + rewrite(text, part, order);
    at = endOf(text, part);
  }
  return out + text.slice(at, end);
}

function rankOf(key: string, wanted: readonly string[]): number {
  return wanted.includes(key) ? wanted.indexOf(key) : wanted.length;
}

/** The entries of a `{ }` map in the order wanted, what stands between them left where it is; undefined where they stand so, or comments are among them. */
function flowInOrder(
  text: string,
  map: MapNode,
  wanted: readonly string[],
  order: ReadonlyMap<Node, readonly string[]>,
): string | undefined {
  const parts = map.entries.map(({ key, value }) => ({
    key: keyText(key),
    start: key.start,
    end: Math.max(key.end, endOf(text, value)),
    text: text.slice(key.start, value.start) + rewrite(text, value, order),
  }));
  const sorted = parts.toSorted((a, b) => rankOf(a.key, wanted) - rankOf(b.key, wanted));
  if (text.slice(map.start, map.end).includes('#') || sorted.every((part, index) => part === parts[index]))
    return undefined;
  let out = '';
  let at = map.start;
  for (const [index, { start, end }] of parts.entries()) {
    out += text.slice(at, start) + (sorted[index]?.text ?? '');
    at = end;
  }
  return out + text.slice(at, map.end);
}

/** The entries of a block map in the order wanted; undefined where they stand so, or cannot be moved as whole lines. */
function inOrder(
  text: string,
  map: MapNode,
  wanted: readonly string[],
  order: ReadonlyMap<Node, readonly string[]>,
): string | undefined {
  const end = endOf(text, map);
  const indent = ' '.repeat(columnOf(text, map.entries[0]?.key.start ?? map.start));
  const chunks = map.entries.map((entry, index) => {
    const next = map.entries[index + 1];
    const before = map.entries[index - 1];
    const start =
      before === undefined ? entry.key.start : behindLine(text, Math.max(endOf(text, before.value), before.key.end));
    const stop = next === undefined ? end : behindLine(text, Math.max(endOf(text, entry.value), entry.key.end));
    const valueEnd = Math.max(endOf(text, entry.value), entry.key.end);
    const head = text.slice(start, entry.key.start);
    const inner = entry.value.kind === 'scalar' || entry.value.kind === 'alias';
    const value = inner ? text.slice(entry.value.start, valueEnd) : rewrite(text, entry.value, order);
    const whole = `${index === 0 ? indent : ''}${head}${text.slice(entry.key.start, entry.value.start)}${value}${text.slice(valueEnd, stop)}`;
    return { key: keyText(entry.key), text: whole.replace(/\n$/, ''), start };
  });
  if (chunks.some(({ start }, index) => index > 0 && start !== lineStartAt(text, start))) return undefined;
  const sorted = chunks.toSorted((a, b) => rankOf(a.key, wanted) - rankOf(b.key, wanted));
  if (sorted.every((chunk, index) => chunk === chunks[index])) return undefined;
  const first = sorted[0]?.text ?? '';
  if (!first.startsWith(indent) || (behindDash(text, map) && /^\s*#/.test(first))) return undefined;
  return sorted
    .map((chunk) => chunk.text)
    .join('\n')
    .slice(indent.length);
}

/** Whether the first key shares its line with the dash of a list: no comment can stand before it there. */
function behindDash(text: string, map: MapNode): boolean {
  const start = map.entries[0]?.key.start ?? map.start;
  return text.slice(lineStartAt(text, start), start).trim() !== '';
}

function behindLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end + 1;
}
