import type { ApiObject } from '#engine/api/meta.ts';
import { isFields } from '#engine/patch/json.ts';
import { describeHead } from './metadata.ts';
import type { Page } from './page.ts';

const skipped = [
  'metadata.managedFields',
  'metadata.name',
  'metadata.namespace',
  'metadata.labels',
  'metadata.annotations',
  'kind',
  'apiVersion',
];

/** Kinds without a description of their own: every field, its name in words. Follows kubectl's generic describer. */
export function describeGeneric(page: Page, object: ApiObject): void {
  describeHead(page, object);
  page.field(0, 'API Version', object.apiVersion);
  page.field(0, 'Kind', object.kind);
  describeFields(page, 0, object, '');
}

function describeFields(page: Page, level: number, fields: Readonly<Record<string, unknown>>, path: string): void {
  for (const name of Object.keys(fields).sort()) {
    const at = path === '' ? name : `${path}.${name}`;
    if (!skipped.includes(at)) describeField(page, level, [name, fields[name]], at);
  }
}

type Field = readonly [name: string, value: unknown];

function describeField(page: Page, level: number, [name, value]: Field, at: string): void {
  if (!isFields(value) && !Array.isArray(value)) {
    page.field(level, title(name), String(value));
    return;
  }
  page.line(level, `${title(name)}:`);
  for (const item of Array.isArray(value) ? value : [value])
    if (isFields(item)) describeFields(page, level + 1, item, at);
    else page.line(level + 1, String(item));
}

const acronyms: readonly string[] = ['api', 'url', 'uid', 'osb', 'guid', 'cidr', 'ip', 'dns'];

/** `progressDeadlineSeconds` → `Progress Deadline Seconds`, `uid` → `UID`. */
function title(field: string): string {
  return field
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .split(' ')
    .map((word) =>
      acronyms.includes(word.toLowerCase()) ? word.toUpperCase() : word.slice(0, 1).toUpperCase() + word.slice(1),
    )
    .join(' ');
}
