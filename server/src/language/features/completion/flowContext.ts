import type { Segment } from '../../document/pointer.ts';
import { type Level, levelsOf } from './levels.ts';

/** The part of a context that lies within `{ }` and `[ ]`. */
export interface FlowContext {
  readonly position: 'key' | 'value';
  readonly path: readonly Segment[];
  readonly word: string;
  /** Whether the word stands behind an opening quote. */
  readonly quoted: boolean;
  readonly siblings: ReadonlyMap<string, string>;
  /** How many of the last lines belong to it, and what their first one opens in block style. */
  readonly lines: number;
  readonly levels: readonly Level[];
}

interface Frame {
  readonly open: '{' | '[';
  readonly keys: Map<string, string>;
  key: string | undefined;
}

/**
 * The brackets that are open at the end of `lines`; undefined where none is. Looks back 30 lines for the one that opened, and into the
 * text behind for the keys of the innermost one.
 */
export function flowContext(lines: readonly string[], behind: string): FlowContext | undefined {
  for (let count = 1; count <= Math.min(30, lines.length); count++) {
    const first = lines[lines.length - count] ?? '';
    const levels = levelsOf(first);
    const last = levels.at(-1);
    if (last === undefined) continue;
    const head = last.dash ? first.slice(last.column).replace(/^-\s*/, '') : (last.rest ?? '');
    if (!/^\s*[{[]/.test(head)) {
      if (count === 1) return undefined;
      break;
    }
    const found = scan([head, ...lines.slice(lines.length - count + 1)].join('\n'), behind);
    return found === undefined ? undefined : { ...found, lines: count, levels };
  }
  return undefined;
}

function scan(text: string, behind: string): Omit<FlowContext, 'lines' | 'levels'> | undefined {
  const state: State = { frames: [], word: '' };
  const open = read(state, text);
  const innermost = state.frames.at(-1);
  if (innermost === undefined) return undefined;
  const position = innermost.open === '{' && innermost.key === undefined ? 'key' : 'value';
  const path = state.frames.flatMap(stepOf);
  const found = { position, path, word: lastLineOf(open ?? state.word), quoted: open !== undefined } as const;
  readOn(state, innermost, open === undefined ? behind : behind.slice(behind.indexOf('"') + 1));
  return { ...found, siblings: innermost.keys };
}

/** What an editor can replace: the word where it is on the line of the cursor. */
function lastLineOf(word: string): string {
  return word.slice(word.lastIndexOf('\n') + 1).trimStart();
}

/** Reads to the end; what stands behind a quote that is still open there is returned. */
function read(state: State, text: string): string | undefined {
  for (let i = 0; i < text.length; i++) {
    const c = text.charAt(i);
    if ((c === '"' || c === "'") && state.word.trim() === '') {
      const end = text.indexOf(c, i + 1);
      if (end < 0) return text.slice(i + 1);
      state.word = text.slice(i + 1, end);
      i = end;
    } else {
      take(state, c, text.charAt(i + 1));
    }
  }
  return undefined;
}

/** Reads the keys that follow in the same brackets, up to where they close; two lines at most, they may not be closed yet. */
function readOn(state: State, innermost: Frame, behind: string): void {
  const here = innermost.key;
  innermost.key = undefined;
  const text = behind
    .split('\n')
    .slice(0, 2)
    .join('\n')
    .replace(/^[^,}\]]*/, '');
  state.word = '';
  for (let i = 0; i < text.length && state.frames.includes(innermost); i++)
    take(state, text.charAt(i), text.charAt(i + 1));
  if (here !== undefined) innermost.keys.delete(here);
}

interface State {
  readonly frames: Frame[];
  word: string;
}

function take(state: State, c: string, next: string): void {
  const frame = state.frames.at(-1);
  if (c === ':' && frame !== undefined && /^\s?$/.test(next)) {
    frame.key = state.word.trim();
    frame.keys.set(frame.key, '');
  } else if (c === ',' && frame !== undefined) {
    closeKey(frame, state.word);
  } else if (c === '{' || c === '[') {
    state.frames.push({ open: c, keys: new Map(), key: undefined });
  } else if (c === '}' || c === ']') {
    if (frame !== undefined) closeKey(frame, state.word);
    state.frames.pop();
  } else {
    state.word += c;
    return;
  }
  state.word = '';
}

function closeKey(frame: Frame, word: string): void {
  if (frame.key !== undefined) frame.keys.set(frame.key, word.trim().replace(/^(["'])(.*)\1$/, '$2'));
  frame.key = undefined;
}

function stepOf(frame: Frame): Segment[] {
  if (frame.open === '[') return [0];
  return frame.key === undefined ? [] : [frame.key];
}
