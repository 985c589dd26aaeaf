/** A line as it is being typed. `cursor` counts characters from its start; `recalled` the lines back in the history. */
export interface Line {
  readonly text: string;
  readonly cursor: number;
  readonly recalled: number;
}

/** What a key asks of the terminal beyond the line itself. */
export type Typed =
  | { readonly kind: 'edit'; readonly line: Line }
  | { readonly kind: 'enter'; readonly text: string }
  | { readonly kind: 'complete'; readonly line: Line }
  | { readonly kind: 'interrupt' }
  | { readonly kind: 'clear' }
  | { readonly kind: 'end' };

export const emptyLine: Line = { text: '', cursor: 0, recalled: 0 };

/** Cuts what a terminal sends (typed or pasted) into keys: escape sequences whole, line breaks as `\r`, other characters one by one. */
export function keysOf(data: string): readonly string[] {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: keys of a terminal are control characters
  return data.replace(/\r\n?|\n/g, '\r').match(/\x1b(?:\[[0-9;]*[A-Za-z~]|O[A-Za-z]|.)|[\s\S]/gu) ?? [];
}

/** One key on a line, as shells with Emacs keys take it. `history` is oldest first. */
export function press(line: Line, key: string, history: readonly string[]): Typed {
  switch (key) {
    case '\r':
      return { kind: 'enter', text: line.text };
    case '\t':
      return { kind: 'complete', line };
    case '\x03':
      return { kind: 'interrupt' };
    case '\x0c':
      return { kind: 'clear' };
    case '\x04':
      return line.text === '' ? { kind: 'end' } : { kind: 'edit', line: cut(line, line.cursor, line.cursor + 1) };
    default:
      return { kind: 'edit', line: edited(line, key, history) };
  }
}

function edited(line: Line, key: string, history: readonly string[]): Line {
  const { text, cursor } = line;
  const moves: Readonly<Record<string, number>> = {
    '\x01': 0,
    '\x1b[H': 0,
    '\x1bOH': 0,
    '\x05': text.length,
    '\x1b[F': text.length,
    '\x1bOF': text.length,
    '\x1b[D': cursor - 1,
    '\x02': cursor - 1,
    '\x1b[C': cursor + 1,
    '\x06': cursor + 1,
    '\x1bb': wordStart(text, cursor),
    '\x1b[1;5D': wordStart(text, cursor),
    '\x1bf': wordEnd(text, cursor),
    '\x1b[1;5C': wordEnd(text, cursor),
  };
  const to = moves[key];
  if (to !== undefined) return { ...line, cursor: Math.max(0, Math.min(text.length, to)) };
  if (key === '\x7f' || key === '\b') return cut(line, cursor - 1, cursor);
  if (key === '\x1b[3~') return cut(line, cursor, cursor + 1);
  if (key === '\x15') return cut(line, 0, cursor);
  if (key === '\x0b') return cut(line, cursor, text.length);
  if (key === '\x17') return cut(line, wordStart(text, cursor), cursor);
  if (key === '\x1b[A' || key === '\x10') return recall(line, history, 1);
  if (key === '\x1b[B' || key === '\x0e') return recall(line, history, -1);
  return isText(key) ? inserted(line, key) : line;
}

/** The line with a text put in at the cursor. */
export function inserted(line: Line, text: string): Line {
  return {
    text: line.text.slice(0, line.cursor) + text + line.text.slice(line.cursor),
    cursor: line.cursor + text.length,
    recalled: 0,
  };
}

function cut(line: Line, from: number, to: number): Line {
  if (from < 0 || from >= line.text.length) return line;
  return { text: line.text.slice(0, from) + line.text.slice(to), cursor: from, recalled: 0 };
}

function recall(line: Line, history: readonly string[], by: number): Line {
  const recalled = Math.max(0, Math.min(history.length, line.recalled + by));
  const text = recalled === 0 ? '' : (history[history.length - recalled] ?? '');
  return { text, cursor: text.length, recalled };
}

function wordStart(text: string, cursor: number): number {
  return text.slice(0, cursor).replace(/\S*\s*$/, '').length;
}

function wordEnd(text: string, cursor: number): number {
  return cursor + (/^\s*\S*/.exec(text.slice(cursor))?.[0].length ?? 0);
}

function isText(key: string): boolean {
  return key >= ' ' && key !== '\x7f' && !key.startsWith('\x1b');
}
