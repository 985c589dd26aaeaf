import type { Key } from '../../api/key.ts';
import { key, keyOf } from '../../api/key.ts';
import { controllerOf } from '../../api/meta.ts';
import type { Pod } from '../../api/pod.ts';
import { isReady } from '../../api/pod.ts';
import { equal } from '../../equal.ts';
import type { PodDisruptionBudget } from '../../store/budgets.ts';
import { guards } from '../../store/budgets.ts';
import type { StoreView } from '../../store/view.ts';
import { PodTally } from '../podTally.ts';

/** What a budget's status is made of. */
export interface GuardedPods {
  pods: number;
  /** Ready and not on their way out. */
  healthy: number;
  /** Of no controller. */
  unmanaged: number;
  /** By the reference to their controller: one of its pods, and how many there are. */
  readonly owners: Map<string, { readonly pod: Pod; count: number }>;
}

interface Kept {
  readonly budget: PodDisruptionBudget;
  readonly tally: PodTally<GuardedPods>;
}

/** The counts of each budget, by its key. */
export type Guarded = Map<Key, Kept>;

/** The pods that a budget's selector catches, counted. */
export function guardedPods(kept: Guarded, budget: PodDisruptionBudget, view: StoreView): GuardedPods {
  const at = keyOf(budget);
  const known = kept.get(at);
  if (known !== undefined && equal(known.budget.spec.selector, budget.spec.selector)) return known.tally.now(view);
  const tally = new PodTally<GuardedPods>({
    list: (all) => podsOf(budget, all),
    nothing: () => ({ pods: 0, healthy: 0, unmanaged: 0, owners: new Map() }),
    count: (counts, pod, by) => {
      if (pod.metadata.namespace === budget.metadata.namespace && guards(budget, pod)) count(counts, pod, by);
    },
  });
  kept.set(at, { budget, tally });
  return tally.now(view);
}

/** The pods themselves, in order of creation. */
export function podsOf(budget: PodDisruptionBudget, view: StoreView): readonly Pod[] {
  return (view.list('Pod', budget.metadata.namespace) as readonly Pod[]).filter((pod) => guards(budget, pod));
}

/** The pod of that name, if the budget's selector catches it. */
export function podOf(budget: PodDisruptionBudget, name: string, view: StoreView): Pod | undefined {
  const pod = view.get(key('Pod', budget.metadata.namespace ?? '', name)) as Pod | undefined;
  return pod !== undefined && guards(budget, pod) ? pod : undefined;
}

function count(counts: GuardedPods, pod: Pod, by: 1 | -1): void {
  counts.pods += by;
  if (pod.metadata.deletionTimestamp === undefined && isReady(pod)) counts.healthy += by;
  const owner = controllerOf(pod);
  if (owner === undefined) {
    counts.unmanaged += by;
    return;
  }
  const reference = `${owner.apiVersion}/${owner.kind}/${owner.name}/${owner.uid}`;
  const known = counts.owners.get(reference);
  if (known === undefined) counts.owners.set(reference, { pod, count: by });
  else known.count += by;
  if (known?.count === 0) counts.owners.delete(reference);
}
