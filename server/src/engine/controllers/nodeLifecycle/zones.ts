import type { Node } from '../../api/node.ts';
import type { Millis } from '../../time.ts';

/** How many nodes of a zone have stopped; follows kubernetes pkg/controller/nodelifecycle ComputeZoneState. */
export type ZoneState = 'normal' | 'partialDisruption' | 'fullDisruption';

const unhealthyThreshold = 0.55;
const largeZone = 50;
/** Nodes a second that may be tainted NoExecute. */
const evictionRate = 0.1;
const reducedRate = 0.01;

/** Region and zone of a node: eviction is limited for each of them on its own. */
export function zoneOf({ metadata: { labels } }: Node): string {
  const region =
    labels?.['topology.kubernetes.io/region'] ?? labels?.['failure-domain.beta.kubernetes.io/region'] ?? '';
  const zone = labels?.['topology.kubernetes.io/zone'] ?? labels?.['failure-domain.beta.kubernetes.io/zone'] ?? '';
  return `${region}:${zone}`;
}

export function isNodeReady(node: Node): boolean {
  return node.status?.conditions?.find(({ type }) => type === 'Ready')?.status === 'True';
}

export function zoneState(nodes: readonly Node[]): ZoneState {
  const ready = nodes.filter(isNodeReady).length;
  const notReady = nodes.length - ready;
  if (ready === 0 && notReady > 0) return 'fullDisruption';
  return notReady > 2 && notReady / nodes.length >= unhealthyThreshold ? 'partialDisruption' : 'normal';
}

/** The time between two nodes of a zone that are tainted NoExecute; undefined: none is. */
export function taintInterval(nodes: readonly Node[]): Millis | undefined {
  if (zoneState(nodes) !== 'partialDisruption') return 1000 / evictionRate;
  return nodes.length > largeZone ? 1000 / reducedRate : undefined;
}

/** Every node of the cluster has stopped: more likely the control plane is cut off than all of them are gone, so nothing is evicted. */
export function allDown(nodes: readonly Node[]): boolean {
  return nodes.length > 0 && !nodes.some(isNodeReady);
}
