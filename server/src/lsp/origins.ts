import { groupKind, type Key, key } from '#engine/api/key.ts';
import { kindInfo } from '#engine/api/kinds.ts';
import type { SourceFile } from '#language/document/document.ts';
import { deref, keyText, type Node } from '#language/document/node.ts';
import { type Body, type Resource, resourcesOf } from '#language/document/resource.ts';
import type { Origin, SourceRange } from '#protocol/simulate.ts';
import { toRange } from './convert.ts';

/** Where each object of these files is written, with the places of all its fields. */
export function originsOf(files: readonly SourceFile[]): Record<Key, Origin> {
  const origins: Record<Key, Origin> = {};
  for (const file of files)
    for (const resource of resourcesOf(file)) {
      const { node } = resource.body;
      origins[keyOfBody(resource.body)] = {
        uri: file.uri,
        range: sourceRange(file, resource, node),
        fields: fieldsOf(file, resource),
      };
    }
  return origins;
}

/** The key of the object that the API server makes of a manifest: namespaced kinds land in `default` where none is written. */
export function keyOfBody(body: Body): Key {
  const kind = groupKind(body.apiVersion, body.kind);
  const namespaced = kindInfo(kind)?.namespaced ?? body.namespace !== undefined;
  return key(kind, namespaced ? (body.namespace ?? 'default') : '', body.name);
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
