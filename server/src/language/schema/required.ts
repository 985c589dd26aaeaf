import { formatField, type Segment } from '../document/pointer.ts';
import type { Json } from '../document/value.ts';
import type { Catalog } from './catalog.ts';
import type { Definition, FieldSchema } from './schema.ts';

/** The paths of fields that the schema requires and that an object of type `definition` does not have, in the order of the schema. */
export function requiredFields(catalog: Catalog, definition: string, value: Json): string[] {
  const missing: string[] = [];
  walk(catalog, { $ref: definition }, value, [], missing);
  return missing;
}

function walk(
  catalog: Catalog,
  schema: FieldSchema,
  value: Json,
  segments: readonly Segment[],
  missing: string[],
): void {
  if (typeof value !== 'object' || value === null || segments.length > 100) return;
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) walk(catalog, schema.items ?? {}, item, [...segments, index], missing);
    return;
  }
  const fields = value as Readonly<Record<string, Json>>;
  const definition = schema.$ref === undefined ? undefined : catalog.definition(schema.$ref);
  const absent = (definition?.required ?? []).filter((name) => !Object.hasOwn(fields, name) && name !== 'status');
  missing.push(...absent.map((name) => formatField([...segments, name])));
  for (const [name, child] of Object.entries(fields)) {
    const next = definition === undefined ? schema.additionalProperties : propertyOf(definition, name);
    walk(catalog, next ?? {}, child, [...segments, name], missing);
  }
}

function propertyOf(definition: Definition, name: string): FieldSchema | undefined {
  return Object.hasOwn(definition.properties, name) ? definition.properties[name] : undefined;
}
