import type { Names } from './names.ts';
import { type NormalLine, normalLine, type Side } from './normal.ts';

export interface Comparison {
  readonly equal: boolean;
  /** Both prints as they were compared. */
  readonly printed: readonly string[];
  readonly ours: readonly string[];
  /** How many printed lines stand against ours. */
  readonly compared: number;
  /** Printed lines, and cuts, that stand against nothing. */
  readonly left: number;
}

export interface Leeway {
  /** Lines of either side to leave out. */
  readonly without: readonly RegExp[];
  /** Whether lines may stand in any order. */
  readonly unordered: boolean;
}

const strict: Leeway = { without: [], unordered: false };

/**
 * Sets what a session prints against what we print: line by line and in order, but for names, ages and addresses. A line of dots stands
 * for lines that the author cut, dots within a line for a part of it. What is learned of names from equal lines is kept.
 */
export function compare(printed: string, ours: string, names: Names, leeway: Leeway = strict): Comparison {
  const theirLines = normal(printed, 'printed', names, leeway);
  const ourLines = normal(ours, 'ours', names, leeway);
  const cuts = theirLines.filter(isCut).length;
  const pairs = paired(theirLines, ourLines);
  if (pairs !== undefined) learn(pairs, names);
  return {
    equal: pairs !== undefined,
    printed: theirLines.map(({ text }) => text),
    ours: ourLines.map(({ text }) => text),
    compared: theirLines.length - cuts,
    left: linesOf(printed).length - theirLines.length + cuts,
  };
}

type Pair = readonly [theirs: NormalLine, ours: NormalLine];

function normal(text: string, side: Side, names: Names, { without, unordered }: Leeway): readonly NormalLine[] {
  const lines = linesOf(text)
    .filter((line) => !without.some((pattern) => pattern.test(line)))
    .map((line) => normalLine(line, side, names));
  return unordered ? lines.sort(byText) : inOrder(lines);
}

/** Without the empty lines at both ends. */
function linesOf(text: string): readonly string[] {
  const lines = text.split('\n').map((line) => line.trimEnd());
  while (lines[0] === '') lines.shift();
  while (lines.at(-1) === '') lines.pop();
  return lines;
}

/** Rows next to each other whose names differ in their made-up ends alone, in an order that both sides have. */
function inOrder(lines: readonly NormalLine[]): readonly NormalLine[] {
  const ordered: NormalLine[] = [];
  for (let at = 0; at < lines.length; ) {
    const group = lines[at]?.group;
    let end = at + 1;
    while (group !== undefined && lines[end]?.group === group) end++;
    ordered.push(...lines.slice(at, end).sort(byText));
    at = end;
  }
  return ordered;
}

function byText(a: NormalLine, b: NormalLine): number {
  if (a.text !== b.text) return a.text < b.text ? -1 : 1;
  return b.age - a.age;
}

function isCut({ text }: NormalLine): boolean {
  return /^\s*(\.{3,}|…|\[(중략|생략)\])$/.test(text);
}

/** Which line stands against which; undefined where the prints differ. */
function paired(theirs: readonly NormalLine[], ours: readonly NormalLine[]): readonly Pair[] | undefined {
  const [first, ...rest] = theirs;
  if (first === undefined) return ours.length === 0 ? [] : undefined;
  if (isCut(first)) {
    for (let skipped = 0; skipped <= ours.length; skipped++) {
      const pairs = paired(rest, ours.slice(skipped));
      if (pairs !== undefined) return pairs;
    }
    return undefined;
  }
  const [other, ...others] = ours;
  if (other === undefined || !same(first, other)) return undefined;
  const pairs = paired(rest, others);
  return pairs === undefined ? undefined : [[first, other], ...pairs];
}

function same(theirs: NormalLine, ours: NormalLine): boolean {
  if (!theirs.text.includes('…')) return theirs.text === ours.text;
  const parts = theirs.text.split('…').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(ours.text);
}

/** Lines that could as well be each other teach nothing. */
function learn(pairs: readonly Pair[], names: Names): void {
  for (const [theirs, ours] of pairs) {
    if (theirs.tokens.length !== ours.tokens.length) continue;
    const alike = pairs.filter(([each]) => each.text === theirs.text && each.age === theirs.age);
    if (alike.length > 1) continue;
    for (const [index, token] of theirs.tokens.entries()) names.learn(token, ours.tokens[index] ?? token);
  }
}
