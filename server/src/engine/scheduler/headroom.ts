import type { Key } from '../api/key.ts';
import type { ApiObject } from '../api/meta.ts';
import type { KubernetesVersion } from '../api/version.ts';
import { Store } from '../store/store.ts';
import { Cluster } from './cluster.ts';

/** What is left of a node for pods that are yet to come. */
export interface Headroom {
  readonly node: string;
  /** A cordoned node's room is of no use to new pods. */
  readonly unschedulable: boolean;
  readonly pods: { readonly allocatable: number; readonly used: number };
  readonly resources: readonly ResourceRoom[];
}

/** One resource of a node: milli-cores for cpu, bytes or units else. `free` is negative where more is promised than there is. */
export interface ResourceRoom {
  readonly name: string;
  readonly allocatable: number;
  readonly requested: number;
  readonly free: number;
}

/** The capacity left on every node, as the scheduler counts it: requests of all pods that are placed and have not ended, terminating ones included. */
export function headroom(objects: ReadonlyMap<Key, ApiObject>, version: KubernetesVersion): readonly Headroom[] {
  const store = new Store();
  for (const [key, after] of objects) store.apply({ kind: 'applied', verb: 'create', key, before: null, after });
  const cluster = Cluster.of(store, version);
  return cluster.nodes.map((node) => ({
    node: node.name,
    unschedulable: node.unschedulable,
    pods: { allocatable: node.allowedPods, used: node.pods.size },
    resources: node.allocatable.flatMap((allocatable, index) => {
      const requested = node.requested[index] ?? 0;
      if (allocatable === 0 && requested === 0) return [];
      return [{ name: cluster.resources.name(index), allocatable, requested, free: allocatable - requested }];
    }),
  }));
}
