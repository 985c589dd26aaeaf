import type { ApiObject } from '../../../api/meta.ts';
import type { LabelSelector } from '../../../api/selector.ts';
import type { StoreView } from '../../../store/view.ts';
import type { LabelMatch } from '../../labelMatch.ts';
import { labelMatch } from '../../labelMatch.ts';
import type { PodInfo } from '../../podInfo.ts';

/** The PodDisruptionBudgets at this moment. */
export interface DisruptionBudgets {
  /** Which of the pods, taken in this order, their budgets would not let go. */
  split(pods: readonly PodInfo[]): { readonly violating: readonly PodInfo[]; readonly others: readonly PodInfo[] };
}

interface Budget extends ApiObject {
  readonly spec?: { readonly selector?: LabelSelector };
  readonly status?: {
    readonly disruptionsAllowed?: number;
    readonly disruptedPods?: Readonly<Record<string, unknown>>;
  };
}

/** Follows kubernetes plugins/defaultpreemption filterPodsWithPDBViolation. */
export function disruptionBudgets(view: StoreView): DisruptionBudgets {
  const budgets = (view.list('PodDisruptionBudget.policy') as readonly Budget[]).map((budget) => ({
    budget,
    selector: labelMatch(budget.spec?.selector),
  }));
  return {
    split: (pods) => {
      const allowed = budgets.map(({ budget }) => budget.status?.disruptionsAllowed ?? 0);
      const violating: PodInfo[] = [];
      const others: PodInfo[] = [];
      for (const pod of pods) {
        const guarding = budgets.flatMap(({ budget, selector }, index) =>
          guards(budget, selector, pod) ? [index] : [],
        );
        for (const index of guarding) allowed[index] = (allowed[index] ?? 0) - 1;
        (guarding.some((index) => (allowed[index] ?? 0) < 0) ? violating : others).push(pod);
      }
      return { violating, others };
    },
  };
}

/** A pod that the budget already counts as gone is not guarded any more. */
function guards(budget: Budget, selector: LabelMatch, { pod, namespace, labels }: PodInfo): boolean {
  return (
    budget.metadata.namespace === namespace &&
    !selector.everything &&
    selector.matches(labels) &&
    Object.keys(labels).length > 0 &&
    !(pod.metadata.name in (budget.status?.disruptedPods ?? {}))
  );
}
