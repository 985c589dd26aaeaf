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
  /** Keys that the map has already, each with the text of its value where that is on its line. */
  readonly siblings: ReadonlyMap<string, string>;
  /** The column in which the keys of the map stand. */
  readonly column: number;
  readonly flow: boolean;
  /** Whether the word stands behind an opening quote. */
  readonly quoted: boolean;
}

/** The context at an offset of a document; undefined in comments, in blocks of text and where nothing can be completed. */
export function contextAt(text: string, offset: number): Context | undefined {
  const lines = linesUpTo(text, offset);
  const current = lines.at(-1) ?? '';
  if (/(?:^|\s)#/.test(current.replace(/"[^"]*"|'[^']*'/g, '')) || inBlockText(lines)) return undefined;
  const behind = text.slice(offset);
  const flow = flowContext(lines, behind);
  if (flow !== undefined) {
    const path = [...pathOf(lines.slice(0, lines.length - flow.lines), flow.levels), ...flow.path];
    return {
      position: flow.position,
      path,
      ...(flow.position === 'key'
        ? { start: offset - flow.word.length, end: offset + restOfKey(behind) }
        : wordAt(flow.word, behind, offset, flow.quoted)),
      siblings: flow.siblings,
      column: 0,
      flow: true,
      quoted: flow.quoted,
    };
  }
  return blockContext(lines, behind, offset);
}

function restOfKey(behind: string): number {
  return /^[\w./-]*/.exec(behind)?.[0].length ?? 0;
}

/**
 * The word around the cursor: up to the closing quote where there is an opening one, else up to what ends a plain scalar in flow
 * style. Of a value that refers to a variable, `http://$(HO`, it is the reference.
 */
function wordAt(before: string, behind: string, offset: number, quoted: boolean): { start: number; end: number } {
  const reference = /\$\([\w.-]*$/.exec(before);
  const pattern = reference !== null ? /^[\w.-]*\)?/ : quoted ? /^[^"'\r\n]*(?=["'])/ : /^[^\s"'#,{}[\]]*/;
  const rest = pattern.exec(behind)?.[0].length ?? restOfKey(behind);
  return { start: offset - (reference?.[0] ?? before).length, end: offset + rest };
}

function blockContext(lines: readonly string[], behind: string, offset: number): Context | undefined {
  const current = lines.at(-1) ?? '';
  const above = lines.slice(0, -1);
  const value = /^(\s*(?:-\s+)*)([\w./-]+|"[^"]*"|'[^']*'):[ \t]+(?:(["'])([^"']*)|([^\s"'#]*))$/.exec(current);
  if (value !== null) {
    const levels = levelsOf(current);
    const column = levels.at(-1)?.column ?? 0;
    const quoted = value[3] !== undefined;
    return {
      position: 'value',
      path: [...pathOf(above, levels.slice(0, -1), column), keyOf(levels.at(-1))],
      ...wordAt(value[4] ?? value[5] ?? '', behind, offset, quoted),
      siblings: siblingsOf(above, behind, column, levels.length > 1),
      column: 0,
      flow: false,
      quoted,
    };
  }
  return keyContext(lines, behind, offset);
}

/** A key that is being written, or an item of a list of scalars. */
function keyContext(lines: readonly string[], behind: string, offset: number): Context | undefined {
  const key = /^(\s*(?:-\s+)*)(?:(["'])([^"']*)|([\w./-]*))$/.exec(lines.at(-1) ?? '');
  if (key === null) return undefined;
  const above = lines.slice(0, -1);
  const dashes = levelsOf(key[1] ?? '').filter((level) => level.dash);
  const column = (key[1] ?? '').length;
  const rest = restOfKey(behind);
  return {
    position: 'key',
    path: pathOf(above, dashes, column),
    start: offset - (key[3] ?? key[4] ?? '').length,
    end: offset + rest,
    siblings: siblingsOf(above, behind.slice(rest), column, dashes.length > 0),
    column,
    flow: false,
    quoted: key[2] !== undefined,
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
function siblingsOf(above: readonly string[], below: string, column: number, startsItem: boolean): Map<string, string> {
  const found = startsItem ? new Map<string, string>() : siblingsAbove(above, column);
  for (const line of below.split('\n').slice(1)) {
    const [first] = levelsOf(line);
    if (first === undefined) continue;
    if (first.column < column) break;
    if (first.column === column && !first.dash) found.set(keyOf(first), plainValue(first.rest ?? ''));
  }
  return found;
}

function siblingsAbove(above: readonly string[], column: number): Map<string, string> {
  const found = new Map<string, string>();
  for (const line of above.toReversed()) {
    const levels = levelsOf(line);
    const same = levels.find((level) => !level.dash && level.column === column);
    if (same !== undefined) found.set(keyOf(same), plainValue(same.rest ?? ''));
    if (levels.some((level) => level.column < column)) break;
  }
  return found;
}

/** The text of a value on one line, without quotes and comment. */
function plainValue(rest: string): string {
  const found = /^(?:"([^"]*)"|'([^']*)'|([^#]*?))\s*(?:#.*)?$/.exec(rest);
  return found?.[1] ?? found?.[2] ?? found?.[3] ?? rest;
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
