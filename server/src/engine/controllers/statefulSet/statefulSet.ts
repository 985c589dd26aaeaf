import type { ApiObject, Labels } from '../../api/meta.ts';
import { controllerOf } from '../../api/meta.ts';
import type { Pod } from '../../api/pod.ts';
import { matchesLabelSelector } from '../../api/selector.ts';
import type { StatefulSet } from '../../api/workloads.ts';
import type { Context, Controller, Requeue } from '../controller.ts';
import { own } from '../controller.ts';
import { claimRevisions } from '../controllerRevision.ts';
import { ownedWatch } from '../ownedWatch.ts';
import { claim } from '../ownership.ts';
import { untilNextAvailable } from '../podAvailability.ts';
import { isWorkload } from '../workload.ts';
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
      ownedWatch('Pod', { apiVersion: 'apps/v1', kind: 'StatefulSet', selects }),
    ],
    reconcile(key, context) {
      const set = context.view.get(key) as StatefulSet | undefined;
      return set === undefined || !isWorkload(set) ? undefined : syncStatefulSet(context, set);
    },
  };
}

function selects(set: ApiObject, labels: Labels | undefined): boolean {
  return matchesLabelSelector((set as StatefulSet).spec?.selector, labels);
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
  if (typeof step === 'object') return { retry: true };
  const wait = untilNextAvailable(pods, set.spec.minReadySeconds ?? 0, context);
  return wait === undefined ? undefined : { after: wait };
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
