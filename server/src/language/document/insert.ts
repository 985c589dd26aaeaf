import type { Edit } from '../validation/problem.ts';
import { lineStartAt } from './lines.ts';
import type { Entry, ListNode, MapNode, Node } from './node.ts';
import { deref, isMerge } from './node.ts';

/** A field to be written: `pathType: Prefix`, or one with lines below it. */
export interface NewField {
  readonly key: string;
  /** One line, or several lines of a block (`lines`), indented by `deeper` columns, else 2, which in a `{ }` map are given as `flow`. */
  readonly value: string | { readonly lines: readonly string[]; readonly flow: string; readonly deeper?: number };
}

/** The edit that adds a field at the end of a map, in the style the map is written in. */
export function insertField(text: string, map: MapNode, field: NewField): Edit {
  return map.flow ? insertInFlow(text, map, field) : insertInBlock(text, map, field);
}

/** The edit that adds an item, given as its lines and on one line, at the end of a list; undefined where an empty one gives no column. */
export function insertItem(
  text: string,
  list: ListNode,
  item: { readonly lines: readonly string[]; readonly flow: string },
): Edit | undefined {
  const last = list.items.at(-1);
  if (list.flow) {
    const at = last === undefined ? text.lastIndexOf(']', list.end - 1) : endOf(text, last);
    return at < list.start ? undefined : { start: at, end: at, text: `${last === undefined ? '' : ', '}${item.flow}` };
  }
  if (last === undefined) return undefined;
  const indent = ' '.repeat(columnOf(text, list.start));
  const lineEnd = text.indexOf('\n', endOf(text, last));
  const at = lineEnd < 0 ? text.length : lineEnd;
  const lines = item.lines.map((line, index) => `\n${indent}${index === 0 ? '- ' : '  '}${line}`);
  return { start: at, end: at, text: lines.join('') };
}

/** The edit that takes a field out of a map with its lines; undefined where it shares its first line with a dash. */
export function removeField(text: string, map: MapNode, entry: Entry): Edit | undefined {
  const end = Math.max(endOf(text, entry.value), entry.key.end);
  if (map.flow) {
    const index = map.entries.indexOf(entry);
    const next = map.entries[index + 1];
    const before = map.entries[index - 1];
    if (next !== undefined) return { start: entry.key.start, end: next.key.start, text: '' };
    return { start: before === undefined ? entry.key.start : endOf(text, before.value), end, text: '' };
  }
  const start = lineStartAt(text, entry.key.start);
  if (text.slice(start, entry.key.start).trim() !== '') return undefined;
  const lineEnd = text.indexOf('\n', end);
  return { start, end: lineEnd < 0 ? text.length : lineEnd + 1, text: '' };
}

/** The column of an offset: how far its line is indented up to it. */
export function columnOf(text: string, offset: number): number {
  return offset - lineStartAt(text, offset);
}

/** The offset behind the last character of a node that is no space or comment. */
export function endOf(text: string, node: Node): number {
  const at = node.kind === 'alias' ? node : deref(node);
  if (at.kind === 'map' && !at.flow) {
    const last = at.entries.at(-1);
    return last === undefined ? at.end : Math.max(endOf(text, last.value), last.key.end);
  }
  if (at.kind === 'list' && !at.flow) {
    const last = at.items.at(-1);
    return last === undefined ? at.end : endOf(text, last);
  }
  let end = at.end;
  while (end > at.start && /\s/.test(text.charAt(end - 1))) end--;
  return end;
}

function insertInFlow(text: string, map: MapNode, field: NewField): Edit {
  const value = typeof field.value === 'string' ? field.value : field.value.flow;
  const closing = text.lastIndexOf('}', map.end - 1);
  const at = closing < map.start ? map.end : closing;
  const bare = text.slice(map.start + 1, at).trim() === '';
  let end = at;
  while (!bare && /\s/.test(text.charAt(end - 1))) end--;
  return { start: bare ? at : end, end: bare ? at : end, text: `${bare ? '' : ', '}${field.key}: ${value}` };
}

function below({ lines, deeper = 2 }: { readonly lines: readonly string[]; readonly deeper?: number }): string[] {
  return lines.map((line) => ' '.repeat(deeper) + line);
}

function insertInBlock(text: string, map: MapNode, field: NewField): Edit {
  const first = map.entries.find((entry) => !isMerge(entry)) ?? map.entries[0];
  const indent = ' '.repeat(columnOf(text, first?.key.start ?? map.start));
  const lineEnd = text.indexOf('\n', endOf(text, map));
  const at = lineEnd < 0 ? text.length : lineEnd;
  const lines =
    typeof field.value === 'string' ? [`${field.key}: ${field.value}`] : [`${field.key}:`, ...below(field.value)];
  return { start: at, end: at, text: lines.map((line) => `\n${indent}${line}`).join('') };
}
