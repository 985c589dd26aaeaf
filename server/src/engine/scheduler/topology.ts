import type { NodeState } from './nodeState.ts';

/** The domains that the values of one node label divide the cluster into. */
export interface Topology {
  readonly key: string;
  /** By slot of the node: the number of its domain, or −1 where the label is missing. */
  readonly domainOf: Int32Array;
  /** Label values by number of the domain. */
  readonly values: readonly string[];
}

export function topologyOf(key: string, nodes: readonly NodeState[], slots: number): Topology {
  const domainOf = new Int32Array(slots).fill(-1);
  const domains = new Map<string, number>();
  for (const node of nodes) {
    const value = node.labels[key];
    if (value === undefined) continue;
    let domain = domains.get(value);
    if (domain === undefined) {
      domain = domains.size;
      domains.set(value, domain);
    }
    domainOf[node.slot] = domain;
  }
  return { key, domainOf, values: [...domains.keys()] };
}

/** What is counted on nodes, added up for each domain. */
export function sumByDomain(perSlot: Int32Array, { domainOf, values }: Topology): Int32Array {
  const sums = new Int32Array(values.length);
  const slots = Math.min(perSlot.length, domainOf.length);
  for (let slot = 0; slot < slots; slot++) {
    const domain = domainOf[slot] ?? -1;
    if (domain >= 0) sums[domain] = (sums[domain] ?? 0) + (perSlot[slot] ?? 0);
  }
  return sums;
}
