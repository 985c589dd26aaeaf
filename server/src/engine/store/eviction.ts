import type { Condition } from '../api/meta.ts';
import type { Pod } from '../api/pod.ts';
import { isReady } from '../api/pod.ts';
import type { Status } from '../api/status.ts';
import type { Result } from '../result.ts';
import { ok, refused } from '../result.ts';
import type { PodDisruptionBudget } from './budgets.ts';
import { allowedCondition, budgetsOf } from './budgets.ts';
import { forbidden } from './refusals.ts';
import type { StoreView } from './view.ts';

const maxDisruptedPods = 2000;

/**
 * Whether the eviction sub-resource lets the pod go, and the PodDisruptionBudget as it stands after that (undefined: nothing is taken
 * from a budget). Follows kubernetes pkg/registry/core/pod/storage/eviction.go.
 */
export function mayEvict(
  pod: Pod,
  view: StoreView,
  timestamp: string,
): Result<PodDisruptionBudget | undefined, Status> {
  if (ignoresBudgets(pod)) return ok(undefined);
  const budgets = budgetsOf(view, pod);
  const budget = budgets[0];
  if (budget === undefined) return ok(undefined);
  if (budgets.length > 1) {
    const message = 'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.';
    return refused({ code: 500, reason: 'InternalError', message });
  }
  if (!isReady(pod) && unhealthyMayGo(budget)) return ok(undefined);
  return taken(budget, pod, timestamp);
}

/** The pod with the condition that says why it goes. */
export function withDisruptionTarget(pod: Pod, timestamp: string): Pod {
  const condition: Condition = {
    type: 'DisruptionTarget',
    status: 'True',
    lastProbeTime: null,
    lastTransitionTime: timestamp,
    reason: 'EvictionByEvictionAPI',
    message: 'Eviction API: evicting',
  };
  const others = (pod.status?.conditions ?? []).filter((found) => found.type !== 'DisruptionTarget');
  return { ...pod, status: { ...pod.status, conditions: [...others, condition] } };
}

/** Pods that no budget counts: ended, not started yet, or on their way out. */
function ignoresBudgets(pod: Pod): boolean {
  const phase = pod.status?.phase;
  return (
    phase === 'Succeeded' || phase === 'Failed' || phase === 'Pending' || pod.metadata.deletionTimestamp !== undefined
  );
}

function unhealthyMayGo({ spec, status }: PodDisruptionBudget): boolean {
  if (spec.unhealthyPodEvictionPolicy === 'AlwaysAllow') return true;
  return status !== undefined && status.currentHealthy >= status.desiredHealthy && status.desiredHealthy > 0;
}

function taken(budget: PodDisruptionBudget, pod: Pod, timestamp: string): Result<PodDisruptionBudget, Status> {
  const { status, metadata } = budget;
  if (status === undefined || (status.observedGeneration ?? 0) < (metadata.generation ?? 1)) {
    return refused(tooMany(`The disruption budget ${metadata.name} is still being processed by the server.`, 10));
  }
  if (status.disruptionsAllowed < 0)
    return refused(forbidden('PodDisruptionBudget.policy', metadata.name, 'pdb disruptions allowed is negative'));
  if (Object.keys(status.disruptedPods ?? {}).length > maxDisruptedPods) {
    return refused(
      forbidden(
        'PodDisruptionBudget.policy',
        metadata.name,
        'DisruptedPods map too big - too many evictions not confirmed by PDB controller',
      ),
    );
  }
  if (status.disruptionsAllowed === 0) {
    return refused(
      tooMany(
        `The disruption budget ${metadata.name} needs ${status.desiredHealthy} healthy pods and has ${status.currentHealthy} currently`,
      ),
    );
  }
  const left = status.disruptionsAllowed - 1;
  const disruptedPods = { ...status.disruptedPods, [pod.metadata.name]: timestamp };
  const conditions = left === 0 ? allowedCondition(budget, left, timestamp) : (status.conditions ?? []);
  return ok({ ...budget, status: { ...status, disruptionsAllowed: left, disruptedPods, conditions } });
}

function tooMany(cause: string, retryAfterSeconds?: number): Status {
  return {
    code: 429,
    reason: 'TooManyRequests',
    message: "Cannot evict pod as it would violate the pod's disruption budget.",
    causes: [{ field: '', reason: 'DisruptionBudget', message: cause }],
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  };
}
