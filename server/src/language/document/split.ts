/** One document's share of a file: from the `---` line that begins it (or the file's start) to the next one. */
export interface Chunk {
  readonly start: number;
  readonly end: number;
}

/**
 * Cuts a file at its `---` lines, as kubectl does before it parses anything: such a line ends a document even inside a block scalar.
 * The line belongs to the document that it begins; directives (`%YAML`) before it go with it. Always at least one chunk.
 */
export function splitDocuments(text: string): Chunk[] {
  const chunks: Chunk[] = [];
  let start = 0;
  for (let marker = nextMarker(text, 0); marker >= 0; marker = nextMarker(text, marker + 3)) {
    if (marker === 0 || onlyDirectives(text, start, marker)) continue;
    chunks.push({ start, end: marker });
    start = marker;
  }
  chunks.push({ start, end: text.length });
  return chunks;
}

function nextMarker(text: string, from: number): number {
  if (from === 0 && isMarker(text, 0)) return 0;
  let at = text.indexOf('\n---', from);
  while (at >= 0 && !isMarker(text, at + 1)) at = text.indexOf('\n---', at + 1);
  return at < 0 ? -1 : at + 1;
}

function isMarker(text: string, at: number): boolean {
  if (!text.startsWith('---', at)) return false;
  const after = text.charCodeAt(at + 3);
  return Number.isNaN(after) || after === 10 || after === 13 || after === 32 || after === 9;
}

function onlyDirectives(text: string, start: number, end: number): boolean {
  if (text[start] !== '%' && text[start] !== '#') return false;
  const lines = text.slice(start, end).split('\n');
  return lines.some((line) => line.startsWith('%')) && lines.every((line) => /^(?:[%#]|\s*$)/.test(line));
}
