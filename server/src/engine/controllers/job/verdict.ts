import type { Job } from '../../api/job.ts';
import type { Condition } from '../../api/meta.ts';
import type { Pod } from '../../api/pod.ts';
import type { Millis } from '../../time.ts';
import { completionIndex, parseIndexes } from './completionIndexes.ts';
import type { JobPods } from './jobPods.ts';
import { failureVerdict } from './podFailurePolicy.ts';

/** How a job is about to end: the interim condition, from which Complete or Failed follows once no pod of it runs. */
export interface Verdict {
  readonly type: 'FailureTarget' | 'SuccessCriteriaMet';
  readonly reason: string;
  readonly message: string;
}

/** What has been counted so far, the new ends included. */
export interface Tally {
  readonly succeeded: number;
  readonly failed: number;
  readonly completedIndexes: ReadonlySet<number>;
  readonly failedIndexes: ReadonlySet<number>;
}

export const completionsReached: Verdict = {
  type: 'SuccessCriteriaMet',
  reason: 'CompletionsReached',
  message: 'Reached expected number of succeeded pods',
};

/** Whether the job has to end now, and why; undefined while it goes on. Follows kubernetes pkg/controller/job/job_controller.go syncJob. */
export function verdictOf(job: Job, pods: JobPods, tally: Tally, now: Millis): Verdict | undefined {
  return (
    standing(job) ??
    policyFailure(job, pods) ??
    limitExceeded(job, pods, tally) ??
    deadlineExceeded(job, now) ??
    indexFailure(job, tally) ??
    successPolicyMet(job, tally)
  );
}

/** Milliseconds until activeDeadlineSeconds ends the job; undefined when it has none. */
export function untilDeadline(job: Job, now: Millis): Millis | undefined {
  const { activeDeadlineSeconds, suspend } = job.spec;
  const started = job.status?.startTime;
  if (activeDeadlineSeconds === undefined || started === undefined || suspend === true) return undefined;
  return Date.parse(started) + activeDeadlineSeconds * 1000 - now;
}

function standing(job: Job): Verdict | undefined {
  const found = job.status?.conditions?.find(
    ({ type, status }: Condition) => (type === 'FailureTarget' || type === 'SuccessCriteriaMet') && status === 'True',
  );
  if (found === undefined) return undefined;
  return { type: found.type as Verdict['type'], reason: found.reason ?? '', message: found.message ?? '' };
}

function policyFailure(job: Job, pods: JobPods): Verdict | undefined {
  if (job.spec.podFailurePolicy === undefined) return undefined;
  const failing = pods.failed.map((pod) => failureVerdict(job, pod)).find(({ action }) => action === 'FailJob');
  return failing === undefined
    ? undefined
    : { type: 'FailureTarget', reason: 'PodFailurePolicy', message: failing.message };
}

function limitExceeded(job: Job, pods: JobPods, tally: Tally): Verdict | undefined {
  const limit = job.spec.backoffLimit ?? 6;
  if (tally.failed <= limit && !restartsExceed(job, pods.active, limit)) return undefined;
  return {
    type: 'FailureTarget',
    reason: 'BackoffLimitExceeded',
    message: 'Job has reached the specified backoff limit',
  };
}

/** With restartPolicy OnFailure the restarts of running and pending pods count. */
function restartsExceed(job: Job, active: readonly Pod[], limit: number): boolean {
  if (job.spec.template.spec.restartPolicy !== 'OnFailure') return false;
  const statuses = active.flatMap((pod) => [
    ...(pod.status?.initContainerStatuses ?? []),
    ...(pod.status?.containerStatuses ?? []),
  ]);
  const restarts = statuses.reduce((sum, status) => sum + status.restartCount, 0);
  return limit === 0 ? restarts > 0 : restarts >= limit;
}

function deadlineExceeded(job: Job, now: Millis): Verdict | undefined {
  const left = untilDeadline(job, now);
  if (left === undefined || left > 0) return undefined;
  return {
    type: 'FailureTarget',
    reason: 'DeadlineExceeded',
    message: 'Job was active longer than specified deadline',
  };
}

function indexFailure(job: Job, tally: Tally): Verdict | undefined {
  if (job.spec.backoffLimitPerIndex === undefined) return undefined;
  const { maxFailedIndexes, completions = 0 } = job.spec;
  const failed = tally.failedIndexes.size;
  if (maxFailedIndexes !== undefined && failed > maxFailedIndexes) {
    return {
      type: 'FailureTarget',
      reason: 'MaxFailedIndexesExceeded',
      message: 'Job has exceeded the specified maximal number of failed indexes',
    };
  }
  if (failed === 0 || failed + tally.completedIndexes.size < completions) return undefined;
  return { type: 'FailureTarget', reason: 'FailedIndexes', message: 'Job has failed indexes' };
}

function successPolicyMet(job: Job, tally: Tally): Verdict | undefined {
  const rules = job.spec.successPolicy?.rules ?? [];
  for (const [index, rule] of rules.entries()) {
    const wanted =
      rule.succeededIndexes === undefined ? undefined : parseIndexes(rule.succeededIndexes, job.spec.completions ?? 0);
    const reached =
      wanted === undefined
        ? tally.completedIndexes.size
        : [...wanted].filter((found) => tally.completedIndexes.has(found)).length;
    const needed = rule.succeededCount ?? wanted?.size ?? Number.POSITIVE_INFINITY;
    if (reached < needed) continue;
    return { type: 'SuccessCriteriaMet', reason: 'SuccessPolicy', message: `Matched rules at index ${index}` };
  }
  return undefined;
}

/** The index of each pod, pods without one left out. */
export function indexesOf(pods: readonly Pod[]): Set<number> {
  return new Set(pods.map(completionIndex).filter((index) => index !== undefined));
}
