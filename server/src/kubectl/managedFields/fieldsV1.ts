import { isFields } from '#engine/patch/json.ts';
import { type Element, type FieldPath, type FieldSet, pathText } from './fieldPaths.ts';

/** Fields as `managedFields` lists them: `f:spec`, `k:{"name":"web"}`, `v:"x"`, and `.` for an item itself. */
export function toFieldsV1(fields: FieldSet): Readonly<Record<string, unknown>> {
  const root: Record<string, unknown> = {};
  for (const path of fields.values()) {
    let at = root;
    for (const element of path) {
      const name = nameOf(element);
      at[name] ??= {};
      at = at[name] as Record<string, unknown>;
    }
    if (!('field' in (path.at(-1) ?? { field: '' }))) at['.'] ??= {};
  }
  return root;
}

/** The fields that such a list names. */
export function fromFieldsV1(listed: unknown): FieldSet {
  const fields = new Map<string, FieldPath>();
  read(listed, [], fields);
  return fields;
}

function read(listed: unknown, path: FieldPath, fields: Map<string, FieldPath>): void {
  const names = isFields(listed) ? Object.keys(listed) : [];
  if ((names.length === 0 || names.includes('.')) && path.length > 0) fields.set(pathText(path), path);
  for (const name of names) {
    const element = elementOf(name);
    if (element !== undefined) read((listed as Readonly<Record<string, unknown>>)[name], [...path, element], fields);
  }
}

function nameOf(element: Element): string {
  if ('field' in element) return `f:${element.field}`;
  return 'value' in element ? `v:${JSON.stringify(element.value)}` : `k:${JSON.stringify(element.keys)}`;
}

function elementOf(name: string): Element | undefined {
  if (name.startsWith('f:')) return { field: name.slice(2) };
  try {
    const value: unknown = JSON.parse(name.slice(2));
    if (name.startsWith('v:')) return { value };
    return name.startsWith('k:') && isFields(value) ? { keys: value } : undefined;
  } catch {
    return undefined;
  }
}
