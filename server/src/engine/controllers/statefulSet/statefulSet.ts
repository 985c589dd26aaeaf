import type { Key } from '../../api/key.ts';
import { keyOf } from '../../api/key.ts';
import type { ApiObject } from '../../api/meta.ts';
import { controllerOf } from '../../api/meta.ts';
import type { Pod } from '../../api/pod.ts';
import { matchesLabelSelector } from '../../api/selector.ts';
import type { StatefulSet } from '../../api/workloads.ts';
import type { Applied } from '../../store/change.ts';
import type { StoreView } from '../../store/view.ts';
import type { Context, Controller, Requeue } from '../controller.ts';
import { own } from '../controller.ts';
import { claimRevisions } from '../controllerRevision.ts';
import { claim, keyOfController } from '../ownership.ts';
import { untilAvailable } from '../podAvailability.ts';
import { ordinalOf, revisionOf } from './identity.ts';
import { membersOf } from './members.ts';
import { syncRevisions, truncateHistory } from './revisions.ts';
import { writeStatus } from './status.ts';
import type { Step } from './update.ts';
import { updatePods } from './update.ts';

/** Keeps numbered pods with claims of their own; follows kubernetes pkg/controller/statefulset. */
export function statefulSetController(): Controller {
  return {
    name: 'statefulset-controller',
    watches: [
      { kind: 'StatefulSet.apps', keys: own },
      { kind: 'Pod', keys: setsOfPod },
    ],
    reconcile(key, context) {
      const set = context.view.get(key) as StatefulSet | undefined;
      return set === undefined ? undefined : syncStatefulSet(context, set);
    },
  };
}

function syncStatefulSet(context: Context, set: StatefulSet): Requeue | undefined {
  const pods = claimPods(context, set);
  const history = claimRevisions(context, set, set.spec.selector);
  const revisions = syncRevisions(context, set, history);
  if (revisions === undefined) return { retry: true };
  const members = membersOf(set, pods);
  const pass = { context, set, revisions, members };
  const step: Step = set.metadata.deletionTimestamp === undefined ? updatePods(pass) : 'end';
  writeStatus(pass);
  const { current, update } = revisions;
  truncateHistory(
    context,
    set,
    history,
    new Set([current.metadata.name, update.metadata.name, ...pods.map(revisionOf)]),
  );
  return typeof step === 'object' ? { retry: true } : whenAvailable(context, set, pods);
}

function claimPods(context: Context, set: StatefulSet): readonly Pod[] {
  const owned = context.view.controlledBy(set.metadata.uid ?? '', 'Pod') as readonly Pod[];
  const { selector } = set.spec;
  const orphans = context.view
    .podsWithLabels(set.metadata.namespace ?? '', selector.matchLabels ?? {})
    .filter((pod) => controllerOf(pod) === undefined && ordinalOf(set, pod) !== undefined);
  return claim(
    context,
    set,
    [...owned, ...orphans],
    (pod) => matchesLabelSelector(selector, pod.metadata.labels) && ordinalOf(set, pod) !== undefined,
  );
}

function whenAvailable(context: Context, set: StatefulSet, pods: readonly Pod[]): Requeue | undefined {
  const waits = pods
    .map((pod) => untilAvailable(pod, set.spec.minReadySeconds ?? 0, context) ?? 0)
    .filter((wait) => wait > 0);
  return waits.length === 0 ? undefined : { after: Math.min(...waits) };
}

function setsOfPod({ before, after }: Applied, view: StoreView): Iterable<Key> {
  const keys = new Set<Key>();
  for (const version of [before, after])
    for (const key of keyOfController(version, 'apps/v1', 'StatefulSet', view)) keys.add(key);
  if (after === null || controllerOf(after) !== undefined) return keys;
  return [...keys, ...adopters(after, view)];
}

function adopters(orphan: ApiObject, view: StoreView): readonly Key[] {
  return (view.list('StatefulSet.apps', orphan.metadata.namespace) as readonly StatefulSet[])
    .filter(({ spec }) => matchesLabelSelector(spec.selector, orphan.metadata.labels))
    .map(keyOf);
}
