import { lineStartAt, lineStarts } from '../../document/lines.ts';
import type { Entry, ListNode, MapNode, Node, ScalarNode } from '../../document/node.ts';
import type { Tree } from '../../document/parse.ts';
import type { Edit } from '../../validation/problem.ts';
import type { ListStyle } from './listStyle.ts';

/**
 * The edits that indent every level of a document by `step` columns, dashes in the style given, one space behind a dash. Comments go
 * with what stands beside them, texts of several lines with their key. None where a line cannot be moved by itself.
 */
export function indentation(tree: Tree, step: number, style: ListStyle): Edit[] {
  if (tree.root === null || /^ *\t[ \t]*\S/m.test(tree.text)) return [];
  const plan = new Plan(tree.text, step, style);
  plan.value(tree.root, { old: 0, now: 0 }, 0);
  return plan.possible ? plan.edits() : [];
}

/** A column as it is and as it shall be. */
interface Column {
  readonly old: number;
  readonly now: number;
}

interface Line {
  readonly start: number;
  /** The columns that begin on the line: its indentation, and what stands behind its dashes. */
  readonly columns: Column[];
  readonly blank: boolean;
  readonly comment: boolean;
  readonly indent: number;
}

class Plan {
  possible = true;
  readonly #text: string;
  readonly #step: number;
  readonly #style: ListStyle;
  readonly #lines: readonly Line[];
  readonly #gaps: Edit[] = [];

  constructor(text: string, step: number, style: ListStyle) {
    this.#text = text;
    this.#step = step;
    this.#style = style;
    const starts = lineStarts(text);
    this.#lines = starts.map((start, index) => {
      const line = text.slice(start, starts[index + 1] ?? text.length);
      const indent = /^ */.exec(line)?.[0].length ?? 0;
      const rest = line.slice(indent).trim();
      return { start, columns: [], blank: rest === '', comment: rest.startsWith('#'), indent };
    });
  }

  /** Moves a node to column `now` where it begins a line, and all that belongs to it; `parent` is the level that it belongs to. */
  value(node: Node, parent: Column, now: number): void {
    if (node.kind === 'map' && !node.flow) this.#map(node, now);
    else if (node.kind === 'list' && !node.flow) this.#list(node, now);
    else if (node.kind === 'scalar' && (node.style === 'literal' || node.style === 'folded'))
      this.#block(node, parent, now);
    else this.#span(node, parent, now);
  }

  edits(): Edit[] {
    const edits = [...this.#gaps];
    for (const [index, line] of this.#lines.entries()) {
      const [column] = line.columns;
      const now = column === undefined && line.comment ? this.#besideComment(index) : column?.now;
      if (now === undefined || now === line.indent || line.blank) continue;
      edits.push({ start: line.start, end: line.start + line.indent, text: ' '.repeat(Math.max(0, now)) });
    }
    return edits;
  }

  #map(map: MapNode, now: number): void {
    const old = this.#columnOf(map.entries[0]?.key.start ?? map.start);
    for (const entry of map.entries) this.#entry(entry, { old, now });
  }

  #entry({ key, value }: Entry, level: Column): void {
    if (this.#columnOf(key.start) !== level.old) this.possible = false;
    this.#begin(key.start, level);
    if (key.end < key.start || this.#text.slice(key.start, key.end).includes('\n')) this.possible = false;
    const list = value.kind === 'list' && !value.flow;
    this.value(value, level, level.now + (list && this.#style === 'flush' ? 0 : this.#step));
  }

  #list(list: ListNode, now: number): void {
    const level = { old: this.#columnOf(list.start), now };
    let from = list.start;
    for (const item of list.items) {
      const dash = this.#dashAt(from, item, level.old);
      if (dash === undefined) {
        this.possible = false;
        return;
      }
      this.#begin(dash, level);
      this.#gap(dash, item);
      this.value(item, level, now + 2);
      from = Math.max(item.end, dash + 1);
    }
  }

  /** The dash of an item: the next one in the column of the list. */
  #dashAt(from: number, item: Node, column: number): number | undefined {
    for (let at = this.#text.indexOf('-', from); at >= 0 && at <= item.start; at = this.#text.indexOf('-', at + 1))
      if (this.#columnOf(at) === column && this.#opens(at)) return at;
    return undefined;
  }

  /** Whether only spaces and dashes stand before an offset on its line. */
  #opens(offset: number): boolean {
    return /^[ -]*$/.test(this.#text.slice(lineStartAt(this.#text, offset), offset));
  }

  #gap(dash: number, item: Node): void {
    const gap = /^[ \t]+(?=[^\s#])/.exec(this.#text.slice(dash + 1, item.end + 1))?.[0];
    if (gap !== undefined && gap !== ' ' && item.start === dash + 1 + gap.length)
      this.#gaps.push({ start: dash + 1, end: dash + 1 + gap.length, text: ' ' });
  }

  /** A text behind `|` or `>`: its lines stand one level below its key, or as far from it as its indicator says. */
  #block(node: ScalarNode, parent: Column, now: number): void {
    const header = /[|>][-+0-9]*/.exec(this.#text.slice(node.start, node.end))?.[0] ?? '';
    const lines = this.#linesOf(node).slice(1);
    const first = lines.find((line) => !line.blank)?.indent ?? 0;
    const delta = /\d/.test(header) ? parent.now - parent.old : now - first;
    if (this.#begins(node.start)) this.#begin(node.start, { old: this.#columnOf(node.start), now });
    for (const line of lines)
      if (!line.blank) line.columns.push({ old: line.indent, now: line.indent + delta });
      else if (line.indent > first) this.possible = false;
  }

  /** What stands in brackets, in quotes or plain, on one line or several: moved as a whole. */
  #span(node: Node, parent: Column, now: number): void {
    if (node.end <= node.start) return;
    const own = this.#begins(node.start);
    const old = this.#columnOf(node.start);
    if (own) this.#begin(node.start, { old, now });
    const delta = own ? now - old : parent.now - parent.old;
    for (const line of this.#linesOf(node).slice(1))
      if (!line.blank) line.columns.push({ old: line.indent, now: Math.max(0, line.indent + delta) });
  }

  #begin(offset: number, column: Column): void {
    if (!this.#opens(offset)) this.possible = false;
    this.#lineAt(offset)?.columns.push(column);
  }

  /** Whether an offset is the first on its line that is no space. */
  #begins(offset: number): boolean {
    const line = this.#lineAt(offset);
    return line !== undefined && line.start + line.indent === offset;
  }

  /** A comment stands where what it is in line with shall stand: the next line, else one above; else where the next line does. */
  #besideComment(index: number): number {
    const { indent } = this.#lines[index] as Line;
    const next = this.#lines[this.#nextContent(index)];
    const level = next?.columns.find(({ old }) => old === indent) ?? this.#levelAbove(index, indent);
    if (level !== undefined) return level.now;
    return next?.columns[0]?.now ?? 0;
  }

  #nextContent(index: number): number {
    let at = index + 1;
    while (at < this.#lines.length && this.#lines[at]?.columns.length === 0) at++;
    return at;
  }

  #levelAbove(index: number, indent: number): Column | undefined {
    for (let i = index - 1; i >= 0; i--) {
      const columns = this.#lines[i]?.columns ?? [];
      const found = columns.find(({ old }) => old === indent);
      if (found !== undefined || columns.some(({ old }) => old < indent)) return found;
    }
    return undefined;
  }

  #columnOf(offset: number): number {
    return offset - (this.#lineAt(offset)?.start ?? 0);
  }

  #linesOf(node: Node): readonly Line[] {
    const first = this.#indexAt(node.start);
    const last = this.#indexAt(Math.max(node.start, node.end - 1));
    return this.#lines.slice(first, last + 1);
  }

  #lineAt(offset: number): Line | undefined {
    return this.#lines[this.#indexAt(offset)];
  }

  #indexAt(offset: number): number {
    let low = 0;
    let high = this.#lines.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#lines[middle]?.start ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
