import type { Millis } from '#engine/time.ts';
import { durationText } from '#engine/trace/text.ts';
import { english, type TextId } from './texts/english.ts';
import { korean } from './texts/korean.ts';

export type Language = 'en' | 'ko';

let texts: Readonly<Record<TextId, string>> = english;

/** Chooses the language of every later text: `ko` and `ko-KR` are Korean, everything else English. */
export function setLanguage(tag: string): Language {
  const language = tag.toLowerCase().startsWith('ko') ? 'ko' : 'en';
  texts = language === 'ko' ? korean : english;
  return language;
}

/** The language that was chosen. */
export function language(): Language {
  return texts === english ? 'en' : 'ko';
}

/** The text in the chosen language with its arguments put in. */
export function t(id: TextId, ...args: readonly (string | number)[]): string {
  return texts[id].replace(/\{(\d)\}/g, (_, i: string) => String(args[Number(i)] ?? ''));
}

/** A duration as the language says it: `1 min 40 s`, `1분 40초`. */
export function duration(millis: Millis): string {
  return inUnits(durationText(millis));
}

/** An English duration with the units of the language: `1.5 s`, `1.5초`. */
export function inUnits(text: string): string {
  return texts === english ? text : koreanDuration(text);
}

/** An English duration in Korean, whatever language was chosen: `1분 40초`. */
export function koreanDuration(text: string): string {
  return text.replace(/ (ms|s|min|h)(?= |$)/g, (_, unit: string) => koreanUnits[unit] ?? unit);
}

const koreanUnits: Readonly<Record<string, string>> = { ms: '밀리초', s: '초', min: '분', h: '시간' };
