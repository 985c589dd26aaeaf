import type { Key } from '../api/key.ts';
import { keyOf, splitKey } from '../api/key.ts';
import type { ApiObject, Labels } from '../api/meta.ts';
import type { Node } from '../api/node.ts';
import type { Pod } from '../api/pod.ts';
import type { KubernetesVersion } from '../api/version.ts';
import { equal } from '../equal.ts';
import type { Applied } from '../store/change.ts';
import type { StoreView } from '../store/view.ts';
import { AffinityTerms } from './affinityTerms.ts';
import { ImageStates } from './imageStates.ts';
import { zoneOrder } from './nodeOrder.ts';
import { NodeState } from './nodeState.ts';
import type { PodTest } from './podCounts.ts';
import { PodCounts } from './podCounts.ts';
import type { NamespaceLabels, PodInfo } from './podInfo.ts';
import { podInfoOf } from './podInfo.ts';
import { ResourceNames } from './resources.ts';
import type { Topology } from './topology.ts';
import { topologyOf } from './topology.ts';
import { isPlaced } from './wakes.ts';

/**
 * Nodes and the pods placed on them, as the scheduler sees them: kept current change by change, with counts and topologies that
 * plugins ask for. Follows kubernetes pkg/scheduler/backend/cache.
 */
export class Cluster implements NamespaceLabels {
  /** Whose rules apply. */
  version: KubernetesVersion;
  readonly view: StoreView;
  readonly resources: ResourceNames = new ResourceNames();
  readonly terms: AffinityTerms = new AffinityTerms();
  readonly images: ImageStates = new ImageStates();
  /** Nodes with a taint, nodes that are cordoned: while there are none, their filters have nothing to do. */
  tainted = 0;
  cordoned = 0;
  readonly #counts = new PodCounts();
  readonly #states = new Map<string, NodeState>();
  readonly #placed = new Map<Key, { readonly info: PodInfo; readonly state: NodeState }>();
  readonly #topologies = new Map<string, Topology>();
  #order: readonly NodeState[] | undefined;
  #lastInfo: PodInfo | undefined;
  #slots = 0;
  #capacity = 0;

  constructor(view: StoreView, version: KubernetesVersion) {
    this.view = view;
    this.version = version;
  }

  /** The cluster of a view at this moment. */
  static of(view: StoreView, version: KubernetesVersion): Cluster {
    const cluster = new Cluster(view, version);
    for (const node of view.list('Node')) cluster.#setNode(node.metadata.name, node as Node);
    for (const pod of view.list('Pod')) cluster.#place(pod as Pod);
    return cluster;
  }

  /** Nodes in the order in which they are looked at: zones take turns. */
  get nodes(): readonly NodeState[] {
    this.#order ??= zoneOrder([...this.#states.values()].filter((state) => state.node !== undefined));
    return this.#order;
  }

  node(name: string): NodeState | undefined {
    const state = this.#states.get(name);
    return state?.node === undefined ? undefined : state;
  }

  /** What the scheduler reads of the pod; the last answer is kept, because many ask about the pod that just changed. */
  info(pod: Pod): PodInfo {
    if (this.#lastInfo?.pod !== pod) this.#lastInfo = podInfoOf(pod, this.resources);
    return this.#lastInfo;
  }

  namespaceLabels(name: string): Labels | undefined {
    return this.view.get(`Namespace//${name}`)?.metadata.labels;
  }

  topology(key: string): Topology {
    const known = this.#topologies.get(key);
    if (known !== undefined) return known;
    const topology = topologyOf(key, this.nodes, this.#capacity);
    this.#topologies.set(key, topology);
    return topology;
  }

  /** By slot of the node, how many placed pods pass the test that `signature` names. */
  podsPerSlot(signature: string, test: PodTest): Int32Array {
    return this.#counts.perSlot(signature, test, () => this.#placedPods());
  }

  /** Takes over a change of the store. */
  apply(change: Applied): void {
    const { kind, name } = splitKey(change.key);
    if (kind === 'Node') this.#setNode(name, change.after as Node | null);
    else if (kind === 'Pod') this.#setPod(change);
    else if (kind === 'Namespace') this.#counts.clear();
  }

  /** Counts the pod on the node although it is not there (nominated pods, victims put back). */
  assume(info: PodInfo, state: NodeState): void {
    this.#count(info, state, 1);
  }

  /** Takes the pod off the node for the time being (victims). */
  forget(info: PodInfo, state: NodeState): void {
    this.#count(info, state, -1);
  }

  #setPod(change: Applied): void {
    const placed = this.#placed.get(change.key);
    const pod = change.after as Pod | null;
    if (placed !== undefined && pod !== null && isPlaced(pod) && sameForScheduling(placed.info.pod, pod)) {
      const info = { ...placed.info, pod };
      placed.state.replace(info);
      this.#placed.set(change.key, { info, state: placed.state });
      return;
    }
    if (placed !== undefined) {
      this.#count(placed.info, placed.state, -1);
      this.#placed.delete(change.key);
      this.#dropIfEmpty(placed.state);
    }
    if (pod !== null) this.#place(pod);
  }

  #place(pod: Pod): void {
    if (!isPlaced(pod)) return;
    const info = this.info(pod);
    const state = this.#stateOf(pod.spec.nodeName ?? '');
    this.#placed.set(keyOf(pod), { info, state });
    this.#count(info, state, 1);
  }

  #count(info: PodInfo, state: NodeState, times: 1 | -1): void {
    if (times === 1) state.add(info);
    else state.remove(info);
    this.#counts.add(info, state.slot, times);
    this.terms.add(info, state.slot, times);
  }

  #setNode(name: string, node: Node | null): void {
    const state = this.#stateOf(name);
    const before = state.node;
    this.tainted += (hasTaints(node) ? 1 : 0) - (hasTaints(before) ? 1 : 0);
    this.cordoned += (node?.spec?.unschedulable ? 1 : 0) - (before?.spec?.unschedulable ? 1 : 0);
    this.images.replace(before, node ?? undefined);
    state.setNode(node ?? undefined, this.resources);
    if (before === undefined || node === null || !equal(before.metadata.labels, node.metadata.labels)) {
      this.#order = undefined;
      this.#topologies.clear();
    }
    this.#dropIfEmpty(state);
  }

  #dropIfEmpty(state: NodeState): void {
    if (state.node === undefined && state.pods.size === 0) this.#states.delete(state.name);
  }

  #stateOf(name: string): NodeState {
    const known = this.#states.get(name);
    if (known !== undefined) return known;
    const slot = this.#slots++;
    if (this.#slots > this.#capacity) {
      this.#capacity = Math.max(64, this.#capacity * 2);
      this.#counts.grow(this.#capacity);
      this.terms.grow(this.#capacity);
    }
    const state = new NodeState(name, slot);
    this.#states.set(name, state);
    return state;
  }

  *#placedPods(): Iterable<readonly [PodInfo, number]> {
    for (const { info, state } of this.#placed.values()) yield [info, state.slot];
  }
}

/** Whether only the pod's status or its annotations changed. */
function sameForScheduling(a: Pod, b: Pod): boolean {
  return (
    a.spec === b.spec &&
    a.metadata.labels === b.metadata.labels &&
    a.metadata.deletionTimestamp === b.metadata.deletionTimestamp
  );
}

function hasTaints(node: ApiObject | null | undefined): boolean {
  return ((node as Node | null | undefined)?.spec?.taints ?? []).length > 0;
}
