import type { CronJob, Job } from '../../api/job.ts';
import { finishedCondition } from '../../api/job.ts';
import type { Key } from '../../api/key.ts';
import { key as keyFrom, keyOf } from '../../api/key.ts';
import type { ApiObject } from '../../api/meta.ts';
import { controllerOf } from '../../api/meta.ts';
import type { Schedule } from '../../api/schedule.ts';
import { isTimeZone, parseSchedule } from '../../api/schedule.ts';
import { nextTime, zonedTimestamp } from '../../api/zonedTime.ts';
import { equal } from '../../equal.ts';
import type { Millis } from '../../time.ts';
import type { Context, Controller, Requeue } from '../controller.ts';
import { either, own } from '../controller.ts';
import { keyOfController } from '../ownership.ts';
import { removeOldJobs } from './history.ts';
import { jobOf } from './jobOf.ts';
import { mostRecentTime } from './missed.ts';

type Active = NonNullable<NonNullable<CronJob['status']>['active']>;
type Status = NonNullable<CronJob['status']>;

/** The API's clock and the controller's may differ a little: it wakes so much after the scheduled moment. */
const wakeDelay = 100;

/** Starts Jobs on their schedule; follows kubernetes pkg/controller/cronjob/cronjob_controllerv2.go. */
export function cronJobController(): Controller {
  return {
    name: 'cronjob-controller',
    watches: [
      { kind: 'CronJob.batch', keys: own },
      { kind: 'Job.batch', keys: (change, view) => keyOfController(either(change), 'batch/v1', 'CronJob', view) },
    ],
    reconcile,
  };
}

function reconcile(key: Key, context: Context): Requeue | undefined {
  const cronJob = context.view.get(key) as CronJob | undefined;
  if (cronJob === undefined) return undefined;
  const jobs = (context.view.list('Job.batch', cronJob.metadata.namespace) as readonly Job[]).filter(
    (job) => controllerOf(job)?.uid === cronJob.metadata.uid,
  );
  let status = observed(cronJob, jobs, context);
  let requeue: Requeue | undefined;
  if (cronJob.metadata.deletionTimestamp === undefined && cronJob.spec.suspend !== true) {
    const started = startDue(cronJob, status, context);
    status = started.status;
    requeue = started.requeue;
  }
  const gone = removeOldJobs(cronJob, jobs, context);
  status = { ...status, active: (status.active ?? []).filter(({ uid }) => uid === undefined || !gone.has(uid)) };
  write(cronJob, status, context);
  return requeue;
}

function write(cronJob: CronJob, { active, ...rest }: Status, { view, api }: Context): void {
  const status = { ...(active === undefined || active.length === 0 ? {} : { active }), ...rest };
  const current = view.get(keyOf(cronJob));
  if (current === undefined || equal(status, current['status'] ?? {})) return;
  api.updateStatus({ ...current, status }, 'its jobs or its last schedule time changed');
}

/** The status after a look at the jobs: ended ones leave the active list. */
function observed(cronJob: CronJob, jobs: readonly Job[], context: Context): Status {
  let active: Active = cronJob.status?.active ?? [];
  for (const job of jobs) active = withoutEnded(cronJob, job, active, context);
  const missing = active.filter(({ uid }) => !jobs.some((job) => job.metadata.uid === uid));
  for (const { name } of missing)
    context.api.event(cronJob, 'Normal', 'MissingJob', `Active job went missing: ${name}`);
  const ends = jobs.flatMap((job) =>
    finishedCondition(job)?.type === 'Complete' ? (job.status?.completionTime ?? []) : [],
  );
  const lastSuccessfulTime = [cronJob.status?.lastSuccessfulTime ?? '', ...ends].sort().at(-1);
  return {
    ...cronJob.status,
    active: active.filter((reference) => !missing.includes(reference)),
    ...(lastSuccessfulTime ? { lastSuccessfulTime } : {}),
  };
}

function withoutEnded(cronJob: CronJob, job: Job, active: Active, { api }: Context): Active {
  const { name, uid } = job.metadata;
  const finished = finishedCondition(job);
  const listed = active.some((reference) => reference.uid === uid);
  if (finished === undefined) {
    if (!listed)
      api.event(cronJob, 'Warning', 'UnexpectedJob', `Saw a job that the controller did not create or forgot: ${name}`);
    return active;
  }
  if (!listed) return active;
  api.event(cronJob, 'Normal', 'SawCompletedJob', `Saw completed job: ${name}, condition: ${finished.type}`);
  return active.filter((reference) => reference.uid !== uid);
}

function startDue(cronJob: CronJob, status: Status, context: Context): { status: Status; requeue?: Requeue } {
  const schedule = readSchedule(cronJob, context);
  if (schedule === undefined) return { status };
  const zone = cronJob.spec.timeZone ?? 'UTC';
  const now = context.conditions.startTime + context.now;
  const next = nextTime(schedule, now, zone);
  const later = next === undefined ? { status } : { status, requeue: { after: next - now + wakeDelay } };
  const due = mostRecentTime(cronJob, schedule, zone, now, context);
  if (due === undefined || !mayStart(cronJob, status, due, now, context)) return later;
  const active =
    cronJob.spec.concurrencyPolicy === 'Replace'
      ? replaced(cronJob, status.active ?? [], context)
      : (status.active ?? []);
  const job = jobOf(cronJob, due, zonedTimestamp(due, zone));
  const outcome = context.api.create(job, `its schedule ${cronJob.spec.schedule} names ${new Date(due).toISOString()}`);
  if (outcome.kind === 'rejected') {
    if (outcome.status.reason !== 'AlreadyExists')
      context.api.event(cronJob, 'Warning', 'FailedCreate', `Error creating job: ${outcome.status.message}`);
    return { ...later, status: { ...status, active } };
  }
  context.api.event(cronJob, 'Normal', 'SuccessfulCreate', `Created job ${job.metadata.name}`);
  const lastScheduleTime = `${new Date(due).toISOString().slice(0, 19)}Z`;
  return { ...later, status: { ...status, active: [...active, reference(outcome.after)], lastScheduleTime } };
}

function readSchedule(cronJob: CronJob, { api }: Context): Schedule | undefined {
  const { timeZone, schedule } = cronJob.spec;
  if (timeZone !== undefined && timeZone !== null && !isTimeZone(timeZone)) {
    api.event(
      cronJob,
      'Warning',
      'UnknownTimeZone',
      `invalid timeZone: ${JSON.stringify(timeZone)}: unknown time zone ${timeZone}`,
    );
    return undefined;
  }
  const parsed = parseSchedule(schedule);
  if (parsed.ok) return parsed.value;
  api.event(
    cronJob,
    'Warning',
    'UnparseableSchedule',
    `unparseable schedule: ${JSON.stringify(schedule)} : ${parsed.error}`,
  );
  return undefined;
}

function mayStart(cronJob: CronJob, status: Status, due: Millis, now: Millis, { api }: Context): boolean {
  const { startingDeadlineSeconds, concurrencyPolicy } = cronJob.spec;
  if (typeof startingDeadlineSeconds === 'number' && due + startingDeadlineSeconds * 1000 < now) {
    api.event(
      cronJob,
      'Warning',
      'MissSchedule',
      `Missed scheduled time to start a job: ${new Date(due).toUTCString().replace('GMT', '+0000')}`,
    );
    return false;
  }
  const name = `${cronJob.metadata.name}-${Math.floor(due / 60_000)}`;
  if (status.active?.some((job) => job.name === name)) return false;
  if (status.lastScheduleTime !== undefined && Date.parse(status.lastScheduleTime) === due) return false;
  if (concurrencyPolicy !== 'Forbid' || (status.active ?? []).length === 0) return true;
  api.event(
    cronJob,
    'Normal',
    'JobAlreadyActive',
    'Not starting job because prior execution is running and concurrency policy is Forbid',
  );
  return false;
}

function replaced(cronJob: CronJob, active: Active, { api }: Context): Active {
  return active.filter(({ name }) => {
    const why = `the next run of ${cronJob.metadata.name} replaces it`;
    const outcome = api.delete(
      keyFrom('Job.batch', cronJob.metadata.namespace ?? '', name),
      { propagation: 'Background' },
      why,
    );
    if (outcome.kind === 'rejected') {
      api.event(cronJob, 'Warning', 'FailedDelete', `Deleted job: ${outcome.status.message}`);
      return true;
    }
    api.event(cronJob, 'Normal', 'SuccessfulDelete', `Deleted job ${name}`);
    return false;
  });
}

function reference(job: ApiObject | null): Active[number] {
  const { name = '', namespace = '', uid = '', resourceVersion = '' } = job?.metadata ?? {};
  return { apiVersion: 'batch/v1', kind: 'Job', name, namespace, uid, resourceVersion };
}
