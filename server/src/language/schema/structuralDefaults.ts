import type { Json } from '../document/value.ts';
import { propertiesOf, type Structural, schemaIn } from './structural.ts';

/**
 * A custom resource with the defaults of its schema, and without the nulls that its schema does not allow: what the API server validates.
 * Follows kubernetes staging/src/k8s.io/apiextensions-apiserver/pkg/apiserver/schema/defaulting.
 */
export function withStructuralDefaults(schema: Structural, value: Json): Json {
  if (Array.isArray(value)) {
    const item = schemaIn(schema, 'items');
    return item === undefined ? value : (value as readonly Json[]).map((one) => withStructuralDefaults(item, one));
  }
  if (typeof value !== 'object' || value === null) return value;
  const properties = new Map(propertiesOf(schema));
  const rest = schemaIn(schema, 'additionalProperties');
  const written = Object.entries(value as Readonly<Record<string, Json>>).flatMap(([name, one]) => {
    const next = properties.get(name) ?? rest;
    if (one === null && next?.['nullable'] !== true) return [];
    return [[name, next === undefined ? one : withStructuralDefaults(next, one)] as const];
  });
  const out = new Map(written);
  for (const [name, property] of properties) {
    const given = property['default'];
    if (!out.has(name) && given !== undefined) out.set(name, withStructuralDefaults(property, given));
  }
  return Object.fromEntries(out);
}
