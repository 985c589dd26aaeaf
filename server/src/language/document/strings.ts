import { deref, type Node, type ScalarNode, valueAt } from './node.ts';

/** The scalar under `key`, if it is a string. */
export function stringAt(node: Node | undefined, key: string): ScalarNode | undefined {
  const value = valueAt(node, key);
  const scalar = value === undefined ? undefined : deref(value);
  return scalar?.kind === 'scalar' && typeof scalar.value === 'string' ? scalar : undefined;
}

/** The items of a list; none where it is no list. */
export function itemsOf(node: Node | undefined): readonly Node[] {
  const list = node === undefined ? undefined : deref(node);
  return list?.kind === 'list' ? list.items : [];
}
