import { deref, type Entry, type Node, type ScalarNode, valueAt } from './node.ts';

/** The scalar that a node is, if it is a string. */
export function stringOf(node: Node | undefined): ScalarNode | undefined {
  const scalar = node === undefined ? undefined : deref(node);
  return scalar?.kind === 'scalar' && typeof scalar.value === 'string' ? scalar : undefined;
}

/** The scalar under `key`, if it is a string. */
export function stringAt(node: Node | undefined, key: string): ScalarNode | undefined {
  return stringOf(valueAt(node, key));
}

/** The items of a list; none where it is no list. */
export function itemsOf(node: Node | undefined): readonly Node[] {
  const list = node === undefined ? undefined : deref(node);
  return list?.kind === 'list' ? list.items : [];
}

/** The entries of a map; none where it is no map. */
export function entriesOf(node: Node | undefined): readonly Entry[] {
  const map = node === undefined ? undefined : deref(node);
  return map?.kind === 'map' ? map.entries : [];
}
