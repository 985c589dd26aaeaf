import type { Key } from '../api/key.ts';
import type { Pod } from '../api/pod.ts';
import { atLeast, newestVersion } from '../api/version.ts';
import type { Context, Controller, Requeue, Watch } from '../controllers/controller.ts';
import type { Applied } from '../store/change.ts';
import type { StoreView } from '../store/view.ts';
import type { Millis } from '../time.ts';
import { Cluster } from './cluster.ts';
import { bindPod, CycleState, runCycle } from './cycle.ts';
import { NominatedPods } from './nominatedPods.ts';
import { PendingBindings } from './pendingBindings.ts';
import { prioritySort } from './plugins/prioritySort/prioritySort.ts';
import type { Profile } from './profile.ts';
import { defaultSchedulerName, profilesOf } from './profile.ts';
import type { QueuedPod } from './queue.ts';
import { SchedulingQueue, unschedulableTimeout } from './queue.ts';
import type { Rotation } from './scheduleOne.ts';
import { ScoreArrays } from './scoredNodes.ts';

/** Virtual time that one cycle takes: pods that come together are placed one after the other. */
const cycleTime: Millis = 1;

/** How often pods whose back-off is over are let back (until 1.32). */
const backoffTick: Millis = 1000;

/** How often a pod that waits for its volumes is looked at. */
const bindingTick: Millis = 1000;

const configurationKind = 'KubeSchedulerConfiguration.kubescheduler.config.k8s.io';

/** Kinds whose changes may make a waiting pod schedulable, or change the rules. */
const watchedKinds = [
  'Pod',
  'Node',
  'Namespace',
  'PersistentVolumeClaim',
  'PersistentVolume',
  'StorageClass.storage.k8s.io',
  'CSINode.storage.k8s.io',
  'CSIDriver.storage.k8s.io',
  'CSIStorageCapacity.storage.k8s.io',
  configurationKind,
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
  readonly #queue = new SchedulingQueue(prioritySort);
  readonly #nominated = new NominatedPods();
  readonly #bindings = new PendingBindings();
  readonly #rotation: Rotation = { start: 0 };
  readonly #arrays = new ScoreArrays();
  readonly #state = new CycleState();
  #profiles: ReadonlyMap<string, Profile> = profilesOf();
  #cluster: Cluster | undefined;
  /** When the next cycle can begin, after those that have a time set aside. */
  #free: Millis = 0;
  /** By pod, the time set aside for a cycle. */
  readonly #slots = new Map<Key, Millis>();

  reconcile(key: Key, context: Context): Requeue | undefined {
    const queued = this.#queue.get(key);
    if (queued === undefined || this.#cluster === undefined) return undefined;
    this.#cluster.version = context.conditions.kubernetesVersion;
    if (queued.state === 'binding') return this.#finishBinding(queued, this.#cluster, context);
    const wait = this.#wait(queued, context);
    if (wait !== undefined) return wait === 'forever' ? undefined : { after: wait };
    this.#slots.delete(key);
    this.#free = Math.max(this.#free, context.now + cycleTime);
    const next = this.#queue.pop();
    if (next !== undefined) this.#cycle(next, this.#cluster, context);
    // A more important pod took this one's turn, or it goes on waiting: in both cases it says when to look again.
    if (this.#queue.get(key) !== queued) return undefined;
    const again = this.#wait(queued, context) ?? cycleTime;
    return again === 'forever' ? undefined : { after: again };
  }

  /** How long until the pod can be tried; undefined: now. */
  #wait(queued: QueuedPod, { now, conditions }: Context): Millis | 'forever' | undefined {
    if (queued.state === 'gated' || queued.state === 'binding') return 'forever';
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
    if (slot !== undefined) return slot <= now ? undefined : 'forever';
    if (this.#free <= now) return undefined;
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
    const options = {
      nominated: this.#nominated,
      random: context.random,
      rotation: this.#rotation,
      arrays: this.#arrays,
    };
    const result = runCycle(queued.info, profile, cluster, this.#nominated, options, this.#state, context);
    if (result.kind === 'refused') this.#queue.refused(queued, result.rejectors, context.now);
    if (result.kind !== 'binding') return;
    this.#queue.binding(queued);
    this.#nominated.delete(queued.key);
    this.#bindings.begin({ ...result, pod: queued.info, since: context.now }, cluster);
  }

  /** The pod's volumes may be bound now. Follows kubernetes volumebinding BindPodVolumes: it looks once a second. */
  #finishBinding(queued: QueuedPod, cluster: Cluster, context: Context): Requeue | undefined {
    const pending = this.#bindings.get(queued.key);
    if (pending === undefined || !pending.preBinds.every(({ isDone }) => isDone(context.view))) return undefined;
    const sinceTick = (context.now - pending.since) % bindingTick;
    if (sinceTick > 0) return { after: bindingTick - sinceTick };
    this.#bindings.end(queued.key, cluster);
    bindPod(queued.info, pending.node, pending.profile, 'its volumes are bound', context);
    return undefined;
  }

  /** Keeps the picture of the cluster current and names the pods that are to be tried because of the change. */
  #observe(change: Applied, kind: string, view: StoreView): Iterable<Key> {
    this.#cluster ??= new Cluster(view, newestVersion);
    const cluster = this.#cluster;
    if (kind === configurationKind) this.#profiles = profilesOf(change.after ?? undefined);
    const seen = kind === 'Pod' ? this.#asPlaced(change, cluster) : change;
    cluster.apply(change);
    const woken: Key[] = [...this.#bindings.waitingFor(change.key)];
    if (kind === 'Pod') woken.push(...this.#observePod(change, cluster));
    for (const queued of this.#queue.helpedBy(seen, kind, cluster)) {
      this.#queue.backOff(queued);
      woken.push(queued.key);
    }
    return woken;
  }

  /** A pod that waited for its volumes is bound or gone: for the others it was on its node already. */
  #asPlaced(change: Applied, cluster: Cluster): Applied {
    const pending = this.#bindings.get(change.key);
    if (pending === undefined || waits(change.after as Pod | null)) return change;
    this.#bindings.end(change.key, cluster);
    const { pod } = pending.pod;
    return { ...change, before: { ...pod, spec: { ...pod.spec, nodeName: pending.node.name } } };
  }

  #observePod({ key, before, after }: Applied, cluster: Cluster): readonly Key[] {
    const pod = after as Pod | null;
    const profile = pod === null ? undefined : this.#profiles.get(schedulerOf(pod));
    if (pod === null || !waits(pod) || profile === undefined) {
      this.#forget(key);
      return [];
    }
    const known = this.#queue.get(key);
    const info = cluster.info(pod);
    const node = pod.status?.nominatedNodeName;
    if (node && known?.state !== 'binding') this.#nominated.set(info, node);
    else this.#nominated.delete(key);
    const gated = profile.preEnqueues.some((plugin) => plugin.whyGated(info) !== undefined);
    const queued = this.#queue.put(info, gated);
    if (known === undefined) return gated ? [] : [key];
    const old = before as Pod | null;
    if (old?.spec === pod.spec && old.metadata.labels === pod.metadata.labels) return [];
    if (queued.state === 'unschedulable') this.#queue.backOff(queued);
    return [key];
  }

  #forget(key: Key): void {
    this.#queue.delete(key);
    this.#nominated.delete(key);
    this.#slots.delete(key);
    this.#state.said.delete(key);
  }
}

function schedulerOf(pod: Pod): string {
  return pod.spec?.schedulerName || defaultSchedulerName;
}

function waits(pod: Pod | null): boolean {
  return (
    // A saved cluster may hold anything: what is no pod waits for nothing.
    pod?.spec !== undefined &&
    !pod.spec.nodeName &&
    pod.metadata.deletionTimestamp === undefined &&
    pod.status?.phase !== 'Succeeded' &&
    pod.status?.phase !== 'Failed'
  );
}
