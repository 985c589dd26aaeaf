/**
 * YAML 1.1 as go-yaml reads it does not mind how lines within `[ ]`, `{ }` and quotes are indented; our parser does. Returns the text
 * with the lines of the collection or string that holds `at` joined by spaces, every offset kept; undefined where none is open there.
 */
export function straighten(text: string, at: number): string | undefined {
  const start = openBefore(text, at);
  const end = start === undefined ? undefined : closing(text, start);
  if (start === undefined || end === undefined || end < at - 1) return undefined;
  const joined = joinedLines(text.slice(start, end));
  return joined.includes('\n') || joined === text.slice(start, end)
    ? undefined
    : text.slice(0, start) + joined + text.slice(end);
}

/** How far back an opening bracket or quote is looked for. */
const reach = 20_000;

/** The outermost bracket or quote behind a key or a dash, on one of the lines above, that is still open at `at`. */
function openBefore(text: string, at: number): number | undefined {
  const from = Math.max(0, at - reach);
  const opened = /(?:[:-][ \t]+)([[{"'])/g;
  opened.lastIndex = from;
  for (let match = opened.exec(text); match !== null && match.index < at; match = opened.exec(text)) {
    const start = match.index + match[0].length - 1;
    const end = closing(text, start);
    if (end === undefined) continue;
    if (end >= at) return start;
    opened.lastIndex = end;
  }
  return undefined;
}

/** Behind the bracket or quote that closes the one at `start`. */
function closing(text: string, start: number): number | undefined {
  if (/["']/.test(text.charAt(start))) return closingQuote(text, start);
  const end = Math.min(text.length, start + reach);
  let depth = 0;
  for (let i = start; i < end; i = behind(text, i)) {
    const c = text.charAt(i);
    if (c === '[' || c === '{') depth++;
    if (c === ']' || c === '}') depth--;
    if (depth === 0) return i + 1;
  }
  return undefined;
}

/** The next character that may be a bracket: strings and comments are passed over whole. */
function behind(text: string, at: number): number {
  const next = at + 1;
  const c = text.charAt(next);
  if ((c === '"' || c === "'") && /[[{,:\s]/.test(text.charAt(at))) return closingQuote(text, next) ?? text.length;
  return c === '#' && /\s/.test(text.charAt(at)) ? lineEnd(text, next) : next;
}

function closingQuote(text: string, start: number): number | undefined {
  const quote = text.charAt(start);
  for (let i = start + 1; i < Math.min(text.length, start + reach); i++) {
    const c = text.charAt(i);
    if (c === '\\' && quote === '"') i++;
    else if (c === quote && quote === "'" && text.charAt(i + 1) === "'") i++;
    else if (c === quote) return i + 1;
  }
  return undefined;
}

/** Line ends, tabs and comments become spaces. */
function joinedLines(text: string): string {
  return text.replace(/(?<=\s)#[^\n]*/g, (comment) => ' '.repeat(comment.length)).replace(/[\r\n\t]/g, ' ');
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}
