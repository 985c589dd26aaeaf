import { groupKind, type Key, keyOf } from '#engine/api/key.ts';
import { kindInfo } from '#engine/api/kinds.ts';
import type { ApiObject } from '#engine/api/meta.ts';
import type { SourceFile } from '#language/document/document.ts';
import { deref, keyText, type Node } from '#language/document/node.ts';
import type { Resource } from '#language/document/resource.ts';
import type { Origin, SourceRange } from '#protocol/simulate.ts';
import { toRange } from './convert.ts';
import type { Sources } from './simulationSources.ts';

/** Where each object that comes from a manifest is written, with the places of all its fields. */
export function originsOf({ objects, snapshot }: Sources): Record<Key, Origin> {
  const origins: Record<Key, Origin> = {};
  for (const { object, manifest } of objects) {
    const file = manifest === undefined ? undefined : snapshot.files.get(manifest.uri);
    if (manifest === undefined || file === undefined) continue;
    origins[keyOf(placed(object))] = {
      uri: file.uri,
      range: sourceRange(file, manifest, manifest.body.node),
      fields: fieldsOf(file, manifest),
    };
  }
  return origins;
}

/** The object as the API server takes it: with metadata, and in `default` where a namespaced kind names no namespace. */
export function placed(object: ApiObject): ApiObject {
  const written: unknown = object['metadata'];
  const metadata = typeof written === 'object' && written !== null ? object.metadata : { name: '' };
  const namespaced =
    kindInfo(groupKind(object.apiVersion, object.kind))?.namespaced ?? metadata.namespace !== undefined;
  if (!namespaced) return { ...object, metadata };
  return { ...object, metadata: { ...metadata, namespace: metadata.namespace ?? 'default' } };
}

function fieldsOf(file: SourceFile, resource: Resource): Record<string, SourceRange> {
  const fields: Record<string, SourceRange> = {};
  const walk = (written: Node, path: string): void => {
    const node = deref(written);
    if (path !== '') fields[path] = sourceRange(file, resource, written);
    const under = (name: string | number): string => (path === '' ? String(name) : `${path}.${name}`);
    if (node.kind === 'map') for (const entry of node.entries) walk(entry.value, under(keyText(entry.key)));
    // What an alias stands for is written elsewhere, once: its fields are not this object's to change.
    if (node.kind === 'list' && written.kind !== 'alias')
      for (const [index, item] of node.items.entries()) walk(item, under(index));
  };
  walk(resource.body.node, '');
  return fields;
}

/** Without the line break and the comments' blanks that a block ends with. */
function sourceRange(file: SourceFile, resource: Resource, node: Node): SourceRange {
  const [from, to] = [resource.start + node.start, resource.start + node.end];
  const { start, end } = toRange(file, from, from + file.text.slice(from, to).trimEnd().length);
  return [start.line, start.character, end.line, end.character];
}
