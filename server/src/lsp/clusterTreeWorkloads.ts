import { t } from '@vscode/l10n';
import { type GroupKind, keyOf } from '#engine/api/key.ts';
import { type ApiObject, controllerOf } from '#engine/api/meta.ts';
import type { StoreView } from '#engine/store/view.ts';
import { desiredOf, isComplete, workloadKinds } from '#engine/trace/budget.ts';
import { conditionOf } from '#engine/trace/podState.ts';
import type { ClusterTreeAction, ClusterTreeItem, ClusterTreeStatus } from '#protocol/clusterTree.ts';
import { objectItem } from './clusterTreeItem.ts';
import { podItem } from './clusterTreePods.ts';

const cronJob: GroupKind = 'CronJob.batch';

/** The workloads that nobody controls, bare pods last. */
export function topWorkloads(view: StoreView): readonly ApiObject[] {
  return [...workloadKinds, cronJob, 'Pod']
    .flatMap((kind) => view.list(kind))
    .filter((object) => view.byUid(controllerOf(object)?.uid ?? '') === undefined);
}

/** A workload: how many of its pods are available of those that it wants. */
export function workloadItem(view: StoreView, object: ApiObject, id: string): ClusterTreeItem {
  if (object.kind === 'Pod') return podItem(view, object, id);
  const scaled = scalable.includes(object.kind);
  return objectItem(view, object, {
    id,
    facts: [...kindFact(object), ...stateFacts(object)],
    status: statusOf(object),
    expandable: owned(view, object).length > 0,
    actions: ['describe', ...(scaled ? (['scale'] satisfies ClusterTreeAction[]) : []), 'delete'],
    ...(scaled ? { replicas: desiredOf(object) } : {}),
  });
}

/** What a workload controls: ReplicaSets, Jobs and pods. */
export function ownedItems(view: StoreView, object: ApiObject, parent: string): readonly ClusterTreeItem[] {
  return owned(view, object).map((each) => workloadItem(view, each, `${parent}>${keyOf(each)}`));
}

const scalable: readonly string[] = ['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController'];

function owned(view: StoreView, { metadata }: ApiObject): readonly ApiObject[] {
  return ['ReplicaSet.apps', 'Job.batch', 'Pod'].flatMap((kind) => view.controlledBy(metadata.uid ?? '', kind));
}

/** A Deployment is what people expect; every other kind is named. */
function kindFact({ kind, metadata }: ApiObject): string[] {
  if (kind === 'Deployment') return [];
  const revision = metadata.annotations?.['deployment.kubernetes.io/revision'];
  return kind === 'ReplicaSet' && revision !== undefined ? [t('revision {0}', revision)] : [kind];
}

function stateFacts(object: ApiObject): string[] {
  if (object.kind === 'CronJob') return suspended(object) ? [t('suspended')] : [];
  if (object.kind === 'Job') return [jobText(object)];
  const status = (object['status'] ?? {}) as Readonly<Record<string, unknown>>;
  const counted = object.kind === 'DaemonSet' ? status['numberAvailable'] : status['availableReplicas'];
  const available = t('{0} of {1} available', typeof counted === 'number' ? counted : 0, desiredOf(object));
  return paused(object) ? [available, t('paused')] : [available];
}

function statusOf(object: ApiObject): ClusterTreeStatus {
  if (object.kind === 'CronJob') return 'ok';
  if (object.kind === 'ReplicaSet' && desiredOf(object) === 0) return 'idle';
  if (conditionOf(object, 'Failed')?.status === 'True') return 'error';
  if (conditionOf(object, 'Progressing')?.status === 'False') return 'error';
  if (isComplete(object)) return 'ok';
  return conditionOf(object, 'ReplicaFailure')?.status === 'True' ? 'error' : 'busy';
}

function jobText(job: ApiObject): string {
  if (conditionOf(job, 'Complete')?.status === 'True') return t('succeeded');
  return conditionOf(job, 'Failed')?.status === 'True' ? t('failed') : t('running');
}

function paused(object: ApiObject): boolean {
  return (object['spec'] as { paused?: boolean } | undefined)?.paused === true;
}

function suspended(object: ApiObject): boolean {
  return (object['spec'] as { suspend?: boolean } | undefined)?.suspend === true;
}
