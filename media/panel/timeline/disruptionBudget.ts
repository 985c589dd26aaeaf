import type { Key } from '#engine/api/key.ts';
import { splitKey } from '#engine/api/key.ts';
import type { ApiObject, Labels } from '#engine/api/meta.ts';
import { matchesLabelSelector } from '#engine/api/selector.ts';
import type { Run } from '../run.ts';

/** How many pods of the workload its PodDisruptionBudgets want healthy, as their status says at the end; undefined where none selects them. */
export function disruptionBudgetOf(run: Run, workload: Key): number | undefined {
  const labels = templateLabels(lastOf(run, workload));
  if (labels === undefined) return undefined;
  const wanted = run.budgets
    .filter((key) => splitKey(key).namespace === splitKey(workload).namespace)
    .map((key) => lastOf(run, key))
    .filter((budget) => selects(budget, labels))
    .map((budget) => Number((budget?.['status'] as { desiredHealthy?: unknown } | undefined)?.desiredHealthy ?? 0))
    .filter((count) => count > 0);
  return wanted.length === 0 ? undefined : Math.max(...wanted);
}

function lastOf(run: Run, key: Key): ApiObject | undefined {
  const seq = run.index.of(key).findLast((each) => run.entries[each]?.change.kind === 'applied');
  const change = seq === undefined ? undefined : run.entries[seq]?.change;
  return change?.kind === 'applied' ? (change.after ?? undefined) : undefined;
}

function templateLabels(workload: ApiObject | undefined): Labels | undefined {
  return (workload?.['spec'] as { template?: { metadata?: { labels?: Labels } } } | undefined)?.template?.metadata
    ?.labels;
}

function selects(budget: ApiObject | undefined, labels: Labels): boolean {
  const selector = (budget?.['spec'] as { selector?: Parameters<typeof matchesLabelSelector>[0] } | undefined)
    ?.selector;
  return matchesLabelSelector(selector, labels);
}
