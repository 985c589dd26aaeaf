import type { Key } from '../api/key.ts';
import type { Labels } from '../api/meta.ts';
import type { Node, Taint } from '../api/node.ts';
import type { HostPort, PodInfo } from './podInfo.ts';
import type { Amounts, ResourceNames } from './resources.ts';
import { addTo, cpu, memory } from './resources.ts';

/** One node with what is taken of it; kept current as pods come and go. Follows kubernetes framework.NodeInfo. */
export class NodeState {
  readonly name: string;
  /** Its place in arrays that hold something for each node. */
  readonly slot: number;
  /** Undefined while pods name a node that does not exist (any more). */
  node: Node | undefined;
  labels: Labels = {};
  taints: readonly Taint[] = [];
  unschedulable = false;
  allocatable: Amounts = [0, 0, 0];
  allowedPods = 0;
  readonly requested: Amounts = [0, 0, 0];
  nonZeroCpu = 0;
  nonZeroMemory = 0;
  readonly pods: Map<Key, PodInfo> = new Map();
  /** Host ports in use: `TCP/80` → address → number of pods. */
  readonly ports: Map<string, Map<string, number>> = new Map();

  constructor(name: string, slot: number) {
    this.name = name;
    this.slot = slot;
  }

  setNode(node: Node | undefined, names: ResourceNames): void {
    this.node = node;
    this.labels = node?.metadata.labels ?? {};
    this.taints = node?.spec?.taints ?? [];
    this.unschedulable = node?.spec?.unschedulable === true;
    const allocatable = node?.status?.allocatable;
    this.allocatable = names.amounts(allocatable);
    this.allowedPods = names.amount('pods', allocatable?.['pods']);
  }

  add(pod: PodInfo): void {
    this.pods.set(pod.key, pod);
    this.#count(pod, 1);
  }

  remove(pod: PodInfo): void {
    if (this.pods.delete(pod.key)) this.#count(pod, -1);
  }

  /** The same pod with other labels or state, but equal requests and ports. */
  replace(pod: PodInfo): void {
    this.pods.set(pod.key, pod);
  }

  /** Whether a pod with this host port could be added: 0.0.0.0 collides with every address. */
  portIsFree({ protocol, ip, port }: HostPort): boolean {
    const used = this.ports.get(`${protocol}/${port}`);
    if (used === undefined || used.size === 0) return true;
    return ip === anyAddress ? false : !used.has(anyAddress) && !used.has(ip);
  }

  #count(pod: PodInfo, times: 1 | -1): void {
    addTo(this.requested, pod.requests, times);
    this.nonZeroCpu += times * (pod.nonZeroRequests[cpu] ?? 0);
    this.nonZeroMemory += times * (pod.nonZeroRequests[memory] ?? 0);
    for (const port of pod.hostPorts) this.#countPort(port, times);
  }

  #countPort({ protocol, ip, port }: HostPort, times: 1 | -1): void {
    const name = `${protocol}/${port}`;
    const used = this.ports.get(name) ?? new Map<string, number>();
    const count = (used.get(ip) ?? 0) + times;
    if (count > 0) used.set(ip, count);
    else used.delete(ip);
    if (used.size > 0) this.ports.set(name, used);
    else this.ports.delete(name);
  }
}

const anyAddress = '0.0.0.0';
