import type { Container } from '../api/pod.ts';
import type { Millis } from '../time.ts';
import type { Backoff } from './backoff.ts';
import type { ProbeMemory } from './probes.ts';
import type { Pull } from './pulls.ts';

/** Where a container stands; `stages.ts` says how one leads to the next. */
export type StageName =
  | 'waiting'
  | 'pulling'
  | 'pullFailed'
  | 'pullBackOff'
  | 'blocked'
  | 'configError'
  | 'starting'
  | 'running'
  | 'stopping'
  | 'restarting'
  | 'backOff'
  | 'done';

export interface Exit {
  readonly code: number;
  readonly reason: string;
  readonly startedAt: Millis;
  readonly finishedAt: Millis;
  readonly id: number;
}

/** What the kubelet and the container runtime remember of one container of a pod. */
export interface ContainerRun {
  readonly name: string;
  readonly role: 'init' | 'sidecar' | 'main';
  image: string;
  stage: StageName;
  /** When the stage began. */
  since: Millis;
  /** How often it has been started. */
  starts: number;
  startedAt: Millis;
  /** The startup probe succeeded, or there is none. */
  started: boolean;
  ready: boolean;
  readySince: Millis;
  /** The moment that the stagger queue gave it to become Ready. */
  slot: Millis | undefined;
  /** The code with which somebody ended its process. */
  ended: number | undefined;
  /** How it ended, while it is not running. */
  exit: Exit | undefined;
  /** How the run before this one ended. */
  last: Exit | undefined;
  /** Why it waits, where the stage's name does not say it. */
  problem: { readonly reason: string; readonly message: string } | undefined;
  /** Why it is being stopped. */
  stopFor: 'livenessProbe' | 'startupProbe' | 'pod' | 'image' | undefined;
  /** The pull that it waits for; undefined where the image is there, or does not come. */
  pull: Pull | undefined;
  readonly restarts: Backoff;
  readonly pulls: Backoff;
  readonly probes: ProbeMemory;
}

/** What the kubelet remembers of one pod. */
export interface PodRun {
  readonly uid: string;
  /** When the kubelet first synced the pod. */
  readonly syncedAt: Millis;
  readonly containers: ContainerRun[];
  /** Not looked at yet, or found to fit on the node. */
  phase: 'new' | 'admitted';
  podIP: string | undefined;
  /** The sandbox and its network stand and were reported. */
  sandboxReported: boolean;
  /** Volumes are mounted. */
  mounted: boolean;
  mountAttempts: number;
  /** The pod as a whole ended: refused at admission or past its deadline. */
  failed: { readonly reason: string; readonly message: string } | undefined;
  terminatingSince: Millis | undefined;
  endsAt: Millis | undefined;
  /** The kubelet's part of the status as it was last written, to leave alone what a user patched since. */
  written: unknown;
}

/** The containers of a role that the kubelet waits for when it asks whether the pod is done or ready. */
export function mains(run: PodRun): readonly ContainerRun[] {
  return run.containers.filter((container) => container.role === 'main');
}

export function isUp(container: ContainerRun): boolean {
  return container.stage === 'running' || container.stage === 'stopping';
}

export function roleOf(container: Container, init: boolean): ContainerRun['role'] {
  if (!init) return 'main';
  return container.restartPolicy === 'Always' ? 'sidecar' : 'init';
}
