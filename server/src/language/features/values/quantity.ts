import { t } from '@vscode/l10n';
import { parseQuantity } from '#engine/api/quantity.ts';
import type { FieldValue } from './value.ts';

/** `500m` of CPU in cores, `128Mi` in bytes, another quantity in plain digits; silent where the text says it already. */
export function quantity({ value, schema, segments }: FieldValue): string | undefined {
  if (schema.schema.$ref !== 'Quantity' || (typeof value !== 'string' && typeof value !== 'number')) return undefined;
  return quantityText(value, String(segments.at(-1) ?? ''));
}

/** What an amount of a resource comes to in words; undefined where it is none, or says it already. */
export function quantityText(value: string | number, name: string): string | undefined {
  const parsed = parseQuantity(value);
  if (!parsed.ok) return undefined;
  const { nano } = parsed.value;
  if (/(?:^|\.)cpu$/.test(name)) return cores(nano);
  const plain = decimal(nano);
  if (isBytes(name)) return t('`{0}` is {1} bytes.', String(value), plain);
  return plain === String(value) ? undefined : t('`{0}` is {1}.', String(value), plain);
}

function cores(nano: bigint): string {
  if (nano === nanoPerUnit) return t('One CPU core.');
  if (nano * 2n === nanoPerUnit) return t('Half a CPU core.');
  return t('{0} CPU cores.', decimal(nano));
}

function isBytes(name: string): boolean {
  return /(?:^|\.)(?:memory|storage|ephemeral-storage|sizeLimit|hugepages-.+)$/.test(name);
}

const nanoPerUnit = 1_000_000_000n;

/** Digits in groups of three, and what is behind the point without zeros at its end. */
function decimal(nano: bigint): string {
  const size = nano < 0n ? -nano : nano;
  const whole = String(size / nanoPerUnit).replace(/\B(?=(?:\d{3})+$)/g, ',');
  const rest = String(size % nanoPerUnit)
    .padStart(9, '0')
    .replace(/0+$/, '');
  return `${nano < 0n ? '-' : ''}${whole}${rest === '' ? '' : `.${rest}`}`;
}
