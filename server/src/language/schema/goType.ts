import type { FieldSchema } from './schema.ts';

/** The type of a field as Go names it in a decoding error: `[]v1.Container`, `map[string]string`, `int32`. */
export function goType(schema: FieldSchema): string {
  if (schema.$ref === 'IntOrString') return 'int32';
  if (schema.$ref === 'Quantity') return 'resource.Quantity';
  if (schema.$ref !== undefined) return `${packageOf(schema.$ref)}.${goStruct(schema.$ref)}`;
  if (schema.items !== undefined) return `[]${goType(schema.items)}`;
  if (schema.additionalProperties?.$ref === 'Quantity') return 'v1.ResourceList';
  if (schema.additionalProperties !== undefined) return `map[string]${goType(schema.additionalProperties)}`;
  if (schema.type === 'integer') return schema.format ?? 'int64';
  if (schema.type === 'number') return 'float64';
  if (schema.type === 'boolean') return 'bool';
  return schema.type === 'string' ? 'string' : 'map[string]interface {}';
}

/** `V1Container` → `Container`, `CoreV1Event` → `Event`. */
export function goStruct(definition: string): string {
  return definition.replace(/^(?:[A-Z][a-z]+)*?V\d+(?:(?:alpha|beta)\d+)?(?=[A-Z])/, '');
}

function packageOf(definition: string): string {
  return /^(?:[A-Z][a-z]+)*?(V\d+(?:(?:alpha|beta)\d+)?)/.exec(definition)?.[1]?.toLowerCase() ?? 'v1';
}
