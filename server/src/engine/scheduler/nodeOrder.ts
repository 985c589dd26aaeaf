import type { NodeState } from './nodeState.ts';

/** Nodes in turn from each zone, zones and nodes in the order in which they came. Follows kubernetes pkg/scheduler/backend/cache/node_tree.go. */
export function zoneOrder(nodes: readonly NodeState[]): readonly NodeState[] {
  const zones = new Map<string, NodeState[]>();
  for (const node of nodes) {
    const zone = zoneOf(node);
    const members = zones.get(zone);
    if (members === undefined) zones.set(zone, [node]);
    else members.push(node);
  }
  if (zones.size === 1) return nodes;
  const order: NodeState[] = [];
  for (let turn = 0; order.length < nodes.length; turn++) {
    for (const members of zones.values()) {
      const node = members[turn];
      if (node !== undefined) order.push(node);
    }
  }
  return order;
}

function zoneOf({ labels }: NodeState): string {
  const region = labels['topology.kubernetes.io/region'] ?? labels['failure-domain.beta.kubernetes.io/region'] ?? '';
  const zone = labels['topology.kubernetes.io/zone'] ?? labels['failure-domain.beta.kubernetes.io/zone'] ?? '';
  return `${region}:${zone}`;
}
