import type { PodTemplate } from '../api/pod.ts';
import type { KubernetesVersion } from '../api/version.ts';
import { utf8 } from '../utf8.ts';
import { dumpTemplate } from './dump.ts';

/**
 * The `pod-template-hash` that a control plane of this version gives the (defaulted) template; the collision count makes another one.
 * Follows kubernetes pkg/controller ComputeHash.
 */
export function templateHash(
  template: PodTemplate,
  collisionCount: number | undefined,
  version: KubernetesVersion,
): string {
  let sum = fnv1a(utf8(dumpTemplate(template, version)), offsetBasis);
  if (collisionCount !== undefined) sum = fnv1a(littleEndian(collisionCount), sum);
  return safeEncode(String(sum >>> 0));
}

/** 32-bit FNV-1a. */
export function fnv1a(bytes: Iterable<number>, from: number = offsetBasis): number {
  let sum = from;
  for (const byte of bytes) sum = Math.imul(sum ^ byte, prime);
  return sum >>> 0;
}

/** 32-bit FNV-1, which multiplies first. */
export function fnv1(bytes: Iterable<number>): number {
  let sum = offsetBasis;
  for (const byte of bytes) sum = Math.imul(sum, prime) ^ byte;
  return sum >>> 0;
}

/** Digits as characters that make no words; follows kubernetes apimachinery util/rand SafeEncodeString. */
export function safeEncode(text: string): string {
  return [...text].map((character) => alphabet[character.charCodeAt(0) % alphabet.length]).join('');
}

const offsetBasis = 0x811c9dc5;
const prime = 0x01000193;
const alphabet = 'bcdfghjklmnpqrstvwxz2456789';

/** The count in the eight bytes of which upstream writes the first four. */
function littleEndian(count: number): readonly number[] {
  return [count & 0xff, (count >> 8) & 0xff, (count >> 16) & 0xff, (count >> 24) & 0xff, 0, 0, 0, 0];
}
