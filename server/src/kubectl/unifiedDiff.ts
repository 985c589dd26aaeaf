/** The differences between two texts as `diff -u` prints them after its head, three lines of context; empty where there are none. */
export function unifiedDiff(before: string, after: string): string {
  const [a, b] = [linesOf(before), linesOf(after)];
  const edits = editsOf(a, b);
  const hunks: string[] = [];
  for (let at = 0; at < edits.length; ) {
    const first = edits.findIndex((edit, index) => index >= at && edit.sign !== ' ');
    if (first < 0) break;
    let end = first;
    for (let quiet = 0, i = first; i < edits.length && quiet <= 6; i++) {
      quiet = edits[i]?.sign === ' ' ? quiet + 1 : 0;
      if (quiet === 0) end = i + 1;
    }
    const from = Math.max(first - 3, at);
    const to = Math.min(end + 3, edits.length);
    hunks.push(hunkText(edits, from, to));
    at = to;
  }
  return hunks.join('\n');
}

function linesOf(text: string): readonly string[] {
  return text === '' ? [] : text.split('\n');
}

interface Edit {
  readonly sign: ' ' | '-' | '+';
  readonly text: string;
}

function hunkText(edits: readonly Edit[], from: number, to: number): string {
  const before = edits.slice(0, from);
  const inside = edits.slice(from, to);
  const range = (sign: '-' | '+'): string => {
    const start = before.filter((edit) => edit.sign === ' ' || edit.sign === sign).length + 1;
    const length = inside.filter((edit) => edit.sign === ' ' || edit.sign === sign).length;
    return `${sign}${length === 0 ? start - 1 : start}${length === 1 ? '' : `,${length}`}`;
  };
  return [`@@ ${range('-')} ${range('+')} @@`, ...inside.map((edit) => edit.sign + edit.text)].join('\n');
}

/** The shortest way from one list of lines to the other: longest common subsequence. */
function editsOf(a: readonly string[], b: readonly string[]): readonly Edit[] {
  const common = commonLengths(a, b);
  const edits: Edit[] = [];
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) {
      edits.push({ sign: ' ', text: a[i++] ?? '' });
      j++;
    } else if (common(i + 1, j) >= common(i, j + 1)) edits.push({ sign: '-', text: a[i++] ?? '' });
    else edits.push({ sign: '+', text: b[j++] ?? '' });
  }
  const removed = a.slice(i).map((text): Edit => ({ sign: '-', text }));
  const added = b.slice(j).map((text): Edit => ({ sign: '+', text }));
  return [...edits, ...removed, ...added];
}

/** How many lines the rest of one, from a line on, has in common with the rest of the other. */
function commonLengths(a: readonly string[], b: readonly string[]): (i: number, j: number) => number {
  const lengths = Array.from({ length: a.length + 1 }, () => new Uint32Array(b.length + 1));
  const at = (i: number, j: number): number => lengths[i]?.[j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    const row = lengths[i];
    if (row === undefined) continue;
    for (let j = b.length - 1; j >= 0; j--)
      row[j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  }
  return at;
}
