import type { Key } from '#engine/api/key.ts';
import { splitKey } from '#engine/api/key.ts';
import { type ApiObject, controllerOf } from '#engine/api/meta.ts';
import { quantityMilliValue, quantityOr0, quantityValue } from '#engine/api/quantity.ts';
import { groupKeyOf } from '#engine/trace/podGroup.ts';
import { conditionOf, nodeOf, type PodState, podState } from '#engine/trace/podState.ts';

/** A pod as the views need it, worked out once for each change of the pod. */
export interface PodEntry {
  readonly key: Key;
  readonly pod: ApiObject;
  readonly state: PodState;
  readonly node: string | undefined;
  /** uid of its controller; '' for a bare pod. */
  readonly owner: string;
  /** Its ReplicaSet or revision: what gives it its colour. */
  readonly group: Key;
  readonly cpu: number;
  readonly memory: number;
}

export interface NodeEntry {
  readonly name: string;
  /** undefined: pods are bound to it, but it does not exist (any more). */
  node: ApiObject | undefined;
  facts: NodeFacts;
  readonly pods: Set<Key>;
  readonly states: Map<PodState, number>;
  /** Ready pods by the group they belong to; '' for bare ones. */
  readonly readyBy: Map<Key, number>;
  /** Requested, of pods that have not ended; in milli-cores and bytes. */
  cpu: number;
  memory: number;
}

/** What a Node object says, read once for each change of it. */
export interface NodeFacts {
  /** '' where it has none. */
  readonly zone: string;
  readonly state: 'ready' | 'notReady' | 'cordoned' | 'gone';
  readonly taints: readonly string[];
  readonly podCapacity: number;
  readonly cpuCapacity: number;
  readonly memoryCapacity: number;
}

/** The nodes of one zone, by name. */
export interface Zone {
  readonly name: string;
  readonly nodes: readonly NodeEntry[];
}

/** What the views ask of a moment, kept up to date change by change: its cost is the change's, not the cluster's. */
export class ClusterIndex {
  readonly pods: Map<Key, PodEntry> = new Map();
  readonly nodes: Map<string, NodeEntry> = new Map();
  readonly unplaced: Set<Key> = new Set();
  readonly podsByOwner: Map<string, Set<Key>> = new Map();
  /** Everything but pods and Events, by kind. */
  readonly byKind: Map<string, Map<Key, ApiObject>> = new Map();
  readonly states: Map<PodState, number> = new Map();
  private order: readonly Zone[] | undefined;

  /** An Observer for `replay`. */
  readonly observe = (key: Key, from: ApiObject | null, to: ApiObject | null): void => {
    const { kind, name } = splitKey(key);
    if (kind === 'Event') return;
    if (kind === 'Pod') {
      if (from !== null) this.removePod(key);
      if (to !== null) this.addPod(key, to);
      return;
    }
    if (kind === 'Node') this.setNode(name, to ?? undefined);
    const all = this.byKind.get(kind) ?? new Map<Key, ApiObject>();
    if (to === null) all.delete(key);
    else all.set(key, to);
    this.byKind.set(kind, all);
  };

  /** The objects of a kind, by name. */
  of(kind: string): readonly ApiObject[] {
    return [...(this.byKind.get(kind)?.entries() ?? [])]
      .sort(([a], [b]) => compareNames(a, b))
      .map(([, object]) => object);
  }

  /** The nodes by zone and name. Sorting thousands of names takes longer than a frame has, so the order is kept until a node comes, goes or moves. */
  zones(): readonly Zone[] {
    if (this.order !== undefined) return this.order;
    const zones = new Map<string, NodeEntry[]>();
    for (const entry of this.nodes.values()) {
      const members = zones.get(entry.facts.zone);
      if (members === undefined) zones.set(entry.facts.zone, [entry]);
      else members.push(entry);
    }
    this.order = [...zones]
      .sort(([a], [b]) => compareNames(a, b))
      .map(([name, nodes]) => ({ name, nodes: nodes.sort((a, b) => compareNames(a.name, b.name)) }));
    return this.order;
  }

  private addPod(key: Key, pod: ApiObject): void {
    const entry: PodEntry = {
      key,
      pod,
      state: podState(pod),
      node: nodeOf(pod),
      owner: controllerOf(pod)?.uid ?? '',
      group: groupKeyOf(pod),
      ...requestsOf(pod),
    };
    this.pods.set(key, entry);
    bump(this.states, entry.state, 1);
    const siblings = this.podsByOwner.get(entry.owner) ?? new Set();
    this.podsByOwner.set(entry.owner, siblings.add(key));
    if (entry.node === undefined) this.unplaced.add(key);
    else this.place(this.nodeEntry(entry.node), entry, 1);
  }

  private removePod(key: Key): void {
    const entry = this.pods.get(key);
    if (entry === undefined) return;
    this.pods.delete(key);
    bump(this.states, entry.state, -1);
    this.podsByOwner.get(entry.owner)?.delete(key);
    if (entry.node === undefined) this.unplaced.delete(key);
    else this.place(this.nodeEntry(entry.node), entry, -1);
  }

  private place(node: NodeEntry, entry: PodEntry, sign: 1 | -1): void {
    if (sign === 1) node.pods.add(entry.key);
    else node.pods.delete(entry.key);
    bump(node.states, entry.state, sign);
    if (entry.state === 'ready') bump(node.readyBy, entry.group, sign);
    if (entry.state !== 'succeeded' && entry.state !== 'failed') {
      node.cpu += sign * entry.cpu;
      node.memory += sign * entry.memory;
    }
    if (node.node === undefined && node.pods.size === 0) this.forget(node.name);
  }

  private setNode(name: string, node: ApiObject | undefined): void {
    const entry = this.nodeEntry(name);
    const { zone } = entry.facts;
    entry.node = node;
    entry.facts = nodeFacts(node);
    if (zone !== entry.facts.zone) this.order = undefined;
    if (node === undefined && entry.pods.size === 0) this.forget(name);
  }

  private forget(name: string): void {
    this.nodes.delete(name);
    this.order = undefined;
  }

  private nodeEntry(name: string): NodeEntry {
    const known = this.nodes.get(name);
    if (known !== undefined) return known;
    const made: NodeEntry = {
      name,
      node: undefined,
      facts: nodeFacts(undefined),
      pods: new Set(),
      states: new Map(),
      readyBy: new Map(),
      cpu: 0,
      memory: 0,
    };
    this.order = undefined;
    this.nodes.set(name, made);
    return made;
  }
}

/** Orders names as people do: n2 before n10. */
export function compareNames(a: string, b: string): number {
  const [left, right] = [a.split(/(\d+)/), b.split(/(\d+)/)];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const [x = '', y = ''] = [left[i], right[i]];
    if (x === y) continue;
    if (i % 2 === 1 && Number(x) !== Number(y)) return Number(x) - Number(y);
    return x < y ? -1 : 1;
  }
  return left.length - right.length;
}

const amounts = new Map<string, number>();

/** A quantity in milli-units (cpu) or whole units (memory); texts repeat, so each is read once. */
export function amountOf(value: unknown, resource: 'cpu' | 'memory'): number {
  if (value === undefined || value === null) return 0;
  const text = `${resource} ${String(value)}`;
  const known = amounts.get(text);
  if (known !== undefined) return known;
  const quantity = quantityOr0(value);
  const amount = resource === 'cpu' ? quantityMilliValue(quantity) : quantityValue(quantity);
  amounts.set(text, amount);
  return amount;
}

function nodeFacts(node: ApiObject | undefined): NodeFacts {
  const allocatable =
    (node?.['status'] as { allocatable?: Readonly<Record<string, unknown>> } | undefined)?.allocatable ?? {};
  const spec = node?.['spec'] as
    | { unschedulable?: unknown; taints?: readonly { key?: string; effect?: string }[] }
    | undefined;
  return {
    zone: node?.metadata.labels?.['topology.kubernetes.io/zone'] ?? '',
    state: nodeState(node, spec?.unschedulable === true),
    taints: (spec?.taints ?? []).map((taint) => `${taint.key ?? ''}:${taint.effect ?? ''}`),
    podCapacity: Number(allocatable['pods'] ?? 0),
    cpuCapacity: amountOf(allocatable['cpu'], 'cpu'),
    memoryCapacity: amountOf(allocatable['memory'], 'memory'),
  };
}

function nodeState(node: ApiObject | undefined, unschedulable: boolean): NodeFacts['state'] {
  if (node === undefined) return 'gone';
  const ready = conditionOf(node, 'Ready');
  if (ready !== undefined && ready.status !== 'True') return 'notReady';
  return unschedulable ? 'cordoned' : 'ready';
}

interface Containers {
  readonly containers?: readonly { readonly resources?: { readonly requests?: Readonly<Record<string, unknown>> } }[];
}

function requestsOf(pod: ApiObject): { cpu: number; memory: number } {
  let cpu = 0;
  let memory = 0;
  for (const container of (pod['spec'] as Containers | undefined)?.containers ?? []) {
    cpu += amountOf(container?.resources?.requests?.['cpu'], 'cpu');
    memory += amountOf(container?.resources?.requests?.['memory'], 'memory');
  }
  return { cpu, memory };
}

function bump<T>(counts: Map<T, number>, of: T, by: number): void {
  counts.set(of, (counts.get(of) ?? 0) + by);
}
