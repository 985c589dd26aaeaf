import type { ApiObject } from '#engine/api/meta.ts';
import { sha256 } from './sha256.ts';

const letters: Readonly<Record<string, string>> = { '0': 'g', '1': 'h', '3': 'k', a: 'm', e: 't' };

/** The suffix by which kustomize names a generated ConfigMap or Secret; follows kustomize api/hasher. */
export function contentHash(object: ApiObject): string {
  const { kind, metadata } = object;
  const parts = {
    ...(kind === 'Secret'
      ? { data: sorted(object['data']), kind, name: metadata.name, type: object['type'] }
      : { data: sorted(object['data']), kind, name: metadata.name }),
  };
  const text = JSON.stringify(parts).replace(
    /[<>&\u2028\u2029]/g,
    (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return [...sha256(text).slice(0, 10)].map((digit) => letters[digit] ?? digit).join('');
}

function sorted(data: unknown): unknown {
  const entries = Object.entries((data ?? {}) as Record<string, string>).sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.length === 0 ? '' : Object.fromEntries(entries);
}
