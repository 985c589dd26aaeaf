import type { ApiObject } from './api/meta.ts';
import type { Node } from './api/node.ts';
import type { ResourceList } from './api/pod.ts';
import type { KubernetesVersion } from './api/version.ts';
import type { Bounds } from './clock/bounds.ts';
import type { Millis } from './time.ts';

/** What a run starts from: the cluster, what is assumed of machines and images, and the seed. All values are data; nothing is read from outside. */
export interface World {
  readonly kubernetesVersion: KubernetesVersion;
  readonly seed: number;
  /** Unix milliseconds at virtual time 0. */
  readonly startTime: Millis;
  readonly nodes: readonly Node[];
  /** Objects that stand before anything happens (a cluster dump). */
  readonly objects: readonly ApiObject[];
  readonly admission: Admission;
  readonly timing: Timing;
  readonly images: readonly ImageBehaviour[];
  /** Whether a cloud gives LoadBalancer Services an address. */
  readonly loadBalancer?: boolean;
  /** CPU use by workload for HorizontalPodAutoscalers; without it there is no metrics source. */
  readonly loads?: readonly LoadCurve[];
  /** Where a run ends that does not come to rest, if not at the usual bounds. */
  readonly bounds?: Partial<Bounds>;
}

/** Which admission plugins judge requests. */
export interface Admission {
  readonly quota: boolean;
  readonly limitRange: boolean;
  readonly priority: boolean;
  readonly defaultTolerations: boolean;
  readonly serviceAccount: boolean;
  readonly podSecurity: boolean;
}

/** The kubelet model, `timing` in docs/scenario.md; all in milliseconds of virtual time. */
export interface Timing {
  readonly sandbox: Millis;
  readonly imagePull: Millis;
  readonly imageCheck: Millis;
  readonly start: Millis;
  readonly ready: Millis;
  readonly stagger: Millis;
  readonly terminate: Millis;
  readonly restart: Millis;
  readonly restartBackoff: Millis;
  readonly watchLatency: Millis;
}

/** How containers of matching images behave; the first match in the list wins. `match` is a glob over the image as written. */
export interface ImageBehaviour {
  readonly match: string;
  readonly pull?: 'fails';
  /** `never`, or the delay Running → Ready. */
  readonly ready?: 'never' | Millis;
  /** What single probes find, whatever `ready` says of the application. */
  readonly probes?: { readonly [kind in 'startup' | 'readiness' | 'liveness']?: 'fails' | 'succeeds' };
  readonly exits?: { readonly after: Millis; readonly code: number; readonly from: 'ready' | 'running' };
  readonly sandbox?: Millis;
  readonly imagePull?: Millis;
  readonly imageCheck?: Millis;
  readonly start?: Millis;
  readonly terminate?: Millis;
  readonly restart?: Millis;
}

/** Load of one workload over time, linear between its points: `cpu` in milli-cores summed over all its pods. */
export interface LoadCurve {
  readonly target: { readonly kind: string; readonly name: string; readonly namespace?: string };
  readonly points: readonly { readonly at: Millis; readonly cpu: number; readonly memory?: number }[];
}

/** Containers start and get ready in 0.6 s each, and images are there. */
export const defaultTiming: Timing = {
  sandbox: 0,
  imagePull: 0,
  imageCheck: 0,
  start: 600,
  ready: 600,
  stagger: 200,
  terminate: 800,
  restart: 0,
  restartBackoff: 10_000,
  watchLatency: 5,
};

/** All but those that would add a volume to every pod. */
export const defaultAdmission: Admission = {
  quota: true,
  limitRange: true,
  priority: true,
  defaultTolerations: true,
  serviceAccount: false,
  podSecurity: true,
};

/** 2026-01-01T00:00:00Z. */
export const defaultStartTime: Millis = 1_767_225_600_000;

/** Of a node that says nothing else. */
export const defaultCapacity: ResourceList = { cpu: '4', memory: '16Gi', pods: 110, 'ephemeral-storage': '100Gi' };

/** A ready Node as its kubelet would have registered it. */
export function nodeOf(node: {
  readonly name: string;
  readonly capacity?: ResourceList;
  readonly labels?: Readonly<Record<string, string>>;
  readonly taints?: Node['spec']['taints'];
  readonly zone?: string;
  readonly region?: string;
}): Node {
  const capacity = { ...defaultCapacity, ...node.capacity };
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name: node.name,
      labels: {
        'beta.kubernetes.io/arch': 'amd64',
        'beta.kubernetes.io/os': 'linux',
        'kubernetes.io/arch': 'amd64',
        'kubernetes.io/hostname': node.name,
        'kubernetes.io/os': 'linux',
        ...(node.zone === undefined ? {} : { 'topology.kubernetes.io/zone': node.zone }),
        ...(node.region === undefined ? {} : { 'topology.kubernetes.io/region': node.region }),
        ...node.labels,
      },
    },
    spec: { ...(node.taints === undefined ? {} : { taints: node.taints }) },
    status: { capacity, allocatable: capacity },
  };
}

/** So many equal nodes: `n1`, `n2`, … */
export function equalNodes(count: number): readonly Node[] {
  return Array.from({ length: count }, (_, index) => nodeOf({ name: `n${index + 1}` }));
}

/** The default world: three equal nodes, newest version, seed 1. */
export function defaultWorld(): World {
  return {
    kubernetesVersion: '1.36',
    seed: 1,
    startTime: defaultStartTime,
    nodes: equalNodes(3),
    objects: [],
    admission: defaultAdmission,
    timing: defaultTiming,
    images: [],
  };
}
