import type { Entry, MapNode, Node } from './node.ts';
import { deref, entryOf, isMerge, keyText } from './node.ts';

/** One step of a field path: the key of a map or the index of a list. */
export type Segment = string | number;

/** Reads the API server's paths: `spec.containers[0].env[2]`, `metadata.labels[a/b]`, `data['a.b']`. */
export function parseField(field: string): readonly Segment[] {
  const known = parsed.get(field);
  if (known !== undefined) return known;
  if (parsed.size >= mostParsed) parsed.clear();
  const made = segmentsOf(field);
  parsed.set(field, made);
  return made;
}

/** Rules ask for the same few paths of every object. */
const parsed = new Map<string, readonly Segment[]>();
const mostParsed = 5000;

function segmentsOf(field: string): Segment[] {
  const segments: Segment[] = [];
  const token = /\[(?:'([^']*)'|"([^"]*)"|([^\]]*))\]|([^.[\]]+)/g;
  for (const match of field.matchAll(token)) {
    const quoted = match[1] ?? match[2];
    const bracket = match[3];
    if (quoted !== undefined) segments.push(quoted);
    else if (bracket !== undefined) segments.push(/^\d+$/.test(bracket) ? Number(bracket) : bracket);
    else if (match[4] !== undefined) segments.push(match[4]);
  }
  return segments;
}

/** Writes a path as the API server does. Keys under labels, annotations, data and the like stand in brackets only where they hold a dot. */
export function formatField(segments: readonly Segment[]): string {
  let out = '';
  for (const segment of segments) {
    if (typeof segment === 'number') out += `[${segment}]`;
    else if (/[.[\]/]/.test(segment)) out += `[${segment}]`;
    else out += out === '' ? segment : `.${segment}`;
  }
  return out;
}

/** How far a path leads in a tree. */
export interface Found {
  /** The deepest node that exists. */
  readonly node: Node;
  /** The entry whose value `node` is, where a map holds it. */
  readonly entry: Entry | undefined;
  /** Segments that were found; `segments.length` when all were. */
  readonly depth: number;
}

/** Follows a path as far as it exists. */
export function follow(root: Node, segments: readonly Segment[]): Found {
  let node: Node = root;
  let entry: Entry | undefined;
  for (const [depth, segment] of segments.entries()) {
    const at = deref(node);
    if (at.kind === 'map') {
      const next = entryOf(at, String(segment));
      if (next === undefined) return { node, entry, depth };
      entry = next;
      node = next.value;
    } else if (at.kind === 'list' && typeof segment === 'number') {
      const item = at.items[segment];
      if (item === undefined) return { node, entry, depth };
      entry = undefined;
      node = item;
    } else {
      return { node, entry, depth };
    }
  }
  return { node, entry, depth: segments.length };
}

/** The value at a path, if it exists as written. */
export function nodeAtField(root: Node, field: string | readonly Segment[]): Node | undefined {
  const segments = typeof field === 'string' ? parseField(field) : field;
  const found = follow(root, segments);
  return found.depth === segments.length ? found.node : undefined;
}

/**
 * The characters to mark for a path: the value if it is a scalar, else its key; for a path that leads nowhere, the key of the deepest
 * part that exists (for an item of a list its first key), at the root the `kind`.
 */
export function rangeOfField(root: Node, field: string | readonly Segment[]): [number, number] {
  const segments = typeof field === 'string' ? parseField(field) : field;
  const found = follow(root, segments);
  const complete = found.depth === segments.length;
  const value = deref(found.node);
  const written = found.node.kind === 'alias' ? found.node : value;
  if (complete && value.kind === 'scalar' && written.end > written.start) return [written.start, written.end];
  if (found.entry !== undefined) return [found.entry.key.start, found.entry.key.end];
  return headOf(found.node);
}

/** The characters that stand for a whole node: its `kind` or first key, its first item, itself. */
export function headOf(node: Node): [number, number] {
  const at = deref(node);
  if (node.kind === 'alias') return [node.start, node.end];
  if (at.kind === 'map') return headOfMap(at);
  if (at.kind === 'list' && at.items[0] !== undefined) return headOf(at.items[0]);
  return [at.start, Math.max(at.end, at.start)];
}

function headOfMap(map: MapNode): [number, number] {
  const kind = map.entries.find((entry) => keyText(entry.key) === 'kind' && entry.value.kind === 'scalar');
  const shown = kind ?? map.entries.find((entry) => !isMerge(entry));
  if (shown === undefined) return [map.start, Math.min(map.end, map.start + 2)];
  if (kind !== undefined) return [kind.value.start, kind.value.end];
  return [shown.key.start, shown.key.end];
}
