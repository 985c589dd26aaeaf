import { keyOf } from '../../api/key.ts';
import type { Pod } from '../../api/pod.ts';
import type { StatefulSet } from '../../api/workloads.ts';
import type { Context } from '../controller.ts';
import { templateOf } from '../controllerRevision.ts';
import { slowStart } from '../slowStart.ts';
import { createClaims, followRetention, hasStaleClaim } from './claims.ts';
import { hasIdentity, podOf, revisionOf, withIdentity } from './identity.ts';
import type { Members, Slot } from './members.ts';
import { isHealthy, isRunningAndAvailable, isTerminating, startOf } from './members.ts';
import type { Revisions } from './revisions.ts';

/** One pass over the pods of a set. */
export interface Pass {
  readonly context: Context;
  readonly set: StatefulSet;
  readonly revisions: Revisions;
  readonly members: Members;
}

/** What a step ends with: the pass goes on, it ends here, or a request failed. */
export type Step = 'on' | 'end' | { readonly error: string };

/** Creates, then removes, then replaces pods, one at a time unless the set is Parallel; follows updateStatefulSet and what it calls. */
export function updatePods(pass: Pass): Step {
  const { set, members } = pass;
  const kept = each(pass, members.slots, (slot) => keepSlot(pass, slot));
  if (kept !== 'on') return kept;
  const removed = each(pass, members.condemned, (pod) => condemn(pass, pod));
  if (removed !== 'on') return removed;
  return set.spec.updateStrategy?.type === 'OnDelete' ? 'on' : replaceOne(pass);
}

function isMonotonic({ spec }: StatefulSet): boolean {
  return spec.podManagementPolicy !== 'Parallel';
}

/** In order to the first that stops; all at once, in growing batches, for a Parallel set. */
function each<T>(pass: Pass, items: readonly T[], act: (item: T) => Step): Step {
  if (isMonotonic(pass.set)) {
    for (const item of items) {
      const step = act(item);
      if (step !== 'on') return step;
    }
    return 'on';
  }
  let ended = false;
  const error = slowStart(items.length, (index) => {
    const item = items[index];
    const step = item === undefined ? 'on' : act(item);
    ended ||= step === 'end';
    return typeof step === 'object' ? step.error : undefined;
  });
  if (error !== undefined) return { error };
  return ended ? 'end' : 'on';
}

function keepSlot(pass: Pass, slot: Slot): Step {
  const { context, set } = pass;
  const { pod } = slot;
  const monotonic = isMonotonic(set);
  if (pod === undefined) return createPod(pass, slot.ordinal);
  if (pod.status?.phase === 'Failed' || pod.status?.phase === 'Succeeded') return recreate(pass, pod);
  if (pod.status?.phase === 'Pending') {
    const error = createClaims(context, set, pod);
    if (error !== undefined) return { error };
  }
  if (monotonic && (isTerminating(pod) || !isRunningAndAvailable(set, pod, context))) return 'end';
  followRetention(context, set, pod);
  if (hasIdentity(set, pod, slot.ordinal)) return 'on';
  return record(
    pass,
    'update',
    pod,
    context.api.update(withIdentity(set, pod, slot.ordinal), 'its name, labels and volumes are those of its ordinal'),
  );
}

function createPod(pass: Pass, ordinal: number): Step {
  const { context, set } = pass;
  if (hasStaleClaim(context, set, ordinal)) return 'end';
  const pod = newPod(pass, ordinal);
  const error = createClaims(context, set, pod);
  if (error !== undefined) {
    const what = `create Pod ${pod.metadata.name} in StatefulSet ${set.metadata.name} failed error: ${error}`;
    context.api.event(set, 'Warning', 'FailedCreate', what);
    return { error };
  }
  const outcome = context.api.create(pod, `ordinal ${ordinal} has no pod`);
  if (outcome.kind === 'rejected' && outcome.status.reason === 'AlreadyExists')
    return { error: outcome.status.message };
  const step = record(pass, 'create', pod, outcome);
  if (outcome.kind === 'applied') followRetention(context, set, outcome.after as Pod);
  return step === 'on' && isMonotonic(set) ? 'end' : step;
}

/** Below the partition a pod comes back at the revision it had; follows newVersionedStatefulSetPod. */
function newPod({ context: _, set, revisions }: Pass, ordinal: number): Pod {
  const { type = 'RollingUpdate', rollingUpdate } = set.spec.updateStrategy ?? {};
  const first = startOf(set);
  const old =
    rollingUpdate === undefined
      ? type === 'RollingUpdate' && ordinal < first + (set.status?.currentReplicas ?? 0)
      : ordinal < first + (rollingUpdate.partition ?? 0);
  const revision = old ? revisions.current : revisions.update;
  return podOf(set, ordinal, templateOf(revision), revision.metadata.name);
}

function recreate(pass: Pass, pod: Pod): Step {
  const { context, set } = pass;
  const { namespace, name } = set.metadata;
  if (!isTerminating(pod)) {
    const failed = pod.status?.phase === 'Failed';
    const what = `StatefulSet ${namespace}/${name} is recreating ${failed ? 'failed' : 'terminated'} Pod ${pod.metadata.name}`;
    if (failed) context.api.event(set, 'Warning', 'RecreatingFailedPod', what);
    else context.api.event(set, 'Normal', 'RecreatingTerminatedPod', what);
    const step = deletePod(
      pass,
      pod,
      `it has ${failed ? 'failed' : 'ended'}, and a StatefulSet keeps its pods running`,
    );
    if (step !== 'on') return step;
  }
  return 'end';
}

/** A pod beyond the replicas goes, the highest first; one that is not healthy holds the others up unless it is the first of those. */
function condemn(pass: Pass, pod: Pod): Step {
  const { context, set, members } = pass;
  const monotonic = isMonotonic(set);
  if (isTerminating(pod)) return monotonic ? 'end' : 'on';
  if (monotonic && !isRunningAndAvailable(set, pod, context) && pod !== firstUnhealthy(pass)) return 'end';
  followRetention(context, set, pod);
  const step = deletePod(pass, pod, `beyond the ${members.slots.length} replicas`);
  return step === 'on' && monotonic ? 'end' : step;
}

function firstUnhealthy({ context, set, members }: Pass): Pod | undefined {
  const pods = [...members.slots.map(({ pod }) => pod), ...[...members.condemned].reverse()];
  return pods.find((pod) => pod !== undefined && !isHealthy(set, pod, context));
}

/** The highest pod of an old revision is replaced when all above it are healthy; never below the partition. */
function replaceOne(pass: Pass): Step {
  const { context, set, members, revisions } = pass;
  const partition = set.spec.updateStrategy?.rollingUpdate?.partition ?? 0;
  for (const { pod } of members.slots.slice(partition).reverse()) {
    if (pod === undefined) return 'end';
    if (revisionOf(pod) !== revisions.update.metadata.name && !isTerminating(pod))
      return deletePod(
        pass,
        pod,
        `it is of revision ${revisionOf(pod)}, the template of ${revisions.update.metadata.name}`,
      );
    if (!isHealthy(set, pod, context)) return 'end';
  }
  return 'on';
}

function deletePod(pass: Pass, pod: Pod, why: string): Step {
  const outcome = pass.context.api.delete(keyOf(pod), {}, why);
  if (outcome.kind === 'rejected' && outcome.status.reason === 'NotFound') return 'on';
  return record(pass, 'delete', pod, outcome);
}

type Outcome = ReturnType<Context['api']['create']>;

function record({ context, set }: Pass, verb: 'create' | 'update' | 'delete', pod: Pod, outcome: Outcome): Step {
  const what = `${verb} Pod ${pod.metadata.name} in StatefulSet ${set.metadata.name}`;
  const title = `${verb.charAt(0).toUpperCase()}${verb.slice(1)}`;
  if (outcome.kind === 'applied') {
    context.api.event(set, 'Normal', `Successful${title}`, `${what} successful`);
    return 'on';
  }
  const { message } = outcome.status;
  context.api.event(set, 'Warning', `Failed${title}`, `${what} failed error: ${message}`);
  return { error: message };
}
