import type { ApiObject } from '#engine/api/meta.ts';
import type { Result } from '#engine/result.ts';
import { ok, refused } from '#engine/result.ts';
import { valuesAt } from './jsonPath.ts';
import { sorted } from './yaml.ts';

/** Rows of `-o custom-columns=NAME:.metadata.name,…`; the header row first unless `headers` is false. */
export function customColumns(
  spec: string,
  objects: readonly ApiObject[],
  headers: boolean,
): Result<readonly (readonly string[])[], string> {
  if (spec === '') return refused('custom-columns format specified but no custom columns given');
  const columns: { readonly header: string; readonly path: string }[] = [];
  for (const part of spec.split(',')) {
    const colon = part.indexOf(':');
    if (colon < 0) return refused(`unexpected custom-columns spec: ${part}, expected <header>:<json-path-expr>`);
    columns.push({ header: part.slice(0, colon), path: part.slice(colon + 1) });
  }
  const rows: string[][] = headers ? [columns.map((each) => each.header)] : [];
  for (const object of objects) {
    const row: string[] = [];
    for (const { path } of columns) {
      const values = valuesAt(path, object);
      if (!values.ok) return refused(values.error);
      row.push(values.value.length === 0 ? '<none>' : values.value.map(shown).join(','));
    }
    rows.push(row);
  }
  return ok(rows);
}

/** Go's print of a value. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(shown).join(' ')}]`;
  if (typeof value !== 'object' || value === null) return value === null ? '<nil>' : String(value);
  return `map[${Object.entries(sorted(value) as object)
    .map(([name, inner]) => `${name}:${shown(inner)}`)
    .join(' ')}]`;
}
