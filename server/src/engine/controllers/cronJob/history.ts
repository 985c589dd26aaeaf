import type { CronJob, Job } from '../../api/job.ts';
import { finishedCondition } from '../../api/job.ts';
import { keyOf } from '../../api/key.ts';
import type { Context } from '../controller.ts';

/** Deletes ended jobs past the history limits, oldest first; answers the uids of those gone. Follows kubernetes cronjob cleanupFinishedJobs. */
export function removeOldJobs(cronJob: CronJob, jobs: readonly Job[], context: Context): ReadonlySet<string> {
  const ended = (type: string): Job[] => jobs.filter((job) => finishedCondition(job)?.type === type);
  const { successfulJobsHistoryLimit: successes, failedJobsHistoryLimit: failures } = cronJob.spec;
  return new Set([
    ...removed(cronJob, ended('Complete'), successes, context),
    ...removed(cronJob, ended('Failed'), failures, context),
  ]);
}

function removed(cronJob: CronJob, jobs: readonly Job[], limit: number | undefined, { api }: Context): string[] {
  if (limit === undefined || limit === null) return [];
  const oldest = [...jobs].sort(
    (a, b) => startOf(a).localeCompare(startOf(b)) || a.metadata.name.localeCompare(b.metadata.name),
  );
  return oldest.slice(0, Math.max(0, jobs.length - limit)).map((job) => {
    const outcome = api.delete(
      keyOf(job),
      { propagation: 'Background' },
      `${cronJob.metadata.name} keeps ${limit} such jobs`,
    );
    if (outcome.kind === 'applied')
      api.event(cronJob, 'Normal', 'SuccessfulDelete', `Deleted job ${job.metadata.name}`);
    return job.metadata.uid ?? '';
  });
}

function startOf(job: Job): string {
  return job.status?.startTime ?? '9';
}
