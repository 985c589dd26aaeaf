import type { Node } from '../document/node.ts';
import { nodeAtField } from '../document/pointer.ts';
import type { Body } from '../document/resource.ts';
import { itemsOf } from '../document/strings.ts';
import { podTemplateOf } from './podTemplate.ts';

/** A container of the pods that an object describes. */
export interface ContainerNode {
  readonly node: Node;
  readonly field: string;
  readonly init: boolean;
}

/** The containers of the pods that an object describes, those that start the pod last. */
export function containersOf(body: Body): readonly ContainerNode[] {
  const spec = podTemplateOf(body)?.spec;
  if (spec === undefined) return [];
  return ['containers', 'initContainers'].flatMap((list) =>
    itemsOf(nodeAtField(body.node, `${spec}.${list}`)).map((node, index) => ({
      node,
      field: `${spec}.${list}[${index}]`,
      init: list === 'initContainers',
    })),
  );
}
