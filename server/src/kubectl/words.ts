import type { Result } from '#engine/result.ts';
import { ok, refused } from '#engine/result.ts';

/** Cuts a line into words as a POSIX shell does: quotes and backslashes, no expansion. The error is bash's own text. */
export function splitWords(line: string): Result<readonly string[], string> {
  const words: string[] = [];
  let word: string | undefined;
  for (let i = 0; i < line.length; i++) {
    const char = line[i] as string;
    if (char === ' ' || char === '\t' || char === '\n' || char === '\r') {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (char === '#' && word === undefined) {
      break;
    } else if (char === "'" || char === '"') {
      const quoted = readQuoted(line, i);
      if (quoted === undefined) return refused(`unexpected EOF while looking for matching \`${char}'`);
      word = (word ?? '') + quoted.text;
      i = quoted.end;
    } else if (char === '\\') {
      i++;
      if (line[i] !== '\n') word = (word ?? '') + (line[i] ?? '\\');
    } else {
      word = (word ?? '') + char;
    }
  }
  if (word !== undefined) words.push(word);
  return ok(words);
}

/** The text between the quote at `start` and its partner at `end`. */
function readQuoted(line: string, start: number): { readonly text: string; readonly end: number } | undefined {
  const quote = line[start];
  let text = '';
  for (let i = start + 1; i < line.length; i++) {
    const char = line[i] as string;
    if (char === quote) return { text, end: i };
    if (quote === '"' && char === '\\' && /["\\$`\n]/.test(line[i + 1] ?? '')) {
      i++;
      if (line[i] !== '\n') text += line[i];
    } else {
      text += char;
    }
  }
  return undefined;
}
