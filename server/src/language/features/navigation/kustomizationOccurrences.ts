import { groupKind } from '#engine/api/key.ts';
import type { SourceFile } from '../../document/document.ts';
import { deref, type Node, type ScalarNode, textAt } from '../../document/node.ts';
import { nodeAtField } from '../../document/pointer.ts';
import { nameOf, type Resource } from '../../document/resource.ts';
import { itemsOf, stringAt } from '../../document/strings.ts';
import { objectsIn } from '../../workspace/resourceIndex.ts';
import type { Snapshot } from '../../workspace/snapshot.ts';
import { tableOf } from '../../workspace/table.ts';
import { type Occurrence, objectSymbol } from './occurrences.ts';

/** The names in a kustomization: of the objects that patches and replicas are for, and of those that it generates, with their keys. */
export function occurrencesInKustomization(cluster: Snapshot, file: SourceFile): readonly Occurrence[] {
  const resource = kustomizationAs(file);
  if (resource === undefined) return [];
  const { node } = resource.body;
  const use = (name: ScalarNode, kinds: readonly string[]): Occurrence[] =>
    targets(cluster, name.text, kinds).map((symbol) => ({
      symbol,
      role: 'use',
      resource,
      node: name,
      name: name.text,
    }));
  const patched = ['patches', 'patchesJson6902'].flatMap((list) =>
    itemsOf(nodeAtField(node, list)).flatMap((item) => {
      const target = nodeAtField(item, 'target');
      const name = stringAt(target, 'name');
      const kind = textAt(target, 'kind');
      return name === undefined || kind === undefined ? [] : use(name, [kind]);
    }),
  );
  const scaled = itemsOf(nodeAtField(node, 'replicas')).flatMap((item) => {
    const name = stringAt(item, 'name');
    return name === undefined ? [] : use(name, ['Deployment', 'ReplicaSet', 'StatefulSet', 'ReplicationController']);
  });
  return [...patched, ...scaled, ...generated(cluster, resource)];
}

/** The kustomization as an object, which it need not say that it is. */
function kustomizationAs(file: SourceFile): Resource | undefined {
  const [document] = file.documents;
  const { tree } = document;
  const node = tree.root === null ? undefined : deref(tree.root);
  if (node?.kind !== 'map' || tree.broken) return undefined;
  const head = { apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization', name: '', namespace: undefined };
  return { uri: file.uri, start: document.start, document, body: { tree, node, prefix: '', ...head } };
}

function targets(cluster: Snapshot, name: string, kinds: readonly string[]): string[] {
  const found = kinds.flatMap((kind) => called(cluster).of(`${kind}/${name}`));
  return [...new Set(found.map(({ body }) => objectSymbol(body)))];
}

/** Objects as kustomizations call them, without their groups. */
const called = tableOf<Resource>(
  (cluster, file) => objectsIn(cluster, file).map((resource) => [nameOf(resource.body), resource]),
  ({ uri }) => uri,
);

function generated(cluster: Snapshot, resource: Resource): Occurrence[] {
  const moves = cluster.cluster?.moves.get(resource.uri) ?? [undefined];
  const kinds = { configMapGenerator: 'ConfigMap', secretGenerator: 'Secret' } as const;
  return Object.entries(kinds).flatMap(([field, kind]) =>
    itemsOf(nodeAtField(resource.body.node, field)).flatMap((item) => {
      const name = stringAt(item, 'name');
      if (name === undefined) return [];
      const spaces = moves.map((move) => move?.namespace ?? textAt(item, 'namespace') ?? 'default');
      return [...new Set(spaces)].flatMap((namespace) => {
        const symbol = `object ${groupKind('v1', kind)}/${namespace}/${name.text}`;
        const define = (of: string, node: ScalarNode): Occurrence => ({
          symbol: of,
          role: 'definition',
          resource,
          node,
          name: node.text,
        });
        return [define(symbol, name), ...keysOf(item).map((key) => define(`key ${symbol} ${key.text}`, key))];
      });
    }),
  );
}

/** The part before `=` of each literal. */
function keysOf(generator: Node): ScalarNode[] {
  return itemsOf(nodeAtField(generator, 'literals')).flatMap((item) => {
    const scalar = deref(item);
    if (scalar.kind !== 'scalar') return [];
    const quotes = scalar.style === 'plain' ? 0 : 1;
    const key = /^[^=]+(?==)/.exec(scalar.text)?.[0];
    if (key === undefined || scalar.end - scalar.start !== scalar.text.length + 2 * quotes) return [];
    const start = scalar.start + quotes;
    return [{ ...scalar, style: 'plain', start, end: start + key.length, text: key, value: key }];
  });
}
