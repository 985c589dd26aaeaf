import { parseQuantity } from '#engine/api/quantity.ts';
import type { ScalarNode } from '../document/node.ts';
import { goType } from './goType.ts';
import type { FieldSchema } from './schema.ts';

/** Why a scalar cannot be decoded into a field, in the words of Go; `{place}` stands for `Go struct field X.a.b`. Undefined when it can. */
export function scalarError(scalar: ScalarNode, schema: FieldSchema): string | undefined {
  const { value } = scalar;
  if (value === null || isOpen(schema)) return undefined;
  if (schema.$ref === 'Quantity') return quantityError(value);
  if (schema.$ref === 'IntOrString') return typeof value === 'string' ? undefined : numberError(value, int32);
  switch (schema.type) {
    case 'integer':
    case 'number':
      return numberError(value, schema);
    case 'boolean':
      return typeof value === 'boolean' ? undefined : mismatch(value, schema);
    case 'string':
      return typeof value === 'string' ? textError(value, schema) : mismatch(value, schema);
    default:
      return mismatch(value, schema);
  }
}

const int32: FieldSchema = { type: 'integer', format: 'int32' };

function textError(value: string, schema: FieldSchema): string | undefined {
  if (schema.format === 'byte') return base64Error(value);
  return schema.format === 'date-time' ? timeError(value) : undefined;
}

/** Whether a field takes any JSON. */
export function isOpen(schema: FieldSchema): boolean {
  return schema.type === undefined && schema.$ref === undefined;
}

/** `json: cannot unmarshal bool into {place} of type string`. */
export function mismatch(
  value: string | number | boolean | 'array' | 'object',
  schema: FieldSchema,
  what?: string,
): string {
  return `json: cannot unmarshal ${what ?? typeName(value)} into {place} of type ${goType(schema)}`;
}

function typeName(value: string | number | boolean): string {
  return typeof value === 'boolean' ? 'bool' : typeof value;
}

const limits: Readonly<Record<string, number>> = { int32: 2 ** 31, int64: 2 ** 63 };

function numberError(value: string | number | boolean, schema: FieldSchema): string | undefined {
  if (typeof value !== 'number') return mismatch(value, schema);
  if (schema.type === 'number') return undefined;
  const limit = limits[schema.format ?? 'int64'] ?? 2 ** 63;
  if (Number.isInteger(value) && value >= -limit && value < limit) return undefined;
  return mismatch(value, schema, `number ${value}`);
}

function quantityError(value: string | number | boolean): string | undefined {
  const parsed = parseQuantity(value);
  return parsed.ok ? undefined : parsed.error;
}

/** Follows Go's encoding/base64, which ignores line ends. */
function base64Error(value: string): string | undefined {
  const text = value.replace(/[\r\n]/g, '');
  const wrong = /[^A-Za-z0-9+/=]/.exec(text)?.index ?? /=(?!=?$)/.exec(text)?.index;
  if (wrong !== undefined) return `illegal base64 data at input byte ${wrong}`;
  return text.length % 4 === 0 ? undefined : `illegal base64 data at input byte ${text.length - (text.length % 4)}`;
}

function timeError(value: string): string | undefined {
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/.test(value)) return undefined;
  return `parsing time ${JSON.stringify(value)} as "2006-01-02T15:04:05Z07:00": cannot parse ${JSON.stringify(value)} as "2006"`;
}
