import type { Cause, CauseReason } from '#engine/api/status.ts';
import { formatField, type Segment } from '../document/pointer.ts';
import type { Json } from '../document/value.ts';

/** An openAPIV3Schema of a CustomResourceDefinition, as it stands there. */
export type Structural = Readonly<Record<string, Json>>;

/**
 * What the API server refuses in a custom resource by its structural schema, in its words. Follows kubernetes
 * staging/src/k8s.io/apiextensions-apiserver/pkg/apiserver/validation and kube-openapi's validators. Rules in CEL are those of celRules.ts.
 */
export function validateStructural(schema: Structural, value: Json): readonly Cause[] {
  const causes: Cause[] = [];
  check(schema, value, [], causes);
  return causes;
}

/** A sub-schema, where there is one. */
export function schemaIn(schema: Structural, key: string): Structural | undefined {
  const found = Object.hasOwn(schema, key) ? schema[key] : undefined;
  return typeof found === 'object' && found !== null && !Array.isArray(found) ? (found as Structural) : undefined;
}

/** The properties of a schema that are schemas. */
export function propertiesOf(schema: Structural): readonly (readonly [string, Structural])[] {
  const properties = schemaIn(schema, 'properties') ?? {};
  return Object.keys(properties).flatMap((name) => {
    const property = schemaIn(properties, name);
    return property === undefined ? [] : [[name, property] as const];
  });
}

function check(schema: Structural, value: Json, path: readonly Segment[], causes: Cause[]): void {
  if (path.length > 100) return;
  const type = wrongType(schema, value);
  if (type !== undefined) {
    refuse(
      causes,
      path,
      'FieldValueTypeInvalid',
      `Invalid value: "${type}": ${inBody(path)} must be of type ${String(schema['type'])}: "${type}"`,
    );
    return;
  }
  choices(schema, value, path, causes);
  combined(schema, value, path, causes);
  if (typeof value === 'string') text(schema, value, path, causes);
  else if (typeof value === 'number') amount(schema, value, path, causes);
  else if (Array.isArray(value)) items(schema, value, path, causes);
  else if (typeof value === 'object' && value !== null)
    fields(schema, value as Readonly<Record<string, Json>>, path, causes);
}

function wrongType(schema: Structural, value: Json): string | undefined {
  if (value === null) return undefined;
  const actual = Array.isArray(value) ? 'array' : typeof value;
  if (schema['x-kubernetes-int-or-string'] === true)
    return actual === 'string' || Number.isInteger(value) ? undefined : actual;
  const wanted = schema['type'];
  if (wanted === undefined || wanted === '') return undefined;
  if (wanted === 'integer') return Number.isInteger(value) ? undefined : actual;
  return actual === wanted ? undefined : Number.isInteger(value) ? 'integer' : actual;
}

function choices(schema: Structural, value: Json, path: readonly Segment[], causes: Cause[]): void {
  const allowed = schema['enum'];
  if (!Array.isArray(allowed) || allowed.some((one) => JSON.stringify(one) === JSON.stringify(value))) return;
  const listed = allowed
    .map((one: Json) => (typeof one === 'string' ? JSON.stringify(one) : `"${JSON.stringify(one)}"`))
    .join(', ');
  refuse(causes, path, 'FieldValueNotSupported', `Unsupported value: ${shown(value)}: supported values: ${listed}`);
}

function combined(schema: Structural, value: Json, path: readonly Segment[], causes: Cause[]): void {
  const passing = (key: string): number | undefined => {
    const list = schema[key];
    if (!Array.isArray(list) || list.length === 0) return undefined;
    return list.filter((one) => validateStructural(one as Structural, value).length === 0).length;
  };
  const name = path.length === 0 ? '""' : `"${formatField(path)}"`;
  const invalid = (words: string): void =>
    refuse(causes, path, 'FieldValueInvalid', `Invalid value: ${shown(value)}: ${name} ${words}`);
  const oneOf = passing('oneOf');
  if (oneOf !== undefined && oneOf !== 1)
    invalid(`must validate one and only one schema (oneOf). Found ${oneOf === 0 ? 'none' : String(oneOf)} valid`);
  if (passing('anyOf') === 0) invalid('must validate at least one schema (anyOf)');
  const not = schemaIn(schema, 'not');
  if (not !== undefined && validateStructural(not, value).length === 0) invalid('must not validate the schema (not)');
  const all = schema['allOf'];
  if (Array.isArray(all)) for (const one of all) check(one as Structural, value, path, causes);
}

function text(schema: Structural, value: string, path: readonly Segment[], causes: Cause[]): void {
  const { maxLength, minLength, pattern } = schema;
  const length = [...value].length;
  if (typeof maxLength === 'number' && length > maxLength)
    refuse(causes, path, 'FieldValueTooLong', `Too long: may not be more than ${maxLength} bytes`);
  if (typeof minLength === 'number' && length < minLength)
    invalid(causes, path, value, `should be at least ${minLength} chars long`);
  if (typeof pattern === 'string' && !matches(pattern, value))
    invalid(causes, path, value, `should match '${pattern}'`);
  if (
    schema['format'] === 'date-time' &&
    !/^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)$/.test(value)
  )
    invalid(causes, path, value, `must be of type date-time: ${JSON.stringify(value)}`);
}

function amount(schema: Structural, value: number, path: readonly Segment[], causes: Cause[]): void {
  const { minimum, maximum, multipleOf } = schema;
  const below = schema['exclusiveMinimum'] === true;
  const above = schema['exclusiveMaximum'] === true;
  if (typeof minimum === 'number' && (below ? value <= minimum : value < minimum))
    invalid(causes, path, value, `should be greater than ${below ? '' : 'or equal to '}${minimum}`);
  if (typeof maximum === 'number' && (above ? value >= maximum : value > maximum))
    invalid(causes, path, value, `should be less than ${above ? '' : 'or equal to '}${maximum}`);
  if (typeof multipleOf === 'number' && multipleOf !== 0 && !Number.isInteger(value / multipleOf))
    invalid(causes, path, value, `should be a multiple of ${multipleOf}`);
}

function items(schema: Structural, value: readonly Json[], path: readonly Segment[], causes: Cause[]): void {
  const { minItems, maxItems } = schema;
  if (typeof maxItems === 'number' && value.length > maxItems)
    refuse(causes, path, 'FieldValueTooMany', `Too many: ${value.length}: must have at most ${maxItems} items`);
  if (typeof minItems === 'number' && value.length < minItems)
    invalid(causes, path, value, `should have at least ${minItems} items`);
  duplicates(schema, value, path, causes);
  const item = schemaIn(schema, 'items');
  if (item !== undefined) for (const [index, one] of value.entries()) check(item, one, [...path, index], causes);
}

/** Lists of type set and map hold each item, or each combination of keys, once. */
function duplicates(schema: Structural, value: readonly Json[], path: readonly Segment[], causes: Cause[]): void {
  const type = schema['x-kubernetes-list-type'];
  if (type !== 'set' && type !== 'map') return;
  const names = schema['x-kubernetes-list-map-keys'];
  const keys = Array.isArray(names) ? names.map(String) : [];
  const seen = new Set<string>();
  for (const [index, one] of value.entries()) {
    const fields = (one ?? {}) as Readonly<Record<string, Json>>;
    const identity = JSON.stringify(
      type === 'set' ? one : Object.fromEntries(keys.map((key) => [key, fields[key] ?? null])),
    );
    if (seen.has(identity)) refuse(causes, [...path, index], 'FieldValueDuplicate', `Duplicate value: ${identity}`);
    seen.add(identity);
  }
}

function fields(
  schema: Structural,
  value: Readonly<Record<string, Json>>,
  path: readonly Segment[],
  causes: Cause[],
): void {
  const properties = schemaIn(schema, 'properties') ?? {};
  const { required, minProperties, maxProperties } = schema;
  for (const name of Array.isArray(required) ? required.map(String) : []) {
    const hasDefault = schemaIn(properties, name)?.['default'] !== undefined;
    if (!Object.hasOwn(value, name) && !hasDefault)
      refuse(causes, [...path, name], 'FieldValueRequired', 'Required value');
  }
  const count = Object.keys(value).length;
  if (typeof minProperties === 'number' && count < minProperties)
    invalid(causes, path, value, `should have at least ${minProperties} properties`);
  if (typeof maxProperties === 'number' && count > maxProperties)
    refuse(causes, path, 'FieldValueTooMany', `Too many: ${count}: must have at most ${maxProperties} items`);
  const rest = schemaIn(schema, 'additionalProperties');
  for (const [name, child] of Object.entries(value)) {
    const next = schemaIn(properties, name) ?? rest;
    if (next !== undefined) check(next, child, [...path, name], causes);
  }
}

/** RE2 and JavaScript agree on what schemas use; a pattern that JavaScript cannot read is not judged. */
function matches(pattern: string, value: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(value);
  } catch {
    return true;
  }
}

function invalid(causes: Cause[], path: readonly Segment[], value: Json | readonly Json[], words: string): void {
  refuse(causes, path, 'FieldValueInvalid', `Invalid value: ${shown(value as Json)}: ${inBody(path)} ${words}`);
}

function refuse(causes: Cause[], path: readonly Segment[], reason: CauseReason, message: string): void {
  causes.push({ field: formatField(path), reason, message });
}

function inBody(path: readonly Segment[]): string {
  return `${formatField(path)} in body`;
}

function shown(value: Json): string {
  return JSON.stringify(value);
}
