import type { Node as ClusterNode } from '#engine/api/node.ts';
import type { ResourceList } from '#engine/api/pod.ts';
import { equalNodes, nodeOf } from '#engine/world.ts';
import type { Node } from '#language/document/node.ts';
import { deref } from '#language/document/node.ts';
import type { Reader } from './reader.ts';
import type { NodeSource } from './scenario.ts';

const maximum = 5000;

/** `spec.nodes`: a number, or a list of nodes and files; three equal nodes without it. */
export function parseNodes(reader: Reader, node: Node | undefined): readonly NodeSource[] {
  if (node === undefined) return alike(3);
  if (deref(node).kind === 'scalar') {
    const count = reader.number(node, 'nodes') ?? 0;
    if (Number.isInteger(count) && count >= 0 && count <= maximum) return alike(count);
    reader.say(node, `nodes must be a number from 0 to ${maximum}, or a list`);
    return [];
  }
  return (reader.list(node, 'nodes') ?? []).flatMap((item, index) => parseNode(reader, item, index) ?? []);
}

function alike(count: number): readonly NodeSource[] {
  return equalNodes(count).map((node) => ({ node }));
}

const fields = ['name', 'capacity', 'zone', 'region', 'labels', 'taints', 'file'];

function parseNode(reader: Reader, node: Node, index: number): NodeSource | undefined {
  const map = reader.map(node, 'a node', fields);
  if (map === undefined) return undefined;
  const file = reader.text(reader.field(map, 'file'), 'file');
  if (file !== undefined) return { file };
  const capacity = reader.field(map, 'capacity');
  const labels = reader.field(map, 'labels');
  const taints = reader.field(map, 'taints');
  const zone = reader.text(reader.field(map, 'zone'), 'zone');
  const region = reader.text(reader.field(map, 'region'), 'region');
  return {
    node: nodeOf({
      name: reader.text(reader.field(map, 'name'), 'name') ?? `n${index + 1}`,
      ...(capacity === undefined ? {} : { capacity: reader.value(capacity) as ResourceList }),
      ...(labels === undefined ? {} : { labels: reader.value(labels) as Record<string, string> }),
      ...(taints === undefined ? {} : { taints: reader.value(taints) as NonNullable<ClusterNode['spec']['taints']> }),
      ...(zone === undefined ? {} : { zone }),
      ...(region === undefined ? {} : { region }),
    }),
  };
}
