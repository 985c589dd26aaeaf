import { isFields } from '#engine/patch/json.ts';
import { sorted } from './yaml.ts';

/** A value of JSON as Go's `%#v` writes it: what kubectl adds to an error of a template. */
export function goSyntax(value: unknown): string {
  if (value === null || value === undefined) return 'interface {}(nil)';
  if (typeof value === 'string') return JSON.stringify(value);
  if (Array.isArray(value)) return `[]interface {}{${value.map(goSyntax).join(', ')}}`;
  if (!isFields(value)) return String(value);
  const fields = Object.entries(sorted(value) as object).map(
    ([name, inner]) => `${JSON.stringify(name)}:${goSyntax(inner)}`,
  );
  return `map[string]interface {}{${fields.join(', ')}}`;
}
