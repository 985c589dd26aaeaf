import type { ApiObject, Condition } from '#engine/api/meta.ts';
import type { Run } from '#engine/engine.ts';
import type { Millis } from '#engine/time.ts';
import { isComplete, workloadKinds } from '#engine/trace/budget.ts';

/** Nothing has changed for so long: the cluster is at rest. */
const quiet: Millis = 5000;

/**
 * Lets time pass until nothing changes any more and no workload is on its way; false when `limit` ended it. A probe's delay or
 * minReadySeconds may be longer than any silence that one could wait for, so a workload that is neither complete nor given up is waited for.
 */
export function rest(run: Run, limit: Millis): boolean {
  for (;;) {
    if (!run.settle(quiet, limit)) return false;
    if (!workloadKinds.some((kind) => run.view.list(kind).some(onTheWay))) return true;
  }
}

function onTheWay(workload: ApiObject): boolean {
  const status = workload['status'] as { readonly conditions?: readonly Condition[] } | undefined;
  const givenUp = status?.conditions?.some(
    ({ type, status: is }) => (type === 'Progressing' && is === 'False') || (type === 'Failed' && is === 'True'),
  );
  return !isComplete(workload) && givenUp !== true;
}
