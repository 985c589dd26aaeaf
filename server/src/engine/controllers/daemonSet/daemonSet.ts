import type { Key } from '../../api/key.ts';
import { keyOf } from '../../api/key.ts';
import type { ApiObject, Labels } from '../../api/meta.ts';
import { controllerOf } from '../../api/meta.ts';
import type { Node } from '../../api/node.ts';
import type { Pod } from '../../api/pod.ts';
import { matchesLabelSelector } from '../../api/selector.ts';
import type { DaemonSet } from '../../api/workloads.ts';
import { equal } from '../../equal.ts';
import type { Applied } from '../../store/change.ts';
import type { StoreView } from '../../store/view.ts';
import type { Context, Controller, Requeue } from '../controller.ts';
import { own } from '../controller.ts';
import { ownedWatch } from '../ownedWatch.ts';
import { claim } from '../ownership.ts';
import { untilNextAvailable } from '../podAvailability.ts';
import { isWorkload } from '../workload.ts';
import { eligibility } from './eligibility.ts';
import { FailedPods } from './failedPods.ts';
import { manage } from './manage.ts';
import type { Pass } from './nodes.ts';
import { daemonNodes } from './nodes.ts';
import { cleanUpHistory, syncHistory } from './revisions.ts';
import { rollingUpdate } from './rollingUpdate.ts';
import { writeStatus } from './status.ts';
import { syncNodes } from './syncNodes.ts';

/** Keeps one pod on every node that wants it; follows kubernetes pkg/controller/daemon. */
export function daemonSetController(): Controller {
  const failed = new FailedPods();
  return {
    name: 'daemonset-controller',
    watches: [
      { kind: 'DaemonSet.apps', keys: own },
      ownedWatch('Pod', { apiVersion: 'apps/v1', kind: 'DaemonSet', selects }),
      { kind: 'Node', keys: setsOfNode },
    ],
    reconcile(key, context) {
      const set = context.view.get(key) as DaemonSet | undefined;
      return set === undefined || !isWorkload(set) ? undefined : syncDaemonSet(context, set, failed);
    },
  };
}

function selects(set: ApiObject, labels: Labels | undefined): boolean {
  return matchesLabelSelector((set as DaemonSet).spec?.selector, labels);
}

function syncDaemonSet(context: Context, set: DaemonSet, failed: FailedPods): Requeue | undefined {
  const { matchLabels, matchExpressions } = set.spec.selector;
  if (Object.keys(matchLabels ?? {}).length === 0 && (matchExpressions ?? []).length === 0) {
    const message = 'This daemon set is selecting all pods. A non-empty selector is required.';
    context.api.event(set, 'Warning', 'SelectingAll', message);
    return undefined;
  }
  if (set.metadata.deletionTimestamp !== undefined) return undefined;
  const history = syncHistory(context, set);
  if (history === undefined) return { retry: true };
  const hash = history.current.metadata.labels?.['controller-revision-hash'] ?? '';
  const pods = claimPods(context, set);
  const pass: Pass = { context, set, hash, ...daemonNodes(context, set, pods) };
  const wanted = manage(pass, failed);
  const idle = wanted.create.length === 0 && wanted.remove.length === 0;
  // A rolling update waits until what was asked of the nodes is done.
  const rolls = idle && (set.spec.updateStrategy?.type ?? 'RollingUpdate') === 'RollingUpdate';
  const error = syncNodes(pass, rolls ? rollingUpdate(pass) : wanted);
  cleanUpHistory(context, set, history.old, pods);
  writeStatus(pass);
  if (error !== undefined) return { retry: true };
  const available = untilNextAvailable(pods, set.spec.minReadySeconds ?? 0, context);
  const waits = [available, wanted.again].filter((wait) => wait !== undefined);
  return waits.length === 0 ? undefined : { after: Math.min(...waits) };
}

function claimPods(context: Context, set: DaemonSet): readonly Pod[] {
  const { selector } = set.spec;
  const owned = context.view.controlledBy(set.metadata.uid ?? '', 'Pod') as readonly Pod[];
  const orphans = context.view
    .podsWithLabels(set.metadata.namespace ?? '', selector.matchLabels ?? {})
    .filter((pod) => controllerOf(pod) === undefined);
  return claim(context, set, [...owned, ...orphans], (pod) => matchesLabelSelector(selector, pod.metadata.labels));
}

/** Nodes matter to the sets that want something else of them than before. */
function setsOfNode({ before, after }: Applied, view: StoreView): readonly Key[] {
  const sets = (view.list('DaemonSet.apps') as readonly DaemonSet[]).filter(isWorkload);
  if (before === null || after === null) return sets.map(keyOf);
  if (before.metadata.labels === after.metadata.labels && before['spec'] === after['spec']) return [];
  return sets.filter((set) => !equal(eligibility(set, before as Node), eligibility(set, after as Node))).map(keyOf);
}
