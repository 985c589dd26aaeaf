import type { Segment } from '../../document/pointer.ts';
import { flowContext } from './flowContext.ts';
import { type Level, levelsOf } from './levels.ts';

/** Where in an object the cursor stands, read from indentation and brackets alone, so that broken text does not matter. */
export interface Context {
  readonly position: 'key' | 'value';
  /** The map that gets a key, or the field that gets a value. Items of lists are all 0. */
  readonly path: readonly Segment[];
  /** The word at the cursor, relative to the document. */
  readonly start: number;
  readonly end: number;
  /** Keys that the map has already. */
  readonly siblings: ReadonlySet<string>;
  /** The column in which the keys of the map stand. */
  readonly column: number;
  readonly flow: boolean;
}

/** The context at an offset of a document; undefined in comments, in blocks of text and where nothing can be completed. */
export function contextAt(text: string, offset: number): Context | undefined {
  const lines = linesUpTo(text, offset);
  const current = lines.at(-1) ?? '';
  if (/(?:^|\s)#/.test(current.replace(/"[^"]*"|'[^']*'/g, '')) || inBlockText(lines)) return undefined;
  const flow = flowContext(lines);
  const rest = /^[\w./-]*/.exec(text.slice(offset))?.[0].length ?? 0;
  if (flow !== undefined) {
    const path = [...pathOf(lines.slice(0, lines.length - flow.lines), flow.levels), ...flow.path];
    return {
      position: flow.position,
      path,
      start: offset - flow.word.length,
      end: offset + rest,
      siblings: flow.siblings,
      column: 0,
      flow: true,
    };
  }
  return blockContext(text, lines, offset, rest);
}

function blockContext(text: string, lines: readonly string[], offset: number, rest: number): Context | undefined {
  const current = lines.at(-1) ?? '';
  const above = lines.slice(0, -1);
  const value = /^(\s*(?:-\s+)*)([\w./-]+|"[^"]*"|'[^']*'):[ \t]+(["']?)([^\s"'#]*)$/.exec(current);
  if (value !== null) {
    const levels = levelsOf(current);
    const path = pathOf(above, levels.slice(0, -1), levels.at(-1)?.column);
    return {
      position: 'value',
      path: [...path, keyOf(levels.at(-1))],
      start: offset - (value[4] ?? '').length,
      end: offset + rest,
      siblings: new Set(),
      column: 0,
      flow: false,
    };
  }
  const key = /^(\s*(?:-\s+)*)([\w./-]*)$/.exec(current);
  if (key === null) return undefined;
  const dashes = levelsOf(key[1] ?? '').filter((level) => level.dash);
  const column = (key[1] ?? '').length;
  const path = pathOf(above, dashes, column);
  const siblings = siblingsOf(above, text.slice(offset + rest), column, dashes.length > 0);
  return {
    position: 'key',
    path,
    start: offset - (key[2] ?? '').length,
    end: offset + rest,
    siblings,
    column,
    flow: false,
  };
}

function keyOf(level: Level | undefined): string {
  return level?.key ?? '';
}

/** The path of a map whose keys stand in `column`, below `own` levels of the same line, from the lines above. */
function pathOf(above: readonly string[], own: readonly Level[], column?: number): Segment[] {
  const path: Segment[] = [];
  let limit = column ?? Number.POSITIVE_INFINITY;
  let inList = false;
  const climb = (level: Level): void => {
    if (level.dash && level.column < limit && !inList) {
      path.unshift(0);
      limit = level.column;
      inList = true;
    } else if (!level.dash && (level.column < limit || (inList && level.column === limit))) {
      path.unshift(keyOf(level));
      limit = level.column;
      inList = false;
    }
  };
  for (const level of own.toReversed()) climb(level);
  for (let i = above.length - 1; i >= 0 && (limit > 0 || inList); i--) {
    for (const level of levelsOf(above[i] ?? '').toReversed()) climb(level);
  }
  return path;
}

/** The keys in the same column, above the cursor up to the start of the map, and below it to its end. */
function siblingsOf(above: readonly string[], below: string, column: number, startsItem: boolean): Set<string> {
  const found = new Set<string>();
  for (let i = above.length - 1; i >= 0 && !startsItem; i--) {
    const levels = levelsOf(above[i] ?? '');
    const same = levels.find((level) => !level.dash && level.column === column);
    if (same !== undefined) found.add(keyOf(same));
    if (levels.some((level) => level.column < column)) break;
  }
  for (const line of below.split('\n').slice(1)) {
    const [first] = levelsOf(line);
    if (first === undefined) continue;
    if (first.column < column) break;
    if (first.column === column && !first.dash) found.add(keyOf(first));
  }
  return found;
}

/** Below a key that ends in `|` or `>`, deeper than it. */
function inBlockText(lines: readonly string[]): boolean {
  const current = lines.at(-1) ?? '';
  let indent = current.trim() === '' ? current.length : current.length - current.trimStart().length;
  for (let i = lines.length - 2; i >= 0 && indent > 0; i--) {
    const line = lines[i] ?? '';
    if (line.trim() === '') continue;
    const own = line.length - line.trimStart().length;
    if (own >= indent) continue;
    if (/[:-][ \t]+[|>][-+0-9]*[ \t]*(?:#.*)?$/.test(line)) return true;
    indent = own;
  }
  return false;
}

/** The lines of the document from its start to the cursor; a `---` line starts anew. */
function linesUpTo(text: string, offset: number): string[] {
  const lines = text
    .slice(0, offset)
    .split('\n')
    .map((line) => line.replace(/\r$/, ''));
  const marker = lines.findLastIndex((line, index) => index < lines.length - 1 && /^---(?:\s|$)/.test(line));
  return lines.slice(marker + 1);
}
