import type { ApiObject } from '../api/meta.ts';
import type { Random } from '../random.ts';

const suffixAlphabet = 'bcdfghjklmnpqrstvwxz2456789';
const suffixLength = 5;
const maxBase = 58;
const mostTries = 8;

/**
 * The object with the name made of its `generateName`, if it has no other; a taken one is drawn again a few times.
 * Follows kubernetes apiserver pkg/storage/names and pkg/registry/generic/registry createWithGenerateName.
 */
export function withGeneratedName(
  object: ApiObject,
  random: Random,
  isTaken: (named: ApiObject) => boolean,
): ApiObject {
  const { name, generateName } = object.metadata;
  if (name || generateName === undefined) return object;
  let named = object;
  for (let tries = 0; tries < mostTries; tries++) {
    const drawn = `${generateName.slice(0, maxBase)}${nameSuffix(random)}`;
    named = { ...object, metadata: { ...object.metadata, name: drawn } };
    if (!isTaken(named)) break;
  }
  return named;
}

/** Five characters that make a name its own; without vowels, and digits that look like some, they spell no word. */
export function nameSuffix(random: Random): string {
  return Array.from({ length: suffixLength }, () => suffixAlphabet[random.next(suffixAlphabet.length)]).join('');
}

/** A uid in the form of a random UUID. */
export function newUid(random: Random): string {
  const hex = (count: number): string => Array.from({ length: count }, () => random.next(16).toString(16)).join('');
  return `${hex(8)}-${hex(4)}-4${hex(3)}-${'89ab'[random.next(4)]}${hex(3)}-${hex(12)}`;
}
