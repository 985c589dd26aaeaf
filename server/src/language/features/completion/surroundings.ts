import type { Node } from '../../document/node.ts';
import { deref, entryOf, valueAt } from '../../document/node.ts';
import type { Body, Resource } from '../../document/resource.ts';
import { containersOf } from '../../workspace/containers.ts';
import { resourcesIn } from '../../workspace/snapshot.ts';
import type { Request } from './request.ts';

/** The object in which something is completed, as far as its text can be read. */
export function resourceAt({ snapshot, uri, document, offset }: Request): Resource | undefined {
  const here = resourcesIn(snapshot, uri).filter((resource) => resource.document === document);
  return here.findLast(({ body }) => body.node.start <= offset) ?? here[0];
}

/** The nodes from the object to the place where something is completed, as far as they are written: the innermost one last. */
export function nodesAround(request: Request): readonly Node[] {
  const body = resourceAt(request)?.body;
  if (body === undefined) return [];
  const nodes: Node[] = [body.node];
  for (const segment of request.context.path) {
    const at = deref(nodes.at(-1) ?? body.node);
    const next =
      at.kind === 'map'
        ? entryOf(at, String(segment))?.value
        : at.kind === 'list'
          ? at.items.findLast(({ start }) => start <= request.offset)
          : undefined;
    if (next === undefined) break;
    nodes.push(next);
  }
  return nodes;
}

/** The innermost node around the cursor that has the field. */
export function withField(request: Request, field: string): Node | undefined {
  return nodesAround(request).findLast((node) => valueAt(node, field) !== undefined);
}

/** The container in which the cursor stands. */
export function containerAt(request: Request, body: Body): Node | undefined {
  return containersOf(body)
    .map(({ node }) => node)
    .filter(({ start }) => start <= request.offset)
    .toSorted((a, b) => a.start - b.start)
    .at(-1);
}
