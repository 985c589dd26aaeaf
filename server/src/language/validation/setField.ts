import { insertField } from '../document/insert.ts';
import { deref } from '../document/node.ts';
import { follow, parseField } from '../document/pointer.ts';
import type { Resource } from '../document/resource.ts';
import type { Json } from '../document/value.ts';
import { flowText, newField } from '../features/yamlText.ts';
import type { Fix } from './problem.ts';

/** The fix that writes a value at a path of the resource, with the maps that are missing on the way; none where that would break what is written. */
export function setField(resource: Resource, field: string, value: Json, title: string): readonly Fix[] {
  const segments = parseField(field);
  const found = follow(resource.body.node, segments);
  const node = deref(found.node);
  if (found.node.kind === 'alias') return [];
  if (found.depth === segments.length)
    return node.kind === 'scalar' && node.end > node.start
      ? [{ title, edits: [{ start: node.start, end: node.end, text: flowText(value) }] }]
      : [];
  const missing = segments.slice(found.depth);
  const [first] = missing;
  if (node.kind !== 'map' || typeof first !== 'string' || missing.some((one) => typeof one !== 'string')) return [];
  if (!node.flow && node.entries.length === 0) return [];
  const nested = missing.slice(1).reduceRight<Json>((inner, key) => ({ [key]: inner }), value);
  return [{ title, edits: [insertField(resource.document.tree.text, node, newField(first, nested))] }];
}
