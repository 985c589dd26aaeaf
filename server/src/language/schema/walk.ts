import type { Segment } from '../document/pointer.ts';
import type { Catalog } from './catalog.ts';
import { referenced } from './catalog.ts';
import type { FieldSchema } from './schema.ts';

/** What the API says about a place in an object. */
export interface SchemaSpot {
  readonly schema: FieldSchema;
  /** The definition that has the field, and the field's name; for items of lists and values of maps those of the list or map. */
  readonly owner: string;
  readonly field: string;
}

/** The schema at a path below an object of type `definition`; undefined where the API knows no such field. */
export function schemaAt(catalog: Catalog, definition: string, segments: readonly Segment[]): SchemaSpot | undefined {
  let spot: SchemaSpot = { schema: { $ref: definition }, owner: definition, field: '$' };
  for (const segment of segments) {
    const next = step(catalog, spot, segment);
    if (next === undefined) return undefined;
    spot = next;
  }
  return spot;
}

function step(catalog: Catalog, spot: SchemaSpot, segment: Segment): SchemaSpot | undefined {
  const { schema } = spot;
  if (typeof segment === 'number') return schema.items === undefined ? undefined : { ...spot, schema: schema.items };
  if (schema.additionalProperties !== undefined) return { ...spot, schema: schema.additionalProperties };
  const properties = referenced(catalog, schema)?.properties;
  if (properties === undefined || schema.$ref === undefined || !Object.hasOwn(properties, segment)) return undefined;
  const next = properties[segment];
  return next === undefined ? undefined : { schema: next, owner: schema.$ref, field: segment };
}

/** A type in words: `string`, `integer`, `list of Container`, `map of string`, `PodSpec`, `quantity`. */
export function typeName(schema: FieldSchema): string {
  if (schema.$ref !== undefined) return plainName(schema.$ref);
  if (schema.items !== undefined) return `list of ${typeName(schema.items)}`;
  if (schema.additionalProperties !== undefined) return `map of ${typeName(schema.additionalProperties)}`;
  if (schema.format === 'byte') return 'base64 string';
  if (schema.format === 'date-time') return 'time';
  return schema.type ?? 'any';
}

/** `V1Container` → `Container`, `CoreV1Event` → `Event`, `V2MetricSpec` → `MetricSpec`. */
export function plainName(definition: string): string {
  if (definition === 'IntOrString') return 'integer or string';
  if (definition === 'Quantity') return 'quantity';
  return definition.replace(/^(?:[A-Z][a-z]+)*?V\d+(?:(?:alpha|beta)\d+)?(?=[A-Z])/, '');
}
