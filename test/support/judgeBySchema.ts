import { Ajv } from 'ajv';
import type { Definition, FieldSchema, SchemaFile } from '#language/schema/schema.ts';

/** Whether a value (free of nulls) is one that the schema of a definition takes. */
export type Judge = (definition: string, value: unknown) => boolean;

/** A second opinion on the decoder: the same schemas, judged by ajv. */
export function judgeBySchema(schema: SchemaFile): Judge {
  const definitions = Object.fromEntries(
    Object.entries(schema.definitions).map(([name, found]) => [name, strict(found)]),
  );
  const ajv = new Ajv({ strict: false, validateFormats: false, ownProperties: true });
  ajv.addSchema({ $id: 'kubernetes', definitions: { ...definitions, Quantity: quantity, IntOrString: intOrString } });
  return (definition, value) => ajv.getSchema(`kubernetes#/definitions/${definition}`)?.(value) === true;
}

const limits: Readonly<Record<string, readonly [number, number]>> = {
  int32: [-(2 ** 31), 2 ** 31 - 1],
  int64: [-(2 ** 63), 2 ** 63 - 1025],
};
const wholeNumber = (format = 'int64'): object => ({
  type: 'integer',
  minimum: limits[format]?.[0],
  maximum: limits[format]?.[1],
});
const intOrString = { anyOf: [{ type: 'string' }, wholeNumber('int32')] };
/** The plain writings, which the decoder takes; it takes more. */
const quantity = {
  anyOf: [
    wholeNumber('int32'),
    { type: 'string', pattern: '^[0-9]{1,15}(?:\\.[0-9]{1,3})?(?:m|k|M|G|T|Ki|Mi|Gi|Ti)?$' },
  ],
};
const patterns: Readonly<Record<string, string>> = {
  byte: '^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$',
  'date-time': '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]+)?(?:Z|[+-][0-9]{2}:[0-9]{2})$',
};

function strict({ properties, open }: Definition): object {
  const fields = Object.fromEntries(Object.entries(properties).map(([name, field]) => [name, converted(field)]));
  return { type: 'object', properties: fields, ...(open === true ? {} : { additionalProperties: false }) };
}

/** What the decoder minds: types. Enums and required fields are the API server's validation. */
function converted(field: FieldSchema): object {
  if (field.$ref !== undefined) return { $ref: `kubernetes#/definitions/${field.$ref}` };
  if (field.items !== undefined) return { type: 'array', items: converted(field.items) };
  if (field.additionalProperties !== undefined)
    return { type: 'object', additionalProperties: converted(field.additionalProperties) };
  if (field.type === 'integer') return wholeNumber(field.format);
  const pattern = field.type === 'string' ? patterns[field.format ?? ''] : undefined;
  return field.type === undefined ? {} : { type: field.type, ...(pattern === undefined ? {} : { pattern }) };
}
