import type { ApiObject } from '#engine/api/meta.ts';
import { controllerOf } from '#engine/api/meta.ts';
import type { Page } from './page.ts';

const longestAnnotation = 140;
const hidden = 'kubectl.kubernetes.io/last-applied-configuration';

/** Name, namespace, labels and annotations: how most descriptions begin. */
export function describeHead(page: Page, object: ApiObject): void {
  page.field(0, 'Name', object.metadata.name);
  page.field(0, 'Namespace', object.metadata.namespace ?? '');
  describeLabels(page, 'Labels', object.metadata.labels);
  describeAnnotations(page, 'Annotations', object.metadata.annotations);
}

/** `title` and the labels below each other; `indent` stands before the first. */
export function describeLabels(page: Page, title: string, labels: unknown, indent = ''): void {
  const entries = Object.entries((labels ?? {}) as Readonly<Record<string, string>>).sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  if (entries.length === 0) page.line(0, `${indent}${title}:`, '<none>');
  for (const [index, [name, value]] of entries.entries())
    page.line(0, index === 0 ? `${indent}${title}:` : '', `${name}=${value}`);
}

/** The same for annotations; long ones and those of several lines get lines of their own. What apply keeps for itself is left out. */
export function describeAnnotations(page: Page, title: string, annotations: unknown, indent = ''): void {
  const entries = Object.entries((annotations ?? {}) as Readonly<Record<string, string>>)
    .filter(([name]) => name !== hidden)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  if (entries.length === 0) page.line(0, `${indent}${title}:`, '<none>');
  for (const [index, [name, whole]] of entries.entries()) {
    const value = whole.replace(/\n$/, '');
    const head = index === 0 ? `${indent}${title}:` : '';
    if (name.length + value.length + 2 <= longestAnnotation && !value.includes('\n')) {
      page.line(0, head, `${name}: ${value}`);
      continue;
    }
    page.line(0, head, `${name}:`);
    for (const line of value.split('\n')) page.line(0, '', `  ${shortened(line)}`);
  }
}

function shortened(line: string): string {
  return line.length > longestAnnotation - 2 ? `${line.slice(0, longestAnnotation - 2)}...` : line;
}

/** `ReplicaSet/web-1`; empty where nothing controls the object. */
export function controllerText(object: ApiObject): string {
  const owner = controllerOf(object);
  return owner === undefined ? '' : `${owner.kind}/${owner.name}`;
}

/** `Sat, 21 Nov 2026 02:10:37 +0000`, as Go's RFC1123Z. */
export function longTime(stamp: unknown): string {
  const at = typeof stamp === 'string' ? Date.parse(stamp) : Number.NaN;
  if (Number.isNaN(at)) return 'Mon, 01 Jan 0001 00:00:00 +0000';
  return new Date(at).toUTCString().replace(/GMT$/, '+0000');
}
