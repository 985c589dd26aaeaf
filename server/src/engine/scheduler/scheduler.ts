import type { Key } from '../api/key.ts';
import type { Pod } from '../api/pod.ts';
import { atLeast, newestVersion } from '../api/version.ts';
import type { Context, Controller, Requeue, Watch } from '../controllers/controller.ts';
import type { Applied } from '../store/change.ts';
import type { StoreView } from '../store/view.ts';
import type { Millis } from '../time.ts';
import { bindPod, refusePod } from './binding.ts';
import { Cluster } from './cluster.ts';
import { NominatedPods } from './nominatedPods.ts';
import type { FilterPlugin, PostFilterResult } from './plugin.ts';
import { preempt } from './preemption.ts';
import type { Profile } from './profile.ts';
import type { QueuedPod } from './queue.ts';
import { SchedulingQueue, unschedulableTimeout } from './queue.ts';
import { defaultProfile } from './registry.ts';
import type { CycleOptions, Refusal, Rotation } from './scheduleOne.ts';
import { scheduleOne } from './scheduleOne.ts';

/** Virtual time that one cycle takes: pods that come together are placed one after the other. */
const cycleTime: Millis = 1;

/** How often pods whose back-off is over are let back (until 1.32). */
const backoffTick: Millis = 1000;

/** Kinds whose changes may make a waiting pod schedulable. */
const watchedKinds = [
  'Pod',
  'Node',
  'Namespace',
  'PersistentVolumeClaim',
  'PersistentVolume',
  'StorageClass.storage.k8s.io',
  'CSINode.storage.k8s.io',
];

/**
 * Gives pods their node. Its keys are those of pods: every pod that waits to be tried has a reconcile of its own coming, and each one
 * places the most important pod that waits. Follows kubernetes pkg/scheduler.
 */
export function scheduler(): Controller {
  return new Scheduler();
}

class Scheduler implements Controller {
  readonly name = 'default-scheduler';
  readonly watches: readonly Watch[] = watchedKinds.map((kind) => ({
    kind,
    keys: (change, view) => this.#observe(change, kind, view),
  }));
  readonly #queue = new SchedulingQueue();
  readonly #nominated = new NominatedPods();
  readonly #profiles: ReadonlyMap<string, Profile> = new Map([[defaultProfile.schedulerName, defaultProfile]]);
  readonly #rotation: Rotation = { start: 0 };
  #cluster: Cluster | undefined;
  /** When the next cycle can begin, after those that have a time set aside. */
  #free: Millis = 0;
  /** By pod, the time set aside for a cycle. */
  readonly #slots = new Map<Key, Millis>();

  reconcile(key: Key, context: Context): Requeue | undefined {
    const queued = this.#queue.get(key);
    if (queued === undefined || this.#cluster === undefined) return undefined;
    this.#cluster.version = context.conditions.kubernetesVersion;
    const wait = this.#wait(queued, context);
    if (wait !== undefined) return wait === 'forever' ? undefined : { after: wait };
    this.#slots.delete(key);
    this.#free = Math.max(this.#free, context.now + cycleTime);
    const next = this.#queue.pop();
    if (next !== undefined) this.#cycle(next, this.#cluster, context);
    // A more important pod took this one's turn, or it goes on waiting: in both cases it says when to look again.
    const again = this.#queue.get(key) === queued ? this.#wait(queued, context) : 'forever';
    return again === undefined || again === 'forever' ? undefined : { after: again };
  }

  /** How long until the pod can be tried; undefined: now. */
  #wait(queued: QueuedPod, { now, conditions }: Context): Millis | 'forever' | undefined {
    if (queued.state === 'gated') return 'forever';
    if (queued.state === 'unschedulable') {
      const flush = queued.since + unschedulableTimeout;
      if (now < flush) {
        if (queued.flushAt === flush) return 'forever';
        queued.flushAt = flush;
        return flush - now;
      }
      this.#queue.activate(queued);
    }
    if (queued.state === 'backoff') {
      const wait = this.#backoff(queued, now, atLeast(conditions.kubernetesVersion, '1.33'));
      if (wait > 0) return wait;
      this.#queue.activate(queued);
    }
    const slot = this.#slots.get(queued.key);
    if (slot === undefined && this.#free <= now) return undefined;
    if (slot !== undefined && slot <= now) return undefined;
    if (slot !== undefined) return 'forever';
    this.#slots.set(queued.key, this.#free);
    this.#free += cycleTime;
    return this.#free - cycleTime - now;
  }

  /** Since 1.33 a pod in back-off is tried as soon as no other waits (SchedulerPopFromBackoffQ). */
  #backoff(queued: QueuedPod, now: Millis, popsEarly: boolean): Millis {
    if (queued.backoffUntil <= now) return 0;
    if (!popsEarly) return Math.ceil(queued.backoffUntil / backoffTick) * backoffTick - now;
    return this.#queue.isIdle ? 0 : Math.min(queued.backoffUntil - now, Math.max(cycleTime, this.#free - now));
  }

  #cycle(queued: QueuedPod, cluster: Cluster, context: Context): void {
    const profile = this.#profiles.get(schedulerOf(queued.info.pod));
    if (profile === undefined) return;
    const options = { nominated: this.#nominated, random: context.random, rotation: this.#rotation, keepRaw: true };
    const outcome = scheduleOne(queued.info, cluster, profile, options);
    if (outcome.kind === 'placed') {
      bindPod(outcome, context);
      return;
    }
    this.#queue.refused(queued, rejectors(outcome), context.now);
    const result = outcome.total === 0 ? undefined : postFilter(outcome, cluster, options);
    if (result?.kind === 'preempt') {
      preempt(queued.info, result.choice, this.#nominated, context);
      refusePod(outcome, '', result.choice.node.name, context);
      return;
    }
    refusePod(outcome, result?.message ?? '', result?.clearNomination === true ? '' : undefined, context);
  }

  /** Keeps the picture of the cluster current and names the pods that are to be tried because of the change. */
  #observe(change: Applied, kind: string, view: StoreView): Iterable<Key> {
    this.#cluster ??= new Cluster(view, newestVersion);
    const cluster = this.#cluster;
    cluster.apply(change);
    const woken: Key[] = [];
    if (kind === 'Pod') woken.push(...this.#observePod(change, cluster));
    for (const queued of this.#queue.helpedBy(change, kind, cluster)) {
      this.#queue.backOff(queued);
      woken.push(queued.key);
    }
    return woken;
  }

  #observePod({ key, before, after }: Applied, cluster: Cluster): readonly Key[] {
    const pod = after as Pod | null;
    if (pod === null || !waits(pod) || !this.#profiles.has(schedulerOf(pod))) {
      this.#queue.delete(key);
      this.#nominated.delete(key);
      this.#slots.delete(key);
      return [];
    }
    const known = this.#queue.get(key);
    const info = cluster.info(pod);
    const node = pod.status?.nominatedNodeName;
    if (node) this.#nominated.set(info, node);
    else this.#nominated.delete(key);
    const queued = this.#queue.put(info);
    if (known === undefined) return [key];
    const old = before as Pod | null;
    if (old?.spec === pod.spec && old.metadata.labels === pod.metadata.labels) return [];
    if (queued.state === 'unschedulable') this.#queue.backOff(queued);
    return [key];
  }
}

function schedulerOf(pod: Pod): string {
  return pod.spec.schedulerName ?? defaultProfile.schedulerName;
}

/** The plugins that refused the pod, on any node. */
function rejectors({ profile, ready, refused }: Refusal): readonly FilterPlugin[] {
  const found = new Set<FilterPlugin>();
  for (const { plugin } of refused.values()) found.add(plugin);
  return profile.filters.filter((plugin) => found.has(plugin) || plugin.name === ready.rejection?.plugin);
}

/** What the first plugin that can do something does; otherwise what the last one says. */
function postFilter(refusal: Refusal, cluster: Cluster, options: CycleOptions): PostFilterResult | undefined {
  let result: PostFilterResult | undefined;
  for (const plugin of refusal.profile.postFilters) {
    result = plugin.afterRefusal(refusal, cluster, options);
    if (result.kind === 'preempt') return result;
  }
  return result;
}

function waits(pod: Pod): boolean {
  return (
    !pod.spec.nodeName &&
    pod.metadata.deletionTimestamp === undefined &&
    pod.status?.phase !== 'Succeeded' &&
    pod.status?.phase !== 'Failed'
  );
}
