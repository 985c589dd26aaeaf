import { koreanDuration, language } from '../l10n.ts';
import { koreanSentences } from './korean.ts';

/** A sentence of the engine in the panel's language; one that the table does not know, and all in English, as it is. */
export function told(sentence: string): string {
  return language() === 'ko' ? (inKorean(sentence) ?? sentence) : sentence;
}

/** The sentence in Korean; undefined where no pattern fits. */
export function inKorean(sentence: string): string | undefined {
  const known = answers.get(sentence);
  if (known !== undefined) return known;
  for (const { pattern, korean } of patterns) {
    const found = pattern.exec(sentence);
    if (found === null) continue;
    const answer = korean.replace(/\{(\d)\}/g, (_, i: string) => unitsInKorean(found[Number(i) + 1] ?? ''));
    answers.set(sentence, answer);
    return answer;
  }
  return undefined;
}

/** The same sentences come at every frame. */
const answers = new Map<string, string>();

const patterns = koreanSentences.map(([english, korean]) => ({ pattern: patternOf(english), korean }));

/** `{0} of {1}` as an expression; placeholders are numbered in the order in which they stand in English. */
function patternOf(english: string): RegExp {
  const parts = english.split(/\{\d\}/).map((part) => part.replace(/[.*+?^$()|[\]\\{}]/g, '\\$&'));
  return new RegExp(`^${parts.join('(.+?)')}$`, 's');
}

/** `500 ms` → `500밀리초`; whatever is no duration stays. */
function unitsInKorean(argument: string): string {
  return /^\d[\d.]* (?:ms|s|min|h)(?: |$)/.test(argument) ? koreanDuration(argument) : argument;
}
