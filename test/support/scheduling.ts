import type { ApiObject, Labels } from '#engine/api/meta.ts';
import type { Node, Taint } from '#engine/api/node.ts';
import type { Container, Pod, PodSpec, PodStatus, ResourceList } from '#engine/api/pod.ts';
import type { KubernetesVersion } from '#engine/api/version.ts';
import { randomStream } from '#engine/random.ts';
import { Cluster } from '#engine/scheduler/cluster.ts';
import { NominatedPods } from '#engine/scheduler/nominatedPods.ts';
import type { FilterPlugin, ScorePlugin } from '#engine/scheduler/plugin.ts';
import type { CycleOptions } from '#engine/scheduler/scheduleOne.ts';
import { ScoreArrays } from '#engine/scheduler/scoredNodes.ts';
import { Store } from '#engine/store/store.ts';
import { nodeOf } from '#engine/world.ts';

export interface NodeWish {
  readonly capacity?: ResourceList;
  readonly labels?: Labels;
  readonly taints?: readonly Taint[];
  readonly cordoned?: true;
  readonly images?: readonly { readonly names: readonly string[]; readonly sizeBytes?: number }[];
}

/** A node with these labels only, besides its host name. */
export function node(name: string, wish: NodeWish = {}): Node {
  const base = nodeOf({ name, ...(wish.capacity === undefined ? {} : { capacity: wish.capacity }) });
  return {
    ...base,
    metadata: { name, labels: { 'kubernetes.io/hostname': name, ...wish.labels } },
    spec: {
      ...(wish.taints === undefined ? {} : { taints: wish.taints }),
      ...(wish.cordoned === true ? { unschedulable: true } : {}),
    },
    status: { ...base.status, ...(wish.images === undefined ? {} : { images: wish.images }) },
  };
}

export interface PodWish {
  readonly on?: string;
  readonly namespace?: string;
  readonly labels?: Labels;
  readonly asks?: ResourceList;
  readonly container?: Partial<Container>;
  readonly terminating?: true;
  readonly status?: PodStatus;
  readonly owner?: { readonly apiVersion: string; readonly kind: string; readonly name: string };
  readonly spec?: Partial<PodSpec>;
}

export function pod(name: string, wish: PodWish = {}): Pod {
  const { asks, container, on, namespace = 'default', labels, terminating, status, owner, spec } = wish;
  const resources = asks === undefined ? {} : { resources: { requests: asks } };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace,
      uid: `uid-${name}`,
      ...(labels === undefined ? {} : { labels }),
      ...(terminating === true ? { deletionTimestamp: '2026-01-01T00:00:30Z' } : {}),
      ...(owner === undefined ? {} : { ownerReferences: [{ ...owner, uid: 'uid-owner', controller: true }] }),
    },
    spec: {
      containers: [{ name: 'c', image: 'good:v1', ...resources, ...container }],
      ...(on === undefined ? {} : { nodeName: on }),
      ...spec,
    },
    ...(status === undefined ? {} : { status }),
  };
}

/** A cluster with these objects: nodes, pods, services, claims … */
export function clusterWith(objects: readonly ApiObject[], version: KubernetesVersion = '1.36'): Cluster {
  const store = new Store();
  for (const object of objects) {
    const group = object.apiVersion.includes('/') ? `.${object.apiVersion.split('/')[0]}` : '';
    const key = `${object.kind}${group}/${object.metadata.namespace ?? ''}/${object.metadata.name}`;
    store.apply({ kind: 'applied', verb: 'create', key, before: null, after: object });
  }
  return Cluster.of(store, version);
}

/** What the filter says of each node: `n1 fits, n2: reason; reason (preemption helps)`; or why it refuses the pod, or `skipped`. */
export function checkFilter(plugin: FilterPlugin, incoming: Pod, cluster: Cluster): string {
  const filter = plugin.filterFor(cluster.info(incoming), cluster);
  if (filter.kind === 'skip') return 'skipped';
  if (filter.kind === 'rejection') return `refused: ${filter.reason.text}`;
  return cluster.nodes
    .map((state) => {
      const verdict = filter.verdict(state);
      if (verdict.fits) return `${state.name} fits`;
      const helps = verdict.preemptionHelps ? ' (preemption helps)' : '';
      return `${state.name}: ${verdict.reasons.map(({ text }) => text).join('; ')}${helps}`;
    })
    .join(', ');
}

/** The names of the nodes that pass. */
export function fitting(plugin: FilterPlugin, incoming: Pod, cluster: Cluster): string {
  const filter = plugin.filterFor(cluster.info(incoming), cluster);
  if (filter.kind !== 'check') return filter.kind;
  return cluster.nodes.flatMap((state) => (filter.verdict(state).fits ? state.name : [])).join(' ');
}

/** The normalised scores: `n1=100 n2=50`. */
export function checkScore(plugin: ScorePlugin, incoming: Pod, cluster: Cluster, only?: readonly string[]): string {
  const nodes = cluster.nodes.filter(({ name }) => only?.includes(name) ?? true);
  const score = plugin.scoreFor(cluster.info(incoming), cluster, nodes);
  if (score === undefined) return 'skipped';
  const scores = Float64Array.from(nodes, (state) => score.score(state));
  score.normalise?.(scores, nodes);
  return nodes.map(({ name }, index) => `${name}=${scores[index]}`).join(' ');
}

export function cycleOptions(seed = 1): CycleOptions {
  return {
    nominated: new NominatedPods(),
    random: randomStream(seed, 'test'),
    rotation: { start: 0 },
    arrays: new ScoreArrays(),
  };
}
