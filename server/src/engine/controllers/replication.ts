import type { GroupKind, Key } from '../api/key.ts';
import { keyOf } from '../api/key.ts';
import type { ApiObject, Labels } from '../api/meta.ts';
import { controllerOf } from '../api/meta.ts';
import type { Pod } from '../api/pod.ts';
import { isActive, isReady } from '../api/pod.ts';
import { matcherOf } from '../api/selector.ts';
import { atLeast } from '../api/version.ts';
import type { ReplicaSet, ReplicaSetStatus, ReplicationController } from '../api/workloads.ts';
import type { StoreView } from '../store/view.ts';
import type { Millis } from '../time.ts';
import type { Context, Requeue, Watch } from './controller.ts';
import { own } from './controller.ts';
import { ownedWatch } from './ownedWatch.ts';
import { claim } from './ownership.ts';
import { isAvailable, untilNextAvailable } from './podAvailability.ts';
import { createPod, deletePod, podFromTemplate } from './podControl.ts';
import type { KeptCounts } from './replicaCounts.ts';
import { countsOf, isTerminating } from './replicaCounts.ts';
import { burstReplicas } from './slowStart.ts';
import { conditionOf, withCondition, withoutCondition } from './statusCondition.ts';
import type { RankOf } from './victims.ts';
import { victims } from './victims.ts';
import { isWorkload } from './workload.ts';

/** An object that keeps a number of equal pods. */
export type Replicated = ReplicaSet | ReplicationController;

/** What tells the kinds of replicated objects apart. */
export interface Replication {
  readonly kind: GroupKind;
  selects(owner: Replicated, labels: Labels | undefined): boolean;
  /** How crowded a pod's node is with pods of the same family (rule 5 of the ranking). */
  rankOf(owner: Replicated, view: StoreView): RankOf;
}

/** A batch-wise creation of pods under way: requests take their time, and the sync that began it looks at nothing else until it is done. */
interface Creation {
  readonly left: number;
  readonly batch: number;
  readonly due: Millis;
}

type Creations = Map<Key, Creation>;

/** What the controller remembers between wakes, by the key of the replicated object. */
export interface Replications {
  readonly creations: Creations;
  readonly counts: Map<Key, KeptCounts>;
}

/** What a controller knows when it starts: nothing. */
export function noReplications(): Replications {
  return { creations: new Map(), counts: new Map() };
}

/** The pods that an object keeps, as they were when its sync began. */
interface Family {
  /** Those that count as replicas, in order of creation; read before anything is written. */
  pods(): readonly Pod[];
  /** How long until the next of them becomes available; undefined when none is waiting for that. */
  readonly nextAvailable: Millis | undefined;
  readonly replicas: number;
  readonly ready: number;
  readonly available: number;
  readonly labelled: number;
  readonly terminating: number;
}

/** How long the requests of one batch take a control plane. */
const batchTime: Millis = 10;

/** Which changes wake a replicated object: its own, those of its pods, those of orphans it could adopt. */
export function replicationWatches({ kind, selects }: Replication, apiVersion: string): readonly Watch[] {
  const owners = {
    apiVersion,
    kind: kind.split('.')[0] ?? kind,
    selects: (owner: ApiObject, labels?: Labels) => selects(owner as Replicated, labels),
  };
  return [{ kind, keys: own }, ownedWatch('Pod', owners)];
}

/** One sync: claim the pods, create or delete the difference, write the status; follows kubernetes pkg/controller/replicaset syncReplicaSet. */
export function syncReplicated(
  replication: Replication,
  { creations, counts }: Replications,
  key: Key,
  context: Context,
): Requeue | undefined {
  const owner = context.view.get(key) as Replicated | undefined;
  if (owner === undefined || owner.metadata.deletionTimestamp !== undefined) creations.delete(key);
  if (owner === undefined) counts.delete(key);
  if (owner === undefined || !isWorkload(owner)) return undefined;
  const busy = (creations.get(key)?.due ?? 0) - context.now;
  if (busy > 0) return { after: busy };
  const family = countedFamily(counts, replication, owner, context) ?? claimedFamily(replication, owner, context);
  const error =
    owner.metadata.deletionTimestamp === undefined ? manage(replication, creations, owner, family, context) : undefined;
  if (creations.has(key)) return { after: batchTime };
  writeStatus(owner, family, error, context);
  if (error !== undefined) return { retry: true };
  return family.nextAvailable === undefined ? undefined : { after: family.nextAvailable };
}

/** The counts alone, where nobody is to be adopted or released: nothing is walked. */
function countedFamily(
  kept: Replications['counts'],
  replication: Replication,
  owner: Replicated,
  context: Context,
): Family | undefined {
  const { view } = context;
  const counts = countsOf(kept, owner, {
    list: (all) => familyPods(replication, owner, all),
    selects: (labels) => replication.selects(owner, labels),
  });
  const { orphans, strangers, replicas, ready, readySince, labelled, terminating } = counts.now(view);
  if (orphans > 0 || strangers > 0) return undefined;
  const pods = (): readonly Pod[] => familyPods(replication, owner, view).filter(isActive);
  return { pods, replicas, ready, ...availability(readySince, ready, owner, context), labelled, terminating };
}

/** The same as `isAvailable` and `untilNextAvailable` say of each pod. */
function availability(
  readySince: ReadonlyMap<number, number>,
  ready: number,
  owner: Replicated,
  { conditions, now }: Context,
): Pick<Family, 'available' | 'nextAvailable'> {
  const minReadySeconds = owner.spec.minReadySeconds ?? 0;
  if (minReadySeconds <= 0) return { available: ready, nextAvailable: undefined };
  let available = 0;
  let nextAvailable: Millis | undefined;
  for (const [since, pods] of readySince) {
    const wait = since - conditions.startTime + minReadySeconds * 1000 - now;
    if (wait <= 0) available += pods;
    else if (wait > 0) nextAvailable = Math.min(wait, nextAvailable ?? wait);
  }
  return { available, nextAvailable };
}

function claimedFamily(replication: Replication, owner: Replicated, context: Context): Family {
  const family = familyPods(replication, owner, context.view);
  const pods = claim(context, owner, family.filter(isActive), (pod) => replication.selects(owner, pod.metadata.labels));
  const minReadySeconds = owner.spec.minReadySeconds ?? 0;
  const isLabelled = matcherOf(owner.spec.template?.metadata?.labels);
  const ready = pods.filter(isReady);
  return {
    pods: () => pods,
    nextAvailable: untilNextAvailable(pods, minReadySeconds, context),
    replicas: pods.length,
    ready: ready.length,
    available:
      minReadySeconds <= 0 ? ready.length : ready.filter((pod) => isAvailable(pod, minReadySeconds, context)).length,
    labelled: pods.filter((pod) => isLabelled(pod.metadata.labels)).length,
    terminating: family.filter((pod) => isTerminating(pod) && controllerOf(pod)?.uid === owner.metadata.uid).length,
  };
}

/** The pods it owns and the orphans it may adopt, in order of creation. */
function familyPods(replication: Replication, owner: Replicated, view: StoreView): readonly Pod[] {
  const owned = view.controlledBy(owner.metadata.uid ?? '', 'Pod') as readonly Pod[];
  const wanted =
    (owner as ReplicaSet).spec.selector?.matchLabels ?? (owner as ReplicationController).spec.selector ?? {};
  const orphans = view
    .podsWithLabels(owner.metadata.namespace ?? '', wanted as Labels)
    .filter((pod) => controllerOf(pod) === undefined && replication.selects(owner, pod.metadata.labels));
  return orphans.length === 0 ? owned : [...owned, ...orphans];
}

function manage(
  replication: Replication,
  creations: Creations,
  owner: Replicated,
  family: Family,
  context: Context,
): string | undefined {
  const there = family.replicas;
  const missing = (owner.spec.replicas ?? 1) - there;
  const begun = creations.get(keyOf(owner));
  if (begun !== undefined) return createBatch(creations, owner, begun, there, context);
  if (missing > 0) {
    const creation = { left: Math.min(missing, burstReplicas), batch: 1, due: context.now };
    return createBatch(creations, owner, creation, there, context);
  }
  return missing < 0 ? deleteWorst(replication, owner, family.pods(), -missing, context) : undefined;
}

/** Creates 1, 2, 4, … pods, a batch at a time; the first batch with an error is the last. Follows slowStartBatch. */
function createBatch(
  creations: Creations,
  owner: Replicated,
  { left, batch }: Creation,
  there: number,
  context: Context,
): string | undefined {
  const { template } = owner.spec;
  if (template === undefined) return undefined;
  const pod = podFromTemplate(owner, template);
  const why = `${there} of ${owner.spec.replicas ?? 1} pods are there (spec.replicas)`;
  const size = Math.min(batch, left);
  let error: string | undefined;
  for (let made = 0; made < size; made++) error = createPod(context, owner, pod, why) ?? error;
  const key = keyOf(owner);
  if (error !== undefined || left === size) creations.delete(key);
  else creations.set(key, { left: left - size, batch: batch * 2, due: context.now + batchTime });
  return error;
}

function deleteWorst(
  replication: Replication,
  owner: Replicated,
  pods: readonly Pod[],
  surplus: number,
  context: Context,
): string | undefined {
  const why = `${pods.length} pods are there, ${pods.length - surplus} are wanted (spec.replicas)`;
  const worst = victims(pods, Math.min(surplus, burstReplicas), replication.rankOf(owner, context.view), context);
  let error: string | undefined;
  for (const { pod, tie } of worst) {
    if (tie !== undefined) context.assume(tie);
    error = deletePod(context, owner, pod, why) ?? error;
  }
  return error;
}

function writeStatus(owner: Replicated, family: Family, error: string | undefined, context: Context): void {
  const { terminatingReplicas: _, ...old } = owner.status ?? { replicas: 0 };
  const { replicas, ready, available, labelled, terminating } = family;
  const conditions = failureConditions(owner, replicas, error, context);
  const counted: ReplicaSetStatus = {
    ...old,
    replicas,
    fullyLabeledReplicas: labelled,
    readyReplicas: ready,
    availableReplicas: available,
    observedGeneration: owner.metadata.generation ?? 0,
    conditions,
  };
  const kept = Object.entries(counted).filter(
    ([name, value]) => name === 'replicas' || (value !== 0 && !(Array.isArray(value) && value.length === 0)),
  );
  const reportsTerminating = owner.kind === 'ReplicaSet' && atLeast(context.conditions.kubernetesVersion, '1.35');
  const status = { ...Object.fromEntries(kept), ...(reportsTerminating ? { terminatingReplicas: terminating } : {}) };
  context.api.updateStatus({ ...owner, status }, `${replicas} pods, ${ready} ready, ${available} available`);
}

function failureConditions(
  owner: Replicated,
  pods: number,
  error: string | undefined,
  context: Context,
): ReplicaSetStatus['conditions'] & {} {
  const conditions = owner.status?.conditions ?? [];
  if (error === undefined) return withoutCondition(conditions, 'ReplicaFailure');
  if (conditionOf(conditions, 'ReplicaFailure') !== undefined) return conditions;
  const reason = pods < (owner.spec.replicas ?? 1) ? 'FailedCreate' : 'FailedDelete';
  return withCondition(conditions, {
    type: 'ReplicaFailure',
    status: 'True',
    lastTransitionTime: context.timestamp(),
    reason,
    message: error,
  });
}
