import type { Sources } from './houseRules.ts';

/** The sentences that a program of ours asks to be translated: the first arguments of `t(…)` and `l10n.t(…)`, where they are written out. */
export function sentencesIn(sources: Sources): string[] {
  const found = new Set<string>();
  for (const [file, text] of sources) {
    if (!/^(client|server)\//.test(file) || file.includes('.test.')) continue;
    for (const [, quoted = ''] of text.matchAll(/(?<![\w.])(?:\w+\.)*t\(\s*('(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")/g))
      found.add(unquoted(quoted));
  }
  return [...found].sort();
}

function unquoted(literal: string): string {
  const inside = literal.slice(1, -1).replaceAll("\\'", "'").replaceAll('"', '\\"').replaceAll('\\\\"', '\\"');
  return JSON.parse(`"${inside}"`);
}

/** The numbers of the places in a sentence that are filled in: `{0}`, `{1}`. */
export function placesIn(sentence: string): string {
  return [...new Set(Array.from(sentence.matchAll(/\{(\d+)\}/g), ([, number]) => number))].sort().join(' ');
}
