import { t } from '@vscode/l10n';
import { byteLength } from '#engine/api/names.ts';
import { decodedLength } from '../secretValue.ts';
import type { FieldValue } from './value.ts';

/** How long a value of a Secret is. The value itself is never shown: who shares a screen must not give it away by a movement of the mouse. */
export function secret({ resource, segments, value }: FieldValue): string | undefined {
  const [field, key, ...more] = segments;
  const inData = (field === 'data' || field === 'stringData') && key !== undefined && more.length === 0;
  if (resource.body.kind !== 'Secret' || !inData || typeof value !== 'string') return undefined;
  const length = field === 'data' ? decodedLength(value) : byteLength(value);
  if (length === undefined) return t('This is not base64.');
  return t('{0} bytes, not shown here.', length);
}
