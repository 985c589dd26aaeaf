/**
 * Rows in columns of even width, `gap` spaces apart; the last column is not padded. Tables of objects have gaps of three and columns of at
 * least six, as kubectl's own.
 */
export function table(rows: readonly (readonly string[])[], gap = 3): string {
  const least = gap === 3 ? 3 : 0;
  const widths: number[] = [];
  for (const row of rows)
    row.forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? least, width(cell));
    });
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          column === row.length - 1 ? cell : cell + ' '.repeat((widths[column] ?? 0) - width(cell) + gap),
        )
        .join(''),
    )
    .join('\n');
}

function width(text: string): number {
  return [...text].length;
}
