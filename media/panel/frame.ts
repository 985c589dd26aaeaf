import { type Key, keyOf, splitKey } from '#engine/api/key.ts';
import type { ApiObject } from '#engine/api/meta.ts';
import type { Millis } from '#engine/time.ts';
import { groupKeyOf } from '#engine/trace/podGroup.ts';
import type { PodState } from '#engine/trace/podState.ts';
import { valueAt } from '#engine/trace/steps.ts';
import { type ClusterIndex, compareNames, type NodeEntry, type NodeFacts } from './clusterIndex.ts';
import type { Run } from './run.ts';
import { type ServiceFrame, servicesAt } from './traffic/traffic.ts';
import { type WorkloadFrame, workloadsAt } from './workloads/tree.ts';

/** Everything that the views show of one moment. A function of the trace and the moment alone. */
export interface Frame {
  readonly at: Millis;
  /** False while a far jump is still on its way: the picture shows how far it is. */
  readonly settled: boolean;
  readonly totals: Totals;
  /** `pods`: every pod is drawn by itself with its text · `cells`: nodes are cells, on a canvas. */
  readonly detail: 'pods' | 'cells';
  /** The place of every group of pods among those of its workload: its colour. */
  readonly groups: ReadonlyMap<Key, number>;
  readonly zones: readonly ZoneFrame[];
  /** Pods without a node, the first hundred. */
  readonly unplaced: readonly PodFrame[];
  readonly workloads: readonly WorkloadFrame[];
  readonly services: readonly ServiceFrame[];
}

export interface Totals {
  readonly nodes: number;
  readonly nodesDown: number;
  /** Not Terminating and not ended. */
  readonly counted: number;
  readonly ready: number;
  readonly terminating: number;
  readonly unplaced: number;
}

export interface ZoneFrame {
  /** '' where nodes have no zone. */
  readonly name: string;
  readonly nodes: readonly NodeFrame[];
}

export interface NodeFrame extends NodeFacts {
  readonly key: Key;
  readonly name: string;
  readonly podCount: number;
  /** Requested by its pods, in milli-cores and bytes. */
  readonly cpu: number;
  readonly memory: number;
  readonly states: ReadonlyMap<PodState, number>;
  /** Ready pods by group. */
  readonly readyBy: ReadonlyMap<Key, number>;
  /** Empty where the detail is `cells`. */
  readonly pods: readonly PodFrame[];
}

export interface PodFrame {
  readonly key: Key;
  readonly name: string;
  /** The part of the name that tells it from its like. */
  readonly short: string;
  readonly state: PodState;
  /** Its group's place among the groups of its workload, which is its colour; -1 for a bare pod. */
  readonly group: number;
}

/** More pods or nodes than this and a page of words helps nobody. */
const mostPods = 400;
const mostNodes = 60;
/** Entries moved for one frame; a longer jump takes several frames, so that each stays under 16 ms. */
const budget = 3000;

/** The picture of the run at `t`. Moves the run's cursor, at most as far as one frame can bear. */
export function frame(run: Run, t: Millis): Frame {
  const settled = run.cursor.seek(t, budget);
  const { cluster, history } = run;
  const groups = groupOrder(run);
  const detail = cluster.pods.size <= mostPods && cluster.nodes.size <= mostNodes ? 'pods' : 'cells';
  const at = settled ? t : run.cursor.at;
  return {
    at,
    settled,
    totals: {
      nodes: cluster.nodes.size,
      nodesDown: valueAt(history.nodesDown, at),
      counted: valueAt(history.pods, at),
      ready: cluster.states.get('ready') ?? 0,
      terminating: valueAt(history.terminating, at),
      unplaced: cluster.unplaced.size,
    },
    detail,
    groups,
    zones: zonesOf(cluster, groups, detail),
    unplaced: podFrames([...cluster.unplaced].slice(0, 100), cluster, groups),
    workloads: workloadsAt(run, at),
    services: servicesAt(run),
  };
}

/** The place of every group of pods among those of its workload, in the order in which they were first seen. */
export function groupOrder(run: Run): ReadonlyMap<Key, number> {
  const order = new Map<Key, number>();
  for (const workload of run.history.workloads.values()) {
    if (workload.key === '') continue;
    for (const [i, key] of [...workload.groups.keys()].entries()) order.set(key, i);
  }
  return order;
}

/** Frames of these pods, by name. */
export function podFrames(
  keys: Iterable<Key>,
  cluster: ClusterIndex,
  groups: ReadonlyMap<Key, number>,
): readonly PodFrame[] {
  const frames: PodFrame[] = [];
  for (const key of keys) {
    const entry = cluster.pods.get(key);
    if (entry === undefined) continue;
    const { name } = entry.pod.metadata;
    frames.push({
      key,
      name,
      short: name.slice(name.lastIndexOf('-') + 1),
      state: entry.state,
      group: groups.get(entry.group) ?? -1,
    });
  }
  return frames.sort((a, b) => a.group - b.group || compareNames(a.name, b.name));
}

function zonesOf(
  cluster: ClusterIndex,
  groups: ReadonlyMap<Key, number>,
  detail: Frame['detail'],
): readonly ZoneFrame[] {
  return cluster.zones().map(({ name, nodes }) => ({
    name,
    nodes: nodes.map((entry) => nodeFrame(entry, detail === 'pods' ? podFrames(entry.pods, cluster, groups) : [])),
  }));
}

function nodeFrame(entry: NodeEntry, pods: readonly PodFrame[]): NodeFrame {
  const { name, facts, states, readyBy, cpu, memory } = entry;
  return { key: `Node//${name}`, name, ...facts, podCount: entry.pods.size, cpu, memory, states, readyBy, pods };
}

/** The key of the object's kind and name as people write it: `Deployment web`. */
export function titleOf(key: Key): string {
  const { kind, name } = splitKey(key);
  return `${kind.split('.')[0] ?? kind} ${name}`;
}

/** The object under `key` at the cursor's moment. */
export function objectAt(run: Run, key: Key): ApiObject | undefined {
  const { kind } = splitKey(key);
  return kind === 'Pod' ? run.cluster.pods.get(key)?.pod : run.cursor.objects.get(key);
}

/** The manifest that the object comes from: its own, or that of the workload above it. */
export function originKey(run: Run, key: Key): Key | undefined {
  let next: Key | undefined = key;
  for (let depth = 0; next !== undefined && depth < 6; depth++) {
    if (run.origins[next] !== undefined) return next;
    const object: ApiObject | undefined = objectAt(run, next);
    next = object === undefined ? undefined : ownerKeyOf(object);
  }
  return undefined;
}

function ownerKeyOf(object: ApiObject): Key | undefined {
  const key = groupKeyOf(object);
  return key === '' || key === keyOf(object) ? undefined : (key.split('@')[0] ?? key);
}
