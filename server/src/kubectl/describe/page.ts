/** A description as it is written: lines with tabs between their cells, indented by levels of two spaces. */
export class Page {
  readonly #lines: string[] = [];

  /** One line; cells are separated by tabs. */
  line(level: number, ...cells: readonly string[]): void {
    this.#lines.push(`${'  '.repeat(level)}${cells.join('\t')}`);
  }

  /** `Title:` and a value in the next cell. */
  field(level: number, title: string, value: string | number | boolean): void {
    this.line(level, `${title}:`, String(value));
  }

  /** The same where there is a value, else nothing. */
  optional(level: number, title: string, value: unknown): void {
    if (value !== undefined && value !== null && value !== '') this.field(level, title, String(value));
  }

  /** Several values below each other in the second cell; `<none>` without any. */
  values(level: number, title: string, values: readonly string[]): void {
    if (values.length === 0) this.field(level, title, '<none>');
    for (const [index, value] of values.entries()) this.line(level, index === 0 ? `${title}:` : '', value);
  }

  /** With tabs, as `rollout history` prints it. */
  raw(): string {
    return this.#lines.join('\n');
  }

  /** With its columns aligned. */
  text(): string {
    return aligned(this.#lines);
  }
}

/** Aligns tab-separated cells as Go's text/tabwriter does: a column lasts as long as lines have a cell in it; padding of two. */
export function aligned(lines: readonly string[]): string {
  const cells = lines.map((line) => line.split('\t'));
  const widths: number[][] = cells.map(() => []);
  fill(cells, widths, 0, 0, cells.length);
  return cells
    .map((row, y) => row.map((cell, x) => cell.padEnd(x < row.length - 1 ? (widths[y]?.[x] ?? 0) : 0)).join(''))
    .join('\n');
}

/** Sets the width of column `x` for every run of lines from `from` to `to` that have it. */
function fill(cells: readonly string[][], widths: number[][], x: number, from: number, to: number): void {
  for (let start = from; start < to; ) {
    if (!hasCell(cells[start], x)) {
      start++;
      continue;
    }
    let end = start;
    let width = 0;
    for (; end < to && hasCell(cells[end], x); end++) width = Math.max(width, [...(cells[end]?.[x] ?? '')].length + 2);
    for (let y = start; y < end; y++) (widths[y] ?? [])[x] = width;
    fill(cells, widths, x + 1, start, end);
    start = end;
  }
}

/** The last cell of a line is not part of any column. */
function hasCell(row: readonly string[] | undefined, x: number): boolean {
  return row !== undefined && x < row.length - 1;
}
