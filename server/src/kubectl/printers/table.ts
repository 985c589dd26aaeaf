/** Rows in columns of even width, three spaces apart as kubectl prints them; the last column is not padded. */
export function table(rows: readonly (readonly string[])[], gap = 3): string {
  const widths: number[] = [];
  for (const row of rows)
    row.forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, width(cell));
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
