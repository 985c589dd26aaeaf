import type { Body } from '../document/resource.ts';
import { objectOf } from '../document/resource.ts';
import type { Json } from '../document/value.ts';
import type { Catalog } from './catalog.ts';
import type { Definition, FieldSchema, Kind } from './schema.ts';
import { propertiesOf, type Structural, schemaIn } from './structural.ts';

/** The catalog with the kinds that CustomResourceDefinitions of the workspace add. The same definitions make the same catalog. */
export function withCustomResources(base: Catalog, definitions: readonly Body[]): Catalog {
  if (definitions.length === 0) return base;
  const known = memo.get(base) ?? [];
  const found = known.find((one) => same(one.definitions, definitions));
  const used = found ?? { definitions, catalog: extend(base, definitions) };
  if (used !== known[0]) memo.set(base, [used, ...known.filter((one) => one !== used)].slice(0, mostKept));
  return used.catalog;
}

interface Extended {
  readonly definitions: readonly Body[];
  readonly catalog: Catalog;
}

/** The last ones that were asked for, the latest first: the whole workspace and its clusters take turns. */
const memo = new WeakMap<Catalog, readonly Extended[]>();
const mostKept = 4;

function same(a: readonly Body[], b: readonly Body[]): boolean {
  return a.length === b.length && a.every((body, index) => body === b[index]);
}

/** What is being collected from the definitions. */
interface Collected {
  readonly definitions: Map<string, Definition>;
  readonly docs: Map<string, string>;
}

function extend(base: Catalog, bodies: readonly Body[]): Catalog {
  const collected: Collected = { definitions: new Map(), docs: new Map() };
  const added = bodies.flatMap((body) => kindsOf(body, collected));
  const kinds = new Map(added.map((one) => [`${one.kind.group}/${one.kind.version}/${one.kind.kind}`, one]));
  return {
    version: base.version,
    kinds: [...base.kinds, ...added.map((one) => one.kind)],
    kind: (apiVersion, kind) => base.kind(apiVersion, kind) ?? kinds.get(`${apiVersion}/${kind}`)?.kind,
    structural: (kind) => kinds.get(`${kind.group}/${kind.version}/${kind.kind}`)?.schema,
    definition: (name) => base.definition(name) ?? collected.definitions.get(name),
    doc: (definition, field = '$') => collected.docs.get(`${definition}.${field}`) ?? base.doc(definition, field),
  };
}

function kindsOf(body: Body, collected: Collected): { kind: Kind; schema: Structural }[] {
  const spec = schemaIn(objectOf(body) as unknown as Structural, 'spec');
  const names = spec === undefined ? undefined : schemaIn(spec, 'names');
  const versions = spec?.['versions'];
  const group = spec?.['group'];
  const kind = names?.['kind'];
  if (typeof group !== 'string' || typeof kind !== 'string' || !Array.isArray(versions)) return [];
  return versions.flatMap((one: Json) => {
    const version = one as Structural;
    const name = version?.['name'];
    const schema = schemaIn(schemaIn(version ?? {}, 'schema') ?? {}, 'openAPIV3Schema');
    if (typeof name !== 'string' || schema === undefined || version['served'] === false) return [];
    const definition = `${group}/${name}/${kind}`;
    rootDefinition(definition, schema, collected);
    const plural = names?.['plural'];
    const namespaced = spec?.['scope'] !== 'Cluster';
    return [
      {
        kind: {
          group,
          version: name,
          kind,
          plural: typeof plural === 'string' ? plural : '',
          namespaced,
          definition,
          custom: true as const,
        },
        schema,
      },
    ];
  });
}

/** Every object has apiVersion, kind and metadata, whatever its schema says of them. */
function rootDefinition(name: string, schema: Structural, collected: Collected): void {
  convert(schema, name, collected);
  const own = collected.definitions.get(name) ?? { type: 'object', properties: {} };
  const properties = {
    ...own.properties,
    apiVersion: { type: 'string' },
    kind: { type: 'string' },
    metadata: { $ref: 'V1ObjectMeta' },
  };
  const required = own.required?.filter((field) => field !== 'metadata');
  collected.definitions.set(name, { ...own, properties, ...(required === undefined ? {} : { required }) });
}

function convert(schema: Structural, name: string, collected: Collected): FieldSchema {
  const preserves = schema['x-kubernetes-preserve-unknown-fields'] === true;
  const properties = propertiesOf(schema);
  if (properties.length > 0) return object(schema, name, properties, preserves, collected);
  const rest = schemaIn(schema, 'additionalProperties');
  if (rest !== undefined) return { type: 'object', additionalProperties: convert(rest, `${name}[*]`, collected) };
  if (preserves || schema['x-kubernetes-embedded-resource'] === true || schema['additionalProperties'] === true)
    return {};
  if (schema['x-kubernetes-int-or-string'] === true) return { $ref: 'IntOrString' };
  const items = schemaIn(schema, 'items');
  if (items !== undefined) return { type: 'array', items: convert(items, `${name}[]`, collected) };
  if (schema['type'] === 'object') return object(schema, name, [], preserves, collected);
  return scalar(schema);
}

function object(
  schema: Structural,
  name: string,
  properties: readonly (readonly [string, Structural])[],
  open: boolean,
  collected: Collected,
): FieldSchema {
  const fields: Record<string, FieldSchema> = {};
  for (const [field, property] of properties) {
    fields[field] = convert(property, `${name}.${field}`, collected);
    const description = property['description'];
    if (typeof description === 'string') collected.docs.set(`${name}.${field}`, description);
  }
  const embedded = schema['x-kubernetes-embedded-resource'] === true;
  const whole = embedded
    ? { apiVersion: { type: 'string' }, kind: { type: 'string' }, metadata: { $ref: 'V1ObjectMeta' }, ...fields }
    : fields;
  const required = schema['required'];
  const description = schema['description'];
  if (typeof description === 'string') collected.docs.set(`${name}.$`, description);
  collected.definitions.set(name, {
    type: 'object',
    properties: whole,
    ...(Array.isArray(required) ? { required: required.map(String) } : {}),
    ...(open ? { open } : {}),
  });
  return { $ref: name };
}

function scalar(schema: Structural): FieldSchema {
  const { type, format } = schema;
  const values = schema['enum'];
  return {
    ...(typeof type === 'string' ? { type } : {}),
    ...(typeof format === 'string' ? { format } : {}),
    ...(Array.isArray(values) ? { enum: values.map(String) } : {}),
  };
}
