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

/** What the controller remembers between wakes, by the key of the replicated object. */
export type Creations = Map<Key, Creation>;

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
  creations: Creations,
  key: Key,
  context: Context,
): Requeue | undefined {
  const owner = context.view.get(key) as Replicated | undefined;
  if (owner === undefined || owner.metadata.deletionTimestamp !== undefined) creations.delete(key);
  if (owner === undefined || !isWorkload(owner)) return undefined;
  const busy = (creations.get(key)?.due ?? 0) - context.now;
  if (busy > 0) return { after: busy };
  const family = familyPods(replication, owner, context.view);
  const pods = claim(context, owner, family.filter(isActive), (pod) => replication.selects(owner, pod.metadata.labels));
  const error =
    owner.metadata.deletionTimestamp === undefined ? manage(replication, creations, owner, pods, context) : undefined;
  if (creations.has(key)) return { after: batchTime };
  const terminating = family.filter(
    (pod) => isTerminating(pod) && controllerOf(pod)?.uid === owner.metadata.uid,
  ).length;
  writeStatus(owner, pods, terminating, error, context);
  if (error !== undefined) return { retry: true };
  const wait = untilNextAvailable(pods, owner.spec.minReadySeconds ?? 0, context);
  return wait === undefined ? undefined : { after: wait };
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
  pods: readonly Pod[],
  context: Context,
): string | undefined {
  const missing = (owner.spec.replicas ?? 1) - pods.length;
  const begun = creations.get(keyOf(owner));
  if (begun !== undefined) return createBatch(creations, owner, begun, pods.length, context);
  if (missing > 0) {
    const creation = { left: Math.min(missing, burstReplicas), batch: 1, due: context.now };
    return createBatch(creations, owner, creation, pods.length, context);
  }
  return missing < 0 ? deleteWorst(replication, owner, pods, -missing, context) : undefined;
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

function writeStatus(
  owner: Replicated,
  pods: readonly Pod[],
  terminating: number,
  error: string | undefined,
  context: Context,
): void {
  const { terminatingReplicas: _, ...old } = owner.status ?? { replicas: 0 };
  const labels = owner.spec.template?.metadata?.labels;
  const minReadySeconds = owner.spec.minReadySeconds ?? 0;
  const isLabelled = matcherOf(labels);
  let [ready, available, labelled] = [0, 0, 0];
  for (const pod of pods) {
    if (isLabelled(pod.metadata.labels)) labelled++;
    if (!isReady(pod)) continue;
    ready++;
    if (minReadySeconds <= 0 || isAvailable(pod, minReadySeconds, context)) available++;
  }
  const conditions = failureConditions(owner, pods.length, error, context);
  const counted: ReplicaSetStatus = {
    ...old,
    replicas: pods.length,
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
  context.api.updateStatus({ ...owner, status }, `${pods.length} pods, ${ready} ready, ${available} available`);
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

function isTerminating(pod: Pod): boolean {
  return (
    pod.metadata.deletionTimestamp !== undefined && pod.status?.phase !== 'Succeeded' && pod.status?.phase !== 'Failed'
  );
}
