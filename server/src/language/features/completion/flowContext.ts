import type { Segment } from '../../document/pointer.ts';
import { type Level, levelsOf } from './levels.ts';

/** The part of a context that lies within `{ }` and `[ ]`. */
export interface FlowContext {
  readonly position: 'key' | 'value';
  readonly path: readonly Segment[];
  readonly word: string;
  readonly siblings: ReadonlySet<string>;
  /** How many of the last lines belong to it, and what their first one opens in block style. */
  readonly lines: number;
  readonly levels: readonly Level[];
}

interface Frame {
  readonly open: '{' | '[';
  readonly keys: Set<string>;
  key: string | undefined;
}

/** The brackets that are open at the end of `lines`; undefined where none is. Looks back 30 lines for the one that opened. */
export function flowContext(lines: readonly string[]): FlowContext | undefined {
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
    const found = scan([head, ...lines.slice(lines.length - count + 1)].join('\n'));
    return found === undefined ? undefined : { ...found, lines: count, levels };
  }
  return undefined;
}

function scan(text: string): Omit<FlowContext, 'lines' | 'levels'> | undefined {
  const state: State = { frames: [], word: '' };
  for (let i = 0; i < text.length; i++) {
    const c = text.charAt(i);
    if (c === '"' || c === "'") {
      const end = text.indexOf(c, i + 1);
      if (end < 0) return undefined;
      state.word = text.slice(i + 1, end);
      i = end;
    } else {
      take(state, c, text.charAt(i + 1));
    }
  }
  const innermost = state.frames.at(-1);
  if (innermost === undefined) return undefined;
  const position = innermost.open === '{' && innermost.key === undefined ? 'key' : 'value';
  return { position, path: state.frames.flatMap(stepOf), word: state.word.trimStart(), siblings: innermost.keys };
}

interface State {
  readonly frames: Frame[];
  word: string;
}

function take(state: State, c: string, next: string): void {
  const frame = state.frames.at(-1);
  if (c === ':' && frame !== undefined && /^\s?$/.test(next)) {
    frame.key = state.word.trim();
    frame.keys.add(frame.key);
  } else if (c === ',' && frame !== undefined) {
    frame.key = undefined;
  } else if (c === '{' || c === '[') {
    state.frames.push({ open: c, keys: new Set(), key: undefined });
  } else if (c === '}' || c === ']') {
    state.frames.pop();
  } else {
    state.word += c;
    return;
  }
  state.word = '';
}

function stepOf(frame: Frame): Segment[] {
  if (frame.open === '[') return [0];
  return frame.key === undefined ? [] : [frame.key];
}
