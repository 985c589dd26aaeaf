import { intOrPercentOr } from '../../api/intOrPercent.ts';
import type { Key } from '../../api/key.ts';
import { groupKind, key as keyFrom, keyOf } from '../../api/key.ts';
import type { ApiObject } from '../../api/meta.ts';
import { controllerOf } from '../../api/meta.ts';
import type { Pod } from '../../api/pod.ts';
import { isReady } from '../../api/pod.ts';
import { equal } from '../../equal.ts';
import type { Result } from '../../result.ts';
import { ok, refused } from '../../result.ts';
import type { BudgetStatus, PodDisruptionBudget } from '../../store/budgets.ts';
import { allowedCondition, budgetsOf } from '../../store/budgets.ts';
import { resourceOf } from '../../store/refusals.ts';
import type { StoreView } from '../../store/view.ts';
import type { Context, Controller, Requeue } from '../controller.ts';
import { either, own } from '../controller.ts';
import type { Guarded, GuardedPods } from './guardedPods.ts';
import { guardedPods, podOf, podsOf } from './guardedPods.ts';
import { selectorText } from './selectorText.ts';

const disruptedFor = 120_000;
const name = 'controllermanager';

/** Keeps the status of PodDisruptionBudgets; follows kubernetes pkg/controller/disruption/disruption.go. */
export function disruptionController(): Controller {
  const kept: Guarded = new Map();
  return {
    name,
    watches: [
      { kind: 'PodDisruptionBudget.policy', keys: own },
      { kind: 'Pod', keys: (change, view) => touched(view, change.before as Pod | null, change.after as Pod | null) },
      ...['Deployment.apps', 'ReplicaSet.apps', 'StatefulSet.apps', 'ReplicationController'].map((kind) => ({
        kind,
        keys: (change: Parameters<typeof own>[0], view: StoreView): Key[] =>
          scaleOf(change.before) === scaleOf(change.after)
            ? []
            : view.list('PodDisruptionBudget.policy', either(change).metadata.namespace).map(keyOf),
      })),
    ],
    reconcile: (key, context) => reconcile(key, kept, context),
  };
}

function touched(view: StoreView, before: Pod | null, after: Pod | null): Key[] {
  const budgets = new Set([
    ...(before === null ? [] : budgetsOf(view, before)),
    ...(after === null ? [] : budgetsOf(view, after)),
  ]);
  return [...budgets].map(keyOf);
}

function scaleOf(object: ApiObject | null): number | undefined {
  return (object?.['spec'] as { replicas?: number } | undefined)?.replicas;
}

function reconcile(key: Key, kept: Guarded, context: Context): Requeue | undefined {
  const budget = context.view.get(key) as PodDisruptionBudget | undefined;
  if (budget === undefined) kept.delete(key);
  if (budget === undefined || budget.metadata.deletionTimestamp !== undefined) return undefined;
  const guarded = guardedPods(kept, budget, context.view);
  if (guarded.pods === 0) context.api.event(budget, 'Normal', 'NoPods', 'No matching pods found');
  warnOfSeveral(budget, context);
  const counts = expected(budget, guarded, context);
  if (!counts.ok) return failed(budget, counts.error, context);
  const disrupted = stillDisrupted(budget, context);
  const going = Object.keys(disrupted).filter((podName) => {
    const pod = podOf(budget, podName, context.view);
    return pod !== undefined && isReady(pod);
  });
  const healthy = guarded.healthy - going.length;
  const left = counts.value.expectedPods <= 0 ? 0 : Math.max(0, healthy - counts.value.desiredHealthy);
  const status: BudgetStatus = {
    observedGeneration: budget.metadata.generation ?? 1,
    ...(Object.keys(disrupted).length === 0 ? {} : { disruptedPods: disrupted }),
    disruptionsAllowed: left,
    currentHealthy: healthy,
    desiredHealthy: counts.value.desiredHealthy,
    expectedPods: counts.value.expectedPods,
    conditions: allowedCondition(budget, left, context.timestamp()),
  };
  if (!equal(status, budget.status))
    context.api.updateStatus(
      { ...budget, status },
      `${healthy} of ${counts.value.desiredHealthy} needed pods are healthy`,
    );
  const firstExpiry = Math.min(...Object.values(disrupted).map((since) => Date.parse(since) + disruptedFor));
  return Number.isFinite(firstExpiry)
    ? { after: Math.max(1, firstExpiry - context.conditions.startTime - context.now) }
    : undefined;
}

function warnOfSeveral(budget: PodDisruptionBudget, context: Context): void {
  if (context.view.list('PodDisruptionBudget.policy', budget.metadata.namespace).length < 2) return;
  for (const pod of podsOf(budget, context.view)) warnOfSeveralFor(pod, context);
}

function warnOfSeveralFor(pod: Pod, { view, api }: Context): void {
  const budgets = budgetsOf(view, pod);
  const first = budgets[0];
  if (first === undefined || budgets.length < 2) return;
  const { namespace, name: podName } = pod.metadata;
  api.event(
    pod,
    'Warning',
    'MultiplePodDisruptionBudgets',
    `Pod "${namespace}"/"${podName}" matches multiple PodDisruptionBudgets.  Chose "${first.metadata.name}" arbitrarily.`,
  );
}

interface Counts {
  readonly expectedPods: number;
  readonly desiredHealthy: number;
}

function expected(budget: PodDisruptionBudget, pods: GuardedPods, context: Context): Result<Counts, string> {
  const { minAvailable, maxUnavailable } = budget.spec;
  if (maxUnavailable !== undefined) {
    const scale = expectedScale(budget, pods, context);
    if (!scale.ok) return scale;
    const unavailable = intOrPercentOr(maxUnavailable, scale.value, 'up', 0);
    return ok({ expectedPods: scale.value, desiredHealthy: Math.max(0, scale.value - unavailable) });
  }
  if (typeof minAvailable !== 'string') return ok({ expectedPods: pods.pods, desiredHealthy: minAvailable ?? 0 });
  const scale = expectedScale(budget, pods, context);
  if (!scale.ok) return scale;
  return ok({ expectedPods: scale.value, desiredHealthy: intOrPercentOr(minAvailable, scale.value, 'up', 0) });
}

/** What has a scale to ask for; of pods of anything else (a Job, a DaemonSet) nobody knows how many are wanted. */
const scalable: ReadonlySet<string> = new Set([
  'Deployment.apps',
  'ReplicaSet.apps',
  'StatefulSet.apps',
  'ReplicationController',
]);

/** The replicas that the pods' workloads want together; pods of no controller are left out with a warning. */
function expectedScale(
  budget: PodDisruptionBudget,
  { owners, unmanaged }: GuardedPods,
  { view, api }: Context,
): Result<number, string> {
  const scales = new Map<string, number>();
  for (const { pod } of owners.values()) {
    const scale = scaleFor(view, pod);
    if (!scale.ok) return refused(firstRefusal(budget, view) ?? scale.error);
    scales.set(scale.value.uid, scale.value.replicas);
  }
  if (unmanaged > 0) {
    const selector = selectorText(budget.spec.selector);
    api.event(
      budget,
      'Warning',
      'UnmanagedPods',
      `Pods selected by this PodDisruptionBudget (selector: ${selector}) were found to be unmanaged. As a result, the status of the PDB cannot be calculated correctly, which may result in undefined behavior. To account for these pods please set ".spec.minAvailable" field of the PDB to an integer value.`,
    );
  }
  return ok([...scales.values()].reduce((sum, replicas) => sum + replicas, 0));
}

/** The first pod without a scale names the trouble. */
function firstRefusal(budget: PodDisruptionBudget, view: StoreView): string | undefined {
  for (const pod of podsOf(budget, view)) {
    const scale = controllerOf(pod) === undefined ? undefined : scaleFor(view, pod);
    if (scale?.ok === false) return scale.error;
  }
  return undefined;
}

function scaleFor(view: StoreView, pod: Pod): Result<{ uid: string; replicas: number }, string> {
  const { apiVersion = '', kind: ownerKind = '' } = controllerOf(pod) ?? {};
  const kind = groupKind(apiVersion, ownerKind);
  if (!scalable.has(kind)) return refused(`${resourceOf(kind)} does not implement the scale subresource`);
  const scale = workloadScale(view, pod);
  return scale === undefined ? refused(`found no controllers for pod "${pod.metadata.name}"`) : ok(scale);
}

function workloadScale(view: StoreView, pod: Pod): { uid: string; replicas: number } | undefined {
  let owner = ownerOf(view, pod);
  if (owner?.kind === 'ReplicaSet') owner = ownerOf(view, owner) ?? owner;
  const replicas = scaleOf(owner ?? null);
  if (owner === undefined || replicas === undefined) return undefined;
  return { uid: owner.metadata.uid ?? '', replicas };
}

function ownerOf(view: StoreView, object: ApiObject): ApiObject | undefined {
  const reference = controllerOf(object);
  if (reference === undefined) return undefined;
  const owner = view.get(
    keyFrom(groupKind(reference.apiVersion, reference.kind), object.metadata.namespace ?? '', reference.name),
  );
  return owner?.metadata.uid === reference.uid ? owner : undefined;
}

function stillDisrupted(budget: PodDisruptionBudget, context: Context): Record<string, string> {
  const now = context.conditions.startTime + context.now;
  const listed = Object.entries(budget.status?.disruptedPods ?? {});
  return Object.fromEntries(
    listed.filter(([podName, since]) => {
      const pod = podOf(budget, podName, context.view);
      return (
        pod !== undefined && pod.metadata.deletionTimestamp === undefined && Date.parse(since) + disruptedFor > now
      );
    }),
  );
}

function failed(budget: PodDisruptionBudget, error: string, context: Context): undefined {
  context.api.event(
    budget,
    'Warning',
    'CalculateExpectedPodCountFailed',
    `Failed to calculate the number of expected pods: ${error}`,
  );
  const before = budget.status?.conditions?.find((condition) => condition.type === 'DisruptionAllowed');
  const condition = {
    type: 'DisruptionAllowed',
    status: 'False' as const,
    reason: 'SyncFailed',
    message: error,
    ...(budget.status?.observedGeneration === undefined
      ? {}
      : { observedGeneration: budget.status.observedGeneration }),
    lastTransitionTime:
      before?.status === 'False' ? (before.lastTransitionTime ?? context.timestamp()) : context.timestamp(),
  };
  const status: BudgetStatus = {
    disruptionsAllowed: 0,
    currentHealthy: 0,
    desiredHealthy: 0,
    expectedPods: 0,
    ...budget.status,
    conditions: [condition],
  };
  const next = { ...status, disruptionsAllowed: 0 };
  if (!equal(next, budget.status))
    context.api.updateStatus({ ...budget, status: next }, `its expected pods cannot be counted: ${error}`);
}
