import type { JsonSchema } from '#kubectl/scenario/scenarioSchema.ts';
import type { Segment } from '#language/document/pointer.ts';

/** All that a JSON schema allows at a path: where it leaves a choice (`anyOf`), every branch that goes on. Empty where it allows nothing. */
export function schemasAt(schema: JsonSchema, path: readonly Segment[]): readonly JsonSchema[] {
  return path.reduce<readonly JsonSchema[]>(
    (found, segment) => found.flatMap((each) => branches(child(each, segment))),
    branches(schema),
  );
}

/** The field's own schema, before its choices are taken apart: it has the description. */
export function fieldAt(schema: JsonSchema, path: readonly Segment[]): JsonSchema | undefined {
  const last = path.at(-1);
  if (last === undefined) return schema;
  for (const owner of schemasAt(schema, path.slice(0, -1))) {
    const field = child(owner, last);
    if (field !== undefined) return field;
  }
  return undefined;
}

/** The values that a schema names one by one. */
export function valuesOf(schema: JsonSchema): readonly unknown[] {
  const own = schema.const === undefined ? (schema.enum ?? []) : [schema.const];
  if (own.length > 0) return own;
  return schema.type === 'boolean'
    ? [true, false]
    : branches(schema).flatMap((each) => (each === schema ? [] : valuesOf(each)));
}

function child(schema: JsonSchema, segment: Segment): JsonSchema | undefined {
  if (typeof segment === 'number') return schema.items;
  const own = schema.properties?.[segment];
  if (own !== undefined) return own;
  return typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined;
}

function branches(schema: JsonSchema | undefined): readonly JsonSchema[] {
  if (schema === undefined) return [];
  return schema.anyOf === undefined ? [schema] : schema.anyOf.flatMap(branches);
}
