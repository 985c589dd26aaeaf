import type { CompletionItem } from 'vscode-languageserver-types';
import { referenced } from '../../schema/catalog.ts';
import type { FieldSchema } from '../../schema/schema.ts';
import { type SchemaSpot, schemaAt, typeName } from '../../schema/walk.ts';
import { partItems } from './parts.ts';
import { item, literal, type Request } from './request.ts';
import { keySources } from './suggestions/registry.ts';
import { keysFrom } from './suggestions/suggestion.ts';
import { scalarItems } from './values.ts';

/** The fields that a map may still get, required ones first, each with its documentation. */
export function keyItems(request: Request): CompletionItem[] {
  const { catalog, context, apiVersion, kind } = request;
  const root = catalog.kind(apiVersion, kind);
  if (root === undefined) return [];
  const spot = schemaAt(catalog, root.definition, context.path);
  if (spot === undefined) return [];
  if (spot.schema.items !== undefined) return itemItems(request, spot, spot.schema.items);
  if (spot.schema.additionalProperties !== undefined)
    return keysFrom(
      request,
      keySources.flatMap((suggest) => suggest(request, spot)),
    );
  if (spot.schema.$ref === undefined) return scalarItems(request, spot);
  return [...fields(request, spot.schema.$ref, ''), ...partItems(request, spot.schema.$ref)];
}

/** At the place of a list without its dash: the dash comes with the item. */
function itemItems(request: Request, spot: SchemaSpot, items: FieldSchema): CompletionItem[] {
  if (items.$ref !== undefined && referenced(request.catalog, items) !== undefined)
    return fields(request, items.$ref, '- ');
  return scalarItems(request, { ...spot, schema: items }, '- ');
}

function fields(request: Request, definition: string, before: string): CompletionItem[] {
  const { catalog, context } = request;
  const { properties = {}, required = [], since } = catalog.definition(definition) ?? {};
  const hidden = new Set(
    ['status', 'apiVersion', 'kind'].filter((name) => name !== 'status' || context.path.length === 0),
  );
  const names = Object.keys(properties).filter(
    (name) => !context.siblings.has(name) && (!hidden.has(name) || context.path.length > 0),
  );
  return names.map((name) => {
    const schema = properties[name] ?? {};
    const must = required.includes(name);
    const facts = [
      typeName(schema),
      ...(must ? ['required'] : []),
      ...(since?.[name] === undefined ? [] : [`since ${since[name]}`]),
    ];
    const doc = catalog.doc(definition, name);
    return item(request, name, before + fieldSnippet(request, name, schema, context.column + before.length), {
      kind: 10,
      detail: facts.join(', '),
      sortText: `${must ? '0' : '1'}${name}`,
      ...(doc === undefined ? {} : { documentation: { kind: 'markdown' as const, value: doc } }),
    });
  });
}

/** A field with the beginning of its value, in the style of its map. */
export function fieldSnippet(request: Request, name: string, schema: FieldSchema, column: number): string {
  const key = literal(name);
  if (request.context.flow) return `${key}: ${flowValue(request, schema)}`;
  if (schema.items !== undefined) return `${key}:\n${' '.repeat(column + request.levels.list)}- $0`;
  if (schema.additionalProperties !== undefined || referenced(request.catalog, schema) !== undefined)
    return `${key}:\n${' '.repeat(column + request.levels.map)}$0`;
  return `${key}: ${choice(schema)}`;
}

function flowValue(request: Request, schema: FieldSchema): string {
  if (schema.items !== undefined) return '[$0]';
  if (schema.additionalProperties !== undefined || referenced(request.catalog, schema) !== undefined) return '{$0\\}';
  return choice(schema);
}

function choice(schema: FieldSchema): string {
  const values = schema.enum ?? (schema.type === 'boolean' ? ['true', 'false'] : undefined);
  const offered = values?.filter((value) => value !== '');
  return offered === undefined ? '$0' : `\${1|${offered.map((value) => value.replace(/[\\,|]/g, '\\$&')).join(',')}|}`;
}
