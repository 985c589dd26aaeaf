import type { Result } from '#engine/result.ts';
import { ok, refused } from '#engine/result.ts';

/** Cuts a line into words as a POSIX shell does: quotes and backslashes, no expansion. The error is bash's own text. */
export function splitWords(line: string): Result<readonly string[], string> {
  const words: string[] = [];
  let at = skipSpace(line, 0);
  while (at < line.length && line[at] !== '#') {
    let word = '';
    while (at < line.length && !isSpace(line[at])) {
      const piece = readPiece(line, at);
      if (piece === undefined) return refused(`unexpected EOF while looking for matching \`${line[at]}'`);
      word += piece.text;
      at = piece.end;
    }
    words.push(word);
    at = skipSpace(line, at);
  }
  return ok(words);
}

interface Piece {
  readonly text: string;
  readonly end: number;
}

/** A quoted part, a character behind a backslash, or one plain character; undefined for a quote without its partner. */
function readPiece(line: string, at: number): Piece | undefined {
  const char = line[at] ?? '';
  if (char === "'" || char === '"') return readQuoted(line, at);
  if (char !== '\\') return { text: char, end: at + 1 };
  const next = line[at + 1] ?? '\\';
  return { text: next === '\n' ? '' : next, end: at + 2 };
}

function readQuoted(line: string, start: number): Piece | undefined {
  const quote = line[start];
  let text = '';
  for (let i = start + 1; i < line.length; i++) {
    const char = line[i] as string;
    if (char === quote) return { text, end: i + 1 };
    const escaped = quote === '"' && char === '\\' && /["\\$`\n]/.test(line[i + 1] ?? '');
    if (escaped) i++;
    if (!escaped || line[i] !== '\n') text += line[i] ?? '';
  }
  return undefined;
}

function skipSpace(line: string, from: number): number {
  let at = from;
  while (at < line.length && (isSpace(line[at]) || line.startsWith('\\\n', at))) at += isSpace(line[at]) ? 1 : 2;
  return at;
}

function isSpace(char: string | undefined): boolean {
  return char === ' ' || char === '\t' || char === '\n' || char === '\r';
}
