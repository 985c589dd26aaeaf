import type { Job, JobStatus } from '../../api/job.ts';
import { keyOf } from '../../api/key.ts';
import type { Condition } from '../../api/meta.ts';
import { equal } from '../../equal.ts';
import type { Context } from '../controller.ts';
import { formatIndexes } from './completionIndexes.ts';
import type { JobPods } from './jobPods.ts';
import type { Managed } from './manage.ts';
import type { Tally, Verdict } from './verdict.ts';

/** Writes the job's status if it changed, with the conditions of its suspension and its end, and says the end in an Event. */
export function writeStatus(
  job: Job,
  pods: JobPods,
  tally: Tally,
  managed: Managed,
  verdict: Verdict | undefined,
  context: Context,
): void {
  // The sync that ends a job counts the pods that were ready before it; nobody counts them again.
  const standing =
    job.status?.conditions?.some(({ type }) => type === 'FailureTarget' || type === 'SuccessCriteriaMet') === true;
  const terminating = pods.terminating + managed.deleted;
  const conditions = [...(job.status?.conditions ?? [])];
  const ended =
    verdict !== undefined && conclude(conditions, verdict, terminating === 0 && managed.active === 0, context);
  if (verdict === undefined) markSuspension(job, conditions, context);
  const status: JobStatus = {
    ...(job.status?.startTime === undefined ? {} : { startTime: job.status.startTime }),
    ...(ended && verdict?.type === 'SuccessCriteriaMet' ? { completionTime: context.timestamp() } : {}),
    ...counts(job, tally, managed.active),
    ready: standing ? (job.status?.ready ?? 0) : pods.ready,
    terminating,
    uncountedTerminatedPods: {},
    ...(conditions.length === 0 ? {} : { conditions }),
  };
  const current = context.view.get(keyOf(job)) as Job | undefined;
  if (current === undefined || equal(status, current.status)) return;
  const why = `${managed.active} active, ${tally.succeeded} succeeded, ${tally.failed} failed`;
  context.api.updateStatus({ ...current, status }, why);
  if (ended) sayEnd(job, verdict, context);
}

function counts(job: Job, tally: Tally, active: number): JobStatus {
  return {
    ...(active === 0 ? {} : { active }),
    ...(tally.succeeded === 0 ? {} : { succeeded: tally.succeeded }),
    ...(tally.failed === 0 ? {} : { failed: tally.failed }),
    ...(tally.completedIndexes.size === 0 ? {} : { completedIndexes: formatIndexes(tally.completedIndexes) }),
    ...(job.spec.backoffLimitPerIndex === undefined ? {} : { failedIndexes: formatIndexes(tally.failedIndexes) }),
  };
}

function sayEnd(job: Job, verdict: Verdict | undefined, { api }: Context): void {
  if (verdict === undefined) return;
  if (verdict.type === 'SuccessCriteriaMet') api.event(job, 'Normal', 'Completed', 'Job completed');
  else api.event(job, 'Warning', verdict.reason, verdict.message);
}

/** Adds the interim condition and, when nothing of the job runs any more, the final one; answers whether it did the latter. */
function conclude(
  conditions: Condition[],
  { type, reason, message }: Verdict,
  quiet: boolean,
  context: Context,
): boolean {
  const now = context.timestamp();
  const condition = (name: string): Condition => ({
    type: name,
    status: 'True',
    lastProbeTime: now,
    lastTransitionTime: now,
    reason,
    message,
  });
  if (!conditions.some((found) => found.type === type)) conditions.push(condition(type));
  if (!quiet) return false;
  conditions.push(condition(type === 'FailureTarget' ? 'Failed' : 'Complete'));
  return true;
}

function markSuspension(job: Job, conditions: Condition[], { api, timestamp }: Context): void {
  const index = conditions.findIndex(({ type }) => type === 'Suspended');
  const before = conditions[index];
  const suspended = job.spec.suspend === true;
  if (!suspended && before?.status !== 'True') return;
  if (suspended && before?.status === 'True') return;
  const now = timestamp();
  const [reason, message] = suspended ? ['JobSuspended', 'Job suspended'] : ['JobResumed', 'Job resumed'];
  const condition: Condition = {
    type: 'Suspended',
    status: suspended ? 'True' : 'False',
    lastProbeTime: now,
    lastTransitionTime: now,
    reason,
    message,
  };
  if (index < 0) conditions.push(condition);
  else conditions[index] = condition;
  api.event(job, 'Normal', suspended ? 'Suspended' : 'Resumed', message);
}
