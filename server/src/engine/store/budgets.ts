import type { ApiObject, Condition } from '../api/meta.ts';
import type { Pod } from '../api/pod.ts';
import { type LabelSelector, matchesLabelSelector } from '../api/selector.ts';
import type { StoreView } from './view.ts';

export interface PodDisruptionBudget extends ApiObject {
  readonly kind: 'PodDisruptionBudget';
  readonly spec: {
    readonly minAvailable?: number | string;
    readonly maxUnavailable?: number | string;
    readonly selector?: LabelSelector;
    readonly unhealthyPodEvictionPolicy?: 'IfHealthyBudget' | 'AlwaysAllow';
  };
  readonly status?: BudgetStatus;
}

export interface BudgetStatus {
  readonly observedGeneration?: number;
  /** When each pod that the eviction API let go was let go. */
  readonly disruptedPods?: Readonly<Record<string, string>>;
  readonly disruptionsAllowed: number;
  readonly currentHealthy: number;
  readonly desiredHealthy: number;
  readonly expectedPods: number;
  readonly conditions?: readonly Condition[];
}

/** The budgets whose selector catches the pod; an absent selector catches nothing, an empty one everything (policy/v1). */
export function budgetsOf(view: StoreView, pod: Pod): readonly PodDisruptionBudget[] {
  const all = view.list('PodDisruptionBudget.policy', pod.metadata.namespace) as readonly PodDisruptionBudget[];
  return all.filter((budget) => guards(budget, pod));
}

export function guards(budget: PodDisruptionBudget, pod: Pod): boolean {
  const { selector } = budget.spec;
  return selector !== undefined && selector !== null && matchesLabelSelector(selector, pod.metadata.labels);
}

/** The DisruptionAllowed condition that goes with the number of disruptions left. */
export function allowedCondition(budget: PodDisruptionBudget, allowed: number, now: string): readonly Condition[] {
  const before = budget.status?.conditions?.find((condition) => condition.type === 'DisruptionAllowed');
  const status = allowed > 0 ? 'True' : 'False';
  const condition: Condition = {
    type: 'DisruptionAllowed',
    status,
    reason: allowed > 0 ? 'SufficientPods' : 'InsufficientPods',
    message: '',
    observedGeneration: budget.metadata.generation ?? 1,
    lastTransitionTime:
      before?.status === status && before.lastTransitionTime !== undefined ? before.lastTransitionTime : now,
  };
  return [condition];
}
