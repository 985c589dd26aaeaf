import { fromBase64 } from '#engine/api/base64.ts';
import { byteLength } from '#engine/api/names.ts';
import type { Offset, Uri } from '../document/document.ts';
import { toValue } from '../document/value.ts';
import { fileOf, type Snapshot } from '../workspace/snapshot.ts';
import { bodySpotAt } from './spot.ts';

/** What a key of a Secret stands for. */
export interface SecretValue {
  readonly key: string;
  /** How many bytes it is. */
  readonly bytes: number;
  /** The value in plain text; null where its bytes are no text. */
  readonly text: string | null;
}

/** The value of the Secret's key at an offset, for those who ask for it; undefined where none is written, or no base64. */
export function secretValue(snapshot: Snapshot, uri: Uri, offset: Offset): SecretValue | undefined {
  const file = fileOf(snapshot, uri);
  const spot = file === undefined ? undefined : bodySpotAt(file, offset);
  const [field, key, ...deeper] = spot?.segments ?? [];
  const entry = spot?.spot.entry;
  if (spot?.body.kind !== 'Secret' || typeof key !== 'string' || deeper.length > 0 || entry === undefined)
    return undefined;
  const value = toValue(entry.value);
  if (typeof value !== 'string') return undefined;
  if (field === 'stringData') return { key, bytes: byteLength(value), text: value };
  const bytes = field === 'data' ? decodedLength(value) : undefined;
  if (bytes === undefined) return undefined;
  const text = fromBase64(value);
  return { key, bytes, text: byteLength(text) === bytes ? text : null };
}

/** The bytes behind a base64 text; undefined where it is none. Line ends in it do not count. */
export function decodedLength(text: string): number | undefined {
  const plain = text.replace(/[\r\n]/g, '');
  if (plain.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(plain)) return undefined;
  return (plain.length / 4) * 3 - (/=*$/.exec(plain)?.[0].length ?? 0);
}
