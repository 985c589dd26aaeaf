import type { Definition, DocsFile, FieldSchema, IndexFile, SchemaFile } from '../server/src/language/schema/schema.ts';
import { type Model, type ModelField, readKinds, readModels } from './clientModels.ts';
import type { Declaration } from './declarations.ts';
import { pairModels } from './pairedModels.ts';

/** What the OpenAPI document does not say and we wrote down ourselves (authored.json), by `V1Container.imagePullPolicy`. */
export interface Authored {
  readonly enums: Readonly<Record<string, readonly string[]>>;
  readonly mergeKeys: Readonly<Record<string, readonly string[]>>;
}

/** The three files of one version. */
export interface Extracted {
  readonly schema: SchemaFile;
  readonly docs: DocsFile;
  readonly index: IndexFile;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Reads one version of Kubernetes from a @kubernetes/client-node package, with descriptions from the kubernetes-models packages. */
export function extractVersion(packageFolder: string, modelFolders: readonly string[], authored: Authored): Extracted {
  const models = readModels(packageFolder);
  const index = readKinds(packageFolder, models);
  const paired = pairModels(modelFolders, models, index);
  const definitions: Record<string, Definition> = {};
  const docs: Record<string, Record<string, string>> = {};
  for (const [name, model] of models) {
    definitions[name] = definition(name, model, paired.get(name), models, authored);
    docs[name] = describe(model, paired.get(name), models);
  }
  return { schema: { definitions }, docs, index };
}

function definition(
  name: string,
  model: Model,
  pair: Declaration | undefined,
  models: ReadonlyMap<string, Model>,
  authored: Authored,
): Definition {
  const properties: Record<string, Mutable<FieldSchema>> = {};
  for (const field of model.fields) {
    const schema = typeOf(field.type, field.format, pair?.members[field.name]?.type ?? '', models);
    const values = authored.enums[`${name}.${field.name}`];
    if (values !== undefined && schema.items !== undefined) schema.items = { ...schema.items, enum: values };
    else if (values !== undefined) schema.enum = values;
    const keys = authored.mergeKeys[`${name}.${field.name}`];
    if (keys !== undefined) schema['x-kubernetes-list-map-keys'] = keys;
    properties[field.name] = schema;
  }
  const required = model.fields.filter((field) => !field.optional).map((field) => field.name);
  return { type: 'object', properties, ...(required.length > 0 ? { required } : {}) };
}

/** `pairType` tells quantities from strings, which client-node does not. */
function typeOf(
  type: string,
  format: string,
  pairType: string,
  models: ReadonlyMap<string, Model>,
): Mutable<FieldSchema> {
  const list = /^(?:Array|Set)<(.*)>$/.exec(type)?.[1];
  if (list !== undefined)
    return { type: 'array', items: typeOf(list, format, pairType.replace(/^Array<(.*)>$/, '$1'), models) };
  const map = /^\{ \[key: string\]: (.*); \}$/.exec(type)?.[1];
  if (map !== undefined) {
    const value = /\[key: string\]: (.*?);? \}$/.exec(pairType)?.[1] ?? '';
    return { type: 'object', additionalProperties: typeOf(map, format, value, models) };
  }
  if (models.has(type)) return { $ref: type };
  if (type === 'string' && /Quantity/.test(pairType)) return { $ref: 'Quantity' };
  return scalarType(type, format);
}

function scalarType(type: string, format: string): Mutable<FieldSchema> {
  switch (type) {
    case 'string':
      if (format === 'int-or-string') return { $ref: 'IntOrString' };
      return format === '' ? { type: 'string' } : { type: 'string', format };
    case 'number':
      if (format === 'double' || format === 'float' || format === '') return { type: 'number' };
      return { type: 'integer', format };
    case 'boolean':
      return { type: 'boolean' };
    case 'Date':
    case 'V1MicroTime':
      return { type: 'string', format: 'date-time' };
    case 'IntOrString':
      return { $ref: 'IntOrString' };
    case 'object':
      return { type: 'object' };
    case 'any':
      return {};
    default:
      throw new Error(`client-node has a type that is not known here: ${type}`);
  }
}

function describe(
  model: Model,
  pair: Declaration | undefined,
  models: ReadonlyMap<string, Model>,
): Record<string, string> {
  const docs: Record<string, string> = model.doc === '' ? {} : { $: model.doc };
  for (const field of model.fields) {
    const doc = docOf(field, pair) || (models.get(field.type)?.doc ?? '');
    if (doc !== '') docs[field.name] = doc;
  }
  return docs;
}

/** The pair's text keeps its paragraphs, but may be of another version: it is taken where it says the same, or where there is none. */
function docOf(field: ModelField, pair: Declaration | undefined): string {
  const other = pair?.members[field.name]?.doc ?? '';
  const same = other.replace(/\s+/g, '') === field.doc.replace(/\s+/g, '');
  return other !== '' && (field.doc === '' || same) ? other : field.doc;
}
