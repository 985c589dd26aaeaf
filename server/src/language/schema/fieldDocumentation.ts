import type { Catalog } from './catalog.ts';
import { referenced } from './catalog.ts';
import type { FieldSchema } from './schema.ts';
import { plainName, schemaAt } from './walk.ts';

/** What there is to say of a field, for `kubectl explain`. */
export interface FieldText {
  /** As kubectl prints types: `string`, `[]Container`, `map[string]string`. */
  readonly type: string;
  readonly description: string;
  readonly required: boolean;
  readonly enum?: readonly string[];
}

/** A field, or a kind for the empty path, and the fields in it. */
export interface FieldDocumentation extends FieldText {
  readonly fields: readonly (FieldText & { readonly name: string })[];
}

/** The documentation of a field of a kind; lists and maps of objects are gone through. Undefined where there is no such kind or field. */
export function fieldDocumentation(
  catalog: Catalog,
  apiVersion: string,
  kind: string,
  path: readonly string[],
): FieldDocumentation | undefined {
  const root = catalog.kind(apiVersion, kind);
  if (root === undefined) return undefined;
  let at: FieldSchema = { $ref: root.definition };
  let text: FieldText = { type: 'Object', description: catalog.doc(root.definition) ?? '', required: false };
  for (const name of path) {
    const owner = innermost(at).$ref;
    const spot = owner === undefined ? undefined : schemaAt(catalog, owner, [name]);
    if (owner === undefined || spot === undefined) return undefined;
    text = textOf(catalog, owner, name, spot.schema);
    at = spot.schema;
  }
  const inner = innermost(at);
  const definition = referenced(catalog, inner);
  const fields = Object.entries(definition?.properties ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  const type = path.length === 0 || inner.$ref === undefined ? undefined : catalog.doc(inner.$ref);
  const description = [text.description, type].filter((each) => each !== undefined && each !== '').join('\n');
  return {
    ...text,
    description,
    fields: fields.map(([name, schema]) => ({ name, ...textOf(catalog, inner.$ref ?? '', name, schema) })),
  };
}

function innermost(schema: FieldSchema): FieldSchema {
  const inner = schema.items ?? schema.additionalProperties;
  return inner === undefined ? schema : innermost(inner);
}

function textOf(catalog: Catalog, owner: string, name: string, schema: FieldSchema): FieldText {
  return {
    type: typeOf(schema),
    description: catalog.doc(owner, name) ?? '',
    required: catalog.definition(owner)?.required?.includes(name) ?? false,
    ...(schema.enum === undefined ? {} : { enum: schema.enum }),
  };
}

function typeOf(schema: FieldSchema): string {
  if (schema.items !== undefined) return `[]${typeOf(schema.items)}`;
  if (schema.additionalProperties !== undefined) return `map[string]${typeOf(schema.additionalProperties)}`;
  if (schema.$ref === 'IntOrString' || schema.$ref === 'Quantity') return schema.$ref;
  return schema.$ref === undefined ? (schema.type ?? 'Object') : plainName(schema.$ref);
}
