import type { Json } from '../document/value.ts';
import { typedText } from './cel.ts';
import { propertiesOf, type Structural, schemaIn } from './structural.ts';

/**
 * A value as the rules of its schema see it: whole numbers are int, texts with a format have its type, names that CEL could not write are
 * escaped, and of an object's metadata only its names are there. Undefined where the value does not fit its schema.
 * Follows kubernetes staging/src/k8s.io/apiserver/pkg/cel/common/values.go and escaping.go.
 */
export function celValue(schema: Structural, value: Json, isRoot = false): unknown {
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'string') return typedText(schema['format'], value);
  if (typeof value === 'number') return Number.isInteger(value) && schema['type'] !== 'number' ? BigInt(value) : value;
  if (Array.isArray(value)) {
    const item = schemaIn(schema, 'items') ?? {};
    return (value as readonly Json[]).map((one) =>
      celValue(item, one, item['x-kubernetes-embedded-resource'] === true),
    );
  }
  return fields(
    schema,
    value as Readonly<Record<string, Json>>,
    isRoot || schema['x-kubernetes-embedded-resource'] === true,
  );
}

function fields(schema: Structural, value: Readonly<Record<string, Json>>, isObject: boolean): unknown {
  const properties = new Map(propertiesOf(schema));
  const rest = schemaIn(schema, 'additionalProperties');
  const out = new Map<string, unknown>();
  for (const [name, one] of Object.entries(value)) {
    if (isObject && name === 'metadata') out.set(name, metadata(one));
    else if (properties.size > 0 || isObject) out.set(escaped(name), celValue(properties.get(name) ?? {}, one));
    else out.set(name, celValue(rest ?? {}, one));
  }
  return out;
}

function metadata(value: Json): unknown {
  const all = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return new Map(all.filter(([name]) => name === 'name' || name === 'generateName'));
}

const reserved: ReadonlySet<string> = new Set(
  'true false null in as break const continue else for function if import let loop package namespace return var void while'.split(
    ' ',
  ),
);

/** `a-b` → `a__dash__b`, `namespace` → `__namespace__`. */
function escaped(name: string): string {
  if (reserved.has(name)) return `__${name}__`;
  return name
    .replaceAll('__', '__underscores__')
    .replaceAll('.', '__dot__')
    .replaceAll('-', '__dash__')
    .replaceAll('/', '__slash__');
}
