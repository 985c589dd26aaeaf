import {
  type CallHierarchyIncomingCall,
  type CallHierarchyItem,
  type CallHierarchyOutgoingCall,
  type Range,
  SymbolKind,
} from 'vscode-languageserver-types';
import { groupKind } from '#engine/api/key.ts';
import { matchesLabelSelector } from '#engine/api/selector.ts';
import type { Offset, Uri } from '../../document/document.ts';
import { endOf } from '../../document/insert.ts';
import { type Node, valueAt } from '../../document/node.ts';
import { nodeAtField } from '../../document/pointer.ts';
import { nameOf, type Resource } from '../../document/resource.ts';
import { stringAt } from '../../document/strings.ts';
import { clustersOf } from '../../workspace/clusters.ts';
import { podTemplateOf } from '../../workspace/podTemplate.ts';
import { referencesOf } from '../../workspace/references.ts';
import { namespaceOf } from '../../workspace/resourceIndex.ts';
import { fileOf, indexOf, resourcesIn, type Snapshot } from '../../workspace/snapshot.ts';
import { rangeIn } from '../spot.ts';
import { selectedBy, selectorOf } from './implementation.ts';

/**
 * What depends on what, as the hierarchy of calls: an object "calls" those that it names and those whose pods it selects. Here the object
 * that the name at an offset stands for, else the one that the offset is in.
 */
export function prepareDependencies(snapshot: Snapshot, uri: Uri, offset: Offset): CallHierarchyItem[] {
  const [cluster = snapshot] = clustersOf(snapshot, uri);
  const here = resourcesIn(cluster, uri).find(
    ({ start, document, body }) =>
      offset >= document.start && offset <= document.end && offset <= start + Math.max(body.node.end, body.node.start),
  );
  if (here === undefined) return [];
  const named = dependenciesOf(cluster, here).find(({ nodes }) =>
    nodes.some((node) => here.start + node.start <= offset && offset <= here.start + node.end),
  );
  return itemOf(cluster, named?.target ?? here);
}

/** The objects that name this one, or select its pods, with the places where they do. */
export function dependents(snapshot: Snapshot, item: CallHierarchyItem): CallHierarchyIncomingCall[] {
  return inClusterOf(snapshot, item, (cluster, resource) =>
    indexOf(cluster).all.flatMap((from) => {
      const nodes = [...namesIn(from, resource), ...(selects(from, resource) ? selectorNodes(from) : [])];
      return nodes.length === 0
        ? []
        : itemOf(cluster, from).map((one) => ({ from: one, fromRanges: rangesOf(cluster, from, nodes) }));
    }),
  );
}

/** Where an object names another. */
function namesIn(from: Resource, { body }: Resource): Node[] {
  const kind = groupKind(body.apiVersion, body.kind);
  const same = referencesOf(from.body).filter(
    (reference) => reference.name === body.name && reference.kind === kind && reference.namespace === namespaceOf(body),
  );
  return [...new Set(same.map(({ node }) => node))];
}

function selects(from: Resource, target: Resource): boolean {
  const labels = podTemplateOf(target.body)?.labels;
  const selector = labels === undefined ? undefined : selectorOf(from);
  if (labels === undefined || selector === undefined) return false;
  return namespaceOf(from.body) === namespaceOf(target.body) && matchesLabelSelector(selector, labels);
}

function selectorNodes({ body }: Resource): Node[] {
  return ['spec.selector', 'spec.podSelector'].flatMap((field) => nodeAtField(body.node, field) ?? []);
}

/** The objects that this one names, or whose pods it selects. */
export function dependencies(snapshot: Snapshot, item: CallHierarchyItem): CallHierarchyOutgoingCall[] {
  return inClusterOf(snapshot, item, (cluster, resource) =>
    dependenciesOf(cluster, resource).flatMap(({ target, nodes }) =>
      itemOf(cluster, target).map((to) => ({ to, fromRanges: rangesOf(cluster, resource, nodes) })),
    ),
  );
}

interface Dependency {
  readonly target: Resource;
  /** Where it is named. */
  readonly nodes: readonly Node[];
}

function dependenciesOf(cluster: Snapshot, resource: Resource): Dependency[] {
  const found = new Map<string, { target: Resource; nodes: Node[] }>();
  const add = (target: Resource, node: Node): void => {
    const known = found.get(placeOf(target));
    if (known === undefined) found.set(placeOf(target), { target, nodes: [node] });
    else if (!known.nodes.includes(node)) known.nodes.push(node);
  };
  for (const { kind, namespace, name, node } of referencesOf(resource.body))
    for (const target of indexOf(cluster).named(kind, namespace, name)) add(target, node);
  for (const target of selectedBy(cluster, resource)) for (const node of selectorNodes(resource)) add(target, node);
  return [...found.values()];
}

function inClusterOf<T>(
  snapshot: Snapshot,
  { uri, data }: CallHierarchyItem,
  answer: (cluster: Snapshot, resource: Resource) => T[],
): T[] {
  const [cluster = snapshot] = clustersOf(snapshot, uri);
  const resource = resourcesIn(cluster, uri).find((one) => placeOf(one) === data);
  return resource === undefined ? [] : answer(cluster, resource);
}

function placeOf({ uri, document, body }: Resource): string {
  return `${uri}#${document.index}${body.prefix}`;
}

function itemOf(cluster: Snapshot, resource: Resource): CallHierarchyItem[] {
  const file = fileOf(cluster, resource.uri);
  if (file === undefined) return [];
  const { start, body, document } = resource;
  const head = stringAt(valueAt(body.node, 'metadata'), 'name') ?? stringAt(body.node, 'kind') ?? body.node;
  const range = rangeIn(file, start + body.node.start, start + endOf(document.tree.text, body.node));
  return [
    {
      name: nameOf(body),
      detail: namespaceOf(body),
      kind: SymbolKind.Object,
      uri: resource.uri,
      range,
      selectionRange: rangeIn(file, start + head.start, start + endOf(document.tree.text, head)),
      data: placeOf(resource),
    },
  ];
}

function rangesOf(cluster: Snapshot, { uri, start, document }: Resource, nodes: readonly Node[]): Range[] {
  const file = fileOf(cluster, uri);
  if (file === undefined) return [];
  const inOrder = nodes.toSorted((a, b) => a.start - b.start);
  return inOrder.map((node) => rangeIn(file, start + node.start, start + endOf(document.tree.text, node)));
}
