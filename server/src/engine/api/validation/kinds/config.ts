import { byteLength, configMapKeyName } from '../../names.ts';
import { type Causes, forbidden, invalid, invalidEach, required, tooLong } from '../causes.ts';
import { immutable, type KindRules, rulesOf } from '../kindRules.ts';
import { entriesAt, type Fields, flagAt, objectAt, textAt } from '../read.ts';
import { sameValue } from '../same.ts';

const maxSize = 1024 * 1024;
const serviceAccountName = 'kubernetes.io/service-account.name';

/** Follows kubernetes pkg/apis/core/validation ValidateConfigMap and ValidateConfigMapUpdate. */
export const configMap: KindRules = rulesOf({
  validate: (object, _version, errors) => {
    const binary = objectAt(object, 'binaryData');
    let size = 0;
    for (const [key, value] of entriesAt(object, 'data')) {
      invalidEach(errors, `data[${key}]`, key, configMapKeyName(key));
      if (binary !== undefined && Object.hasOwn(binary, key))
        errors.push(invalid(`data[${key}]`, key, 'duplicate of key present in binaryData'));
      size += byteLength(value);
    }
    for (const [key, value] of entriesAt(object, 'binaryData')) {
      invalidEach(errors, `binaryData[${key}]`, key, configMapKeyName(key));
      size += decodedLength(value);
    }
    if (size > maxSize) errors.push(tooLong('[]', maxSize));
  },
  update: (next, old, _version, errors) => validateImmutable(next, old, ['data', 'binaryData'], errors),
});

/** Follows ValidateSecret and ValidateSecretUpdate; stringData counts as data, as the API server merges it first. */
export const secret: KindRules = rulesOf({
  validate: (object, _version, errors) => {
    const data = dataOf(object);
    let size = 0;
    for (const [key, length] of data) {
      invalidEach(errors, `data[${key}]`, key, configMapKeyName(key));
      size += length;
    }
    if (size > maxSize) errors.push(tooLong('data', maxSize));
    validateSecretType(object, data, errors);
  },
  update: (next, old, _version, errors) => {
    immutable(textAt(next, 'type') || 'Opaque', textAt(old, 'type') || 'Opaque', 'type', errors);
    validateImmutable(next, old, ['data'], errors);
  },
});

/** Only metadata. Follows ValidateServiceAccount. */
export const serviceAccount: KindRules = rulesOf({ validate: () => undefined });

function validateImmutable(next: Fields, old: Fields, fields: readonly string[], errors: Causes): void {
  if (flagAt(old, 'immutable') !== true) return;
  const message = 'field is immutable when `immutable` is set';
  if (flagAt(next, 'immutable') !== true) errors.push(forbidden('immutable', message));
  for (const field of fields) if (!sameValue(next[field], old[field])) errors.push(forbidden(field, message));
}

function validateSecretType(object: Fields, data: ReadonlyMap<string, number>, errors: Causes): void {
  const needs = (key: string): void => {
    if (!data.has(key)) errors.push(required(`data[${key}]`));
  };
  switch (textAt(object, 'type')) {
    case 'kubernetes.io/service-account-token':
      if (!textAt(objectAt(objectAt(object, 'metadata'), 'annotations'), serviceAccountName)) {
        errors.push(required(`metadata.annotations[${serviceAccountName}]`));
      }
      return;
    case 'kubernetes.io/dockercfg':
      validateJson(object, '.dockercfg', data, errors);
      return;
    case 'kubernetes.io/dockerconfigjson':
      validateJson(object, '.dockerconfigjson', data, errors);
      return;
    case 'kubernetes.io/basic-auth':
      if (data.has('username') || data.has('password')) return;
      needs('username');
      needs('password');
      return;
    case 'kubernetes.io/ssh-auth':
      if (!data.get('ssh-privatekey')) errors.push(required('data[ssh-privatekey]'));
      return;
    case 'kubernetes.io/tls':
      needs('tls.crt');
      needs('tls.key');
  }
}

function validateJson(object: Fields, key: string, data: ReadonlyMap<string, number>, errors: Causes): void {
  if (!data.has(key)) {
    errors.push(required(`data[${key}]`));
    return;
  }
  const plain = objectAt(object, 'stringData')?.[key];
  const encoded = objectAt(object, 'data')?.[key];
  const text = typeof plain === 'string' ? plain : typeof encoded === 'string' ? decoded(encoded) : undefined;
  const problem = text === undefined ? undefined : jsonProblem(text);
  if (problem !== undefined) errors.push(invalid(`data[${key}]`, '<secret contents redacted>', problem));
}

/** What Go's decoder says of a text that is no JSON object. */
function jsonProblem(text: string): string | undefined {
  if (text.trim() === '') return 'unexpected end of JSON input';
  try {
    const value: unknown = JSON.parse(text);
    if (value === null || (typeof value === 'object' && !Array.isArray(value))) return undefined;
    const kind = Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value;
    return `json: cannot unmarshal ${kind} into Go value of type map[string]interface {}`;
  } catch {
    const first = text.trim()[0] ?? '';
    if (first === '{' || first === '[' || first === '"') return 'unexpected end of JSON input';
    return `invalid character '${first}' looking for beginning of value`;
  }
}

/** The keys with the size of their values in bytes. */
function dataOf(object: Fields): ReadonlyMap<string, number> {
  const data = new Map(entriesAt(object, 'data').map(([key, value]) => [key, decodedLength(value)] as const));
  for (const [key, value] of entriesAt(object, 'stringData')) data.set(key, byteLength(value));
  return data;
}

function decodedLength(base64: string): number {
  const digits = base64.replace(/[\s=]/g, '').length;
  return Math.floor((digits * 3) / 4);
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Base64 as text, each byte a character: enough to look whether it is JSON. */
function decoded(base64: string): string {
  let text = '';
  let buffer = 0;
  let bits = 0;
  for (const character of base64) {
    const digit = alphabet.indexOf(character);
    if (digit < 0) continue;
    buffer = ((buffer << 6) | digit) & 0xfffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    text += String.fromCharCode((buffer >> bits) & 0xff);
  }
  return text;
}
