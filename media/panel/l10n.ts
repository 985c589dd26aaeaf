import { english, korean, type TextId } from './texts.ts';

export type Language = 'en' | 'ko';

let texts: Readonly<Record<TextId, string>> = english;

/** Chooses the language of every later text: `ko` and `ko-KR` are Korean, everything else English. */
export function setLanguage(tag: string): Language {
  const language = tag.toLowerCase().startsWith('ko') ? 'ko' : 'en';
  texts = language === 'ko' ? korean : english;
  return language;
}

/** The text in the chosen language with its arguments put in. */
export function t(id: TextId, ...args: readonly (string | number)[]): string {
  return texts[id].replace(/\{(\d)\}/g, (_, i: string) => String(args[Number(i)] ?? ''));
}
