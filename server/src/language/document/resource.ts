import type { ApiObject } from '#engine/api/meta.ts';
import type { Document, Offset, SourceFile, Uri } from './document.ts';
import type { MapNode, Node } from './node.ts';
import { deref, textAt, valueAt } from './node.ts';
import type { Tree } from './parse.ts';
import { toValue } from './value.ts';

/** One Kubernetes object of a file, found by its content: a map with apiVersion and kind. */
export interface Resource {
  readonly uri: Uri;
  /** Where its document starts in the file: what turns offsets of `body` into offsets of the file. */
  readonly start: Offset;
  readonly document: Document;
  readonly body: Body;
}

/** What a resource says; it stays the same object while the text of its document does. Offsets are relative to the document. */
export interface Body {
  readonly tree: Tree;
  readonly node: MapNode;
  /** `items[2].` for an item of a `kind: List`, else empty: to be put before its field paths. */
  readonly prefix: string;
  /** Empty where it is not set. */
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string | undefined;
  /** Where a kustomization chose the namespace: the ServiceAccounts that it moved there as well, whatever bindings say. */
  readonly movedAccounts?: ReadonlySet<string>;
}

/** The objects of a file, in order. */
export function resourcesOf(file: SourceFile): readonly Resource[] {
  const known = fileMemo.get(file);
  if (known !== undefined) return known;
  const found = file.documents.flatMap((document) =>
    bodiesOf(document.tree).map((body) => ({ uri: file.uri, start: document.start, document, body })),
  );
  fileMemo.set(file, found);
  return found;
}

/** The objects of one document: none, one, or the items of a `kind: List`. */
export function bodiesOf(tree: Tree): readonly Body[] {
  const known = treeMemo.get(tree);
  if (known !== undefined) return known;
  const found = tree.root === null ? [] : find(tree, tree.root);
  treeMemo.set(tree, found);
  return found;
}

/** The object as JSON, as kubectl would send it; nulls stand as they were written. */
export function objectOf(body: Body): ApiObject {
  const known = valueMemo.get(body);
  if (known !== undefined) return known;
  const value = toValue(body.node) as ApiObject;
  valueMemo.set(body, value);
  return value;
}

/** How a message names an object: `Deployment/web`. */
export function nameOf(body: Body): string {
  return `${body.kind}/${body.name}`;
}

const fileMemo = new WeakMap<SourceFile, readonly Resource[]>();
const treeMemo = new WeakMap<Tree, readonly Body[]>();
const valueMemo = new WeakMap<Body, ApiObject>();

function find(tree: Tree, root: Node): Body[] {
  const node = deref(root);
  if (node.kind !== 'map') return [];
  const items = valueAt(node, 'items');
  const kind = textAt(node, 'kind') ?? '';
  const list = items === undefined ? undefined : deref(items);
  if (/^\w*List$/.test(kind) && list?.kind === 'list') {
    return list.items.flatMap((item, index) => {
      const map = deref(item);
      return map.kind === 'map' && isObject(map) ? [bodyOf(tree, map, `items[${index}].`)] : [];
    });
  }
  return isObject(node) ? [bodyOf(tree, node, '')] : [];
}

/** apiVersion and kind; or one of them and metadata or spec; or a named metadata and a spec: a manifest that lacks the rest. */
function isObject(node: MapNode): boolean {
  const apiVersion = valueAt(node, 'apiVersion') !== undefined;
  const kind = valueAt(node, 'kind') !== undefined;
  if (apiVersion && kind) return true;
  if (!apiVersion && !kind)
    return textAt(valueAt(node, 'metadata'), 'name') !== undefined && valueAt(node, 'spec') !== undefined;
  return valueAt(node, 'metadata') !== undefined || valueAt(node, 'spec') !== undefined;
}

function bodyOf(tree: Tree, node: MapNode, prefix: string): Body {
  const metadata = valueAt(node, 'metadata');
  return {
    tree,
    node,
    prefix,
    apiVersion: textAt(node, 'apiVersion') ?? '',
    kind: textAt(node, 'kind') ?? '',
    name: textAt(metadata, 'name') ?? '',
    namespace: textAt(metadata, 'namespace'),
  };
}
