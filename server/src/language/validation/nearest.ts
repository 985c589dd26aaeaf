/** The candidates that `word` may be a slip for, the likeliest first: at most a third of its letters differ. */
export function nearest(word: string, candidates: Iterable<string>, most = 3): string[] {
  const limit = Math.max(1, Math.floor(word.length / 3));
  const letters = lettersOf(word);
  const ranked: { candidate: string; distance: number }[] = [];
  for (const candidate of candidates) {
    if (candidate === word || Math.abs(candidate.length - word.length) > limit) continue;
    if (bits(letters ^ lettersOf(candidate)) > 2 * limit) continue;
    const distance = slipDistance(word, candidate);
    if (distance <= limit) ranked.push({ candidate, distance });
  }
  ranked.sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1));
  return ranked.slice(0, most).map((one) => one.candidate);
}

/** The letters of a word as a set of bits, capitals as small ones: words that share few of them cannot be near, and need no counting. */
function lettersOf(word: string): number {
  let letters = 0;
  for (let i = 0; i < word.length; i++) letters |= 1 << (word.charCodeAt(i) & 31);
  return letters;
}

function bits(set: number): number {
  let count = 0;
  for (let rest = set; rest !== 0; rest &= rest - 1) count++;
  return count;
}

/**
 * How many slips lie between two words (optimal string alignment): a letter more, less or other, or two neighbours swapped, cost 1; a
 * capital instead of a small letter costs 0.1.
 */
export function slipDistance(a: string, b: string): number {
  let before: number[] = [];
  let above: number[] = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row: number[] = [i];
    for (let j = 1; j <= b.length; j++) row.push(cheapest(a, b, i, j, before, above, row));
    before = above;
    above = row;
  }
  return above[b.length] ?? 0;
}

function cheapest(
  a: string,
  b: string,
  i: number,
  j: number,
  before: readonly number[],
  above: readonly number[],
  row: readonly number[],
): number {
  const other = (above[j - 1] ?? 0) + letterCost(a.charAt(i - 1), b.charAt(j - 1));
  const best = Math.min(other, (above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
  const swapped = i > 1 && j > 1 && a.charAt(i - 1) === b.charAt(j - 2) && a.charAt(i - 2) === b.charAt(j - 1);
  return swapped ? Math.min(best, (before[j - 2] ?? 0) + 1) : best;
}

function letterCost(x: string, y: string): number {
  if (x === y) return 0;
  return x.toLowerCase() === y.toLowerCase() ? 0.1 : 1;
}
