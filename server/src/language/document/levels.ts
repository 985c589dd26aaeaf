/** How a text indents: columns from a key to the keys below it, and to the dashes below it. */
export interface Levels {
  readonly map: number;
  readonly list: number;
}

/** What is written where nothing is there to follow. */
export const usualLevels: Levels = { map: 2, list: 2 };

/** More lines than this are not looked at. */
const most = 500;

/** The first level of each kind in a text; read by the eye, so that broken text does not matter. */
export function levelsIn(text: string): Levels {
  const lines = text.split('\n', most).flatMap(lineOf);
  const steps = lines.flatMap((line, index) => {
    const above = lines[index - 1];
    return above?.opens === true ? [{ isItem: line.isItem, deeper: line.start - above.column }] : [];
  });
  const map = steps.find(({ isItem, deeper }) => !isItem && deeper > 0)?.deeper;
  const list = steps.find(({ isItem, deeper }) => isItem && deeper >= 0)?.deeper;
  return { map: map ?? usualLevels.map, list: list ?? map ?? usualLevels.list };
}

interface Line {
  /** Where it begins, and where what stands behind its dashes does. */
  readonly start: number;
  readonly column: number;
  readonly isItem: boolean;
  /** A key with nothing behind it. */
  readonly opens: boolean;
}

function lineOf(line: string): Line[] {
  const [, indent = '', dashes = '', rest = ''] = /^( *)((?:- +)*)(.*?)\s*$/.exec(line) ?? [];
  if (rest === '' || rest.startsWith('#') || line.startsWith('---')) return [];
  const column = indent.length + dashes.length;
  return [{ start: indent.length, column, isItem: dashes !== '', opens: /^[^#'"]*:(?:\s+#.*)?$/.test(rest) }];
}
