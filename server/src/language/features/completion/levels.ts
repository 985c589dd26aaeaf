/** A dash or a key at the beginning of a line: what makes a level of nesting in block style. */
export interface Level {
  readonly column: number;
  readonly dash: boolean;
  /** For a key: its name and what stands behind the colon. */
  readonly key?: string;
  readonly rest?: string;
}

/** The levels that a line opens: `  - name: web` has a dash in column 2 and a key in column 4. None for blank lines and comments. */
export function levelsOf(line: string): Level[] {
  const levels: Level[] = [];
  let column = line.length - line.trimStart().length;
  let rest = line.slice(column);
  for (let dash = /^-(?:[ \t]+|$)/.exec(rest); dash !== null; dash = /^-(?:[ \t]+|$)/.exec(rest)) {
    levels.push({ column, dash: true });
    column += dash[0].length;
    rest = rest.slice(dash[0].length);
  }
  const key = /^(?:"([^"]*)"|'([^']*)'|([^\s"'{}[\]#&*!|>%@`,][^#]*?)):(?:[ \t]+(.*)|$)/.exec(rest);
  if (key !== null) levels.push({ column, dash: false, key: key[1] ?? key[2] ?? key[3] ?? '', rest: key[4] ?? '' });
  return levels;
}
