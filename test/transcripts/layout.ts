/** The blanks between the columns of the first table of a print: behind its widest cell each; undefined where it has no table that is in order. */
export function gapsOf(text: string): readonly number[] | undefined {
  const lines = text.split('\n').map((line) => line.trimEnd());
  const first = lines.findIndex((line) => isHeader(line));
  const header = lines[first];
  if (header === undefined) return undefined;
  const starts = [...header.matchAll(/(?<=^| {2})\S/g)].map(({ index }) => index);
  const end = lines.findIndex((line, index) => index > first && !isRow(line));
  const rows = lines.slice(first, end < 0 ? undefined : end);
  if (!rows.every((row) => inColumns(row, starts))) return undefined;
  return starts.slice(1).map((start, index) => start - (starts[index] ?? 0) - widest(rows, starts, index));
}

/** Whether a print begins with the header of a table. */
export function hasTable(text: string): boolean {
  return text.split('\n').some((line) => isHeader(line.trimEnd()));
}

function isHeader(line: string): boolean {
  return /^[A-Z][A-Z-]+ {2,}[A-Z]/.test(line) && !/[a-z…]/.test(line);
}

function isRow(line: string): boolean {
  return line !== '' && !isHeader(line) && !/^(\.{3}|…|error|Error|Warning)/.test(line);
}

function inColumns(row: string, starts: readonly number[]): boolean {
  return starts.every(
    (start) => start === 0 || row.length <= start || (row[start - 1] === ' ' && row[start - 2] === ' '),
  );
}

function widest(rows: readonly string[], starts: readonly number[], column: number): number {
  return Math.max(...rows.map((row) => row.slice(starts[column], starts[column + 1]).trimEnd().length));
}
