import type { Job } from '../../api/job.ts';
import { finishedCondition } from '../../api/job.ts';
import type { Key } from '../../api/key.ts';
import { key as keyFrom } from '../../api/key.ts';
import { controllerOf } from '../../api/meta.ts';
import type { Pod } from '../../api/pod.ts';
import type { Millis } from '../../time.ts';
import type { Context, Controller, Requeue } from '../controller.ts';
import { either } from '../controller.ts';
import type { BackoffRecord } from './backoff.ts';
import { afterEnds, finishedAt, noBackoff, remaining } from './backoff.ts';
import { completionIndex, parseIndexes } from './completionIndexes.ts';
import type { JobPods } from './jobPods.ts';
import { countedFailures, jobPods, release } from './jobPods.ts';
import { writeStatus } from './jobStatus.ts';
import type { IndexBackoff, Managed } from './manage.ts';
import { deletePods, manage } from './manage.ts';
import { orphanKeys, orphanOf, syncOrphan } from './orphans.ts';
import { failureVerdict } from './podFailurePolicy.ts';
import type { Tally, Verdict } from './verdict.ts';
import { completionsReached, indexesOf, untilDeadline, verdictOf } from './verdict.ts';

const batchPeriod = 1000;
const batchedPrefix = 'batched:';

/** Runs Jobs to their end; follows kubernetes pkg/controller/job/job_controller.go. */
export function jobController(): Controller {
  const state = new JobState();
  return {
    name: 'job-controller',
    watches: [
      { kind: 'Job.batch', keys: (change, view) => [change.key, ...orphanKeys(change, view)] },
      { kind: 'Pod', keys: (change, view) => [...ownerKeys(either(change) as Pod), ...orphanKeys(change, view)] },
    ],
    reconcile: (key, context) => state.reconcile(key, context),
  };
}

/** Changes of pods are gathered for a second before the job is looked at. */
function ownerKeys(pod: Pod): Key[] {
  const owner = controllerOf(pod);
  return owner?.kind === 'Job'
    ? [`${batchedPrefix}${keyFrom('Job.batch', pod.metadata.namespace ?? '', owner.name)}`]
    : [];
}

interface IndexFailures {
  readonly count: number;
  readonly record: BackoffRecord;
}

class JobState {
  readonly #backoff = new Map<Key, BackoffRecord>();
  readonly #perIndex = new Map<Key, Map<number, IndexFailures>>();
  /** When the changes gathered for a job are due. */
  readonly #gathering = new Map<Key, Millis>();

  reconcile(key: Key, context: Context): Requeue | undefined {
    const orphan = orphanOf(key);
    if (orphan !== undefined) return syncOrphan(orphan, context);
    if (!key.startsWith(batchedPrefix)) return this.#sync(key, context);
    const jobKey = key.slice(batchedPrefix.length);
    const due = this.#gathering.get(jobKey);
    if (due === undefined) {
      const wait = batchPeriod - context.conditions.timing.watchLatency;
      this.#gathering.set(jobKey, context.now + wait);
      return { after: wait };
    }
    if (context.now < due) return undefined;
    this.#gathering.delete(jobKey);
    return this.#sync(jobKey, context);
  }

  #sync(key: Key, context: Context): Requeue | undefined {
    const job = context.view.get(key) as Job | undefined;
    if (job === undefined || finishedCondition(job) !== undefined) {
      this.#backoff.delete(key);
      this.#perIndex.delete(key);
      return undefined;
    }
    const now = context.conditions.startTime + context.now;
    const pods = jobPods(context.view, job);
    const started = startedJob(job, context);
    const tally = this.#tally(key, started, pods, now);
    const record = afterEnds(this.#backoff.get(key) ?? noBackoff, pods.succeeded, pods.failed, now);
    this.#backoff.set(key, record);
    let verdict = verdictOf(started, pods, tally, now);
    let managed: Managed;
    if (verdict !== undefined) {
      const deleted = deletePods(job, pods.active, context);
      managed = { active: pods.active.length - deleted, deleted };
    } else {
      const hold = job.spec.backoffLimitPerIndex === undefined ? remaining(record, now) : 0;
      managed =
        job.metadata.deletionTimestamp === undefined
          ? manage(started, pods, tally, hold, this.#indexBackoff(key, now), context)
          : { active: pods.active.length, deleted: 0 };
      verdict = completed(started, tally, managed.active, context);
    }
    for (const pod of [...pods.succeeded, ...pods.failed]) release(pod, context, 'its job has counted how it ended');
    writeStatus(started, pods, tally, managed, verdict, context);
    if (managed.error !== undefined) return { retry: true };
    const waits = [managed.wait, untilDeadline(started, now)].filter(
      (wait) => wait !== undefined && wait > 0,
    ) as Millis[];
    return waits.length === 0 ? undefined : { after: Math.min(...waits), key };
  }

  #tally(key: Key, job: Job, pods: JobPods, now: Millis): Tally {
    const completions = job.spec.completions ?? 0;
    const indexed = job.spec.completionMode === 'Indexed';
    const completedIndexes = indexed ? parseIndexes(job.status?.completedIndexes, completions) : new Set<number>();
    const failedIndexes = parseIndexes(job.status?.failedIndexes, completions);
    if (indexed) for (const index of indexesOf(pods.succeeded)) if (index < completions) completedIndexes.add(index);
    if (job.spec.backoffLimitPerIndex !== undefined) this.#countIndexFailures(key, job, pods, failedIndexes, now);
    return {
      succeeded: indexed ? completedIndexes.size : (job.status?.succeeded ?? 0) + pods.succeeded.length,
      failed: (job.status?.failed ?? 0) + countedFailures(job, pods.failed),
      completedIndexes,
      failedIndexes,
    };
  }

  #countIndexFailures(key: Key, job: Job, pods: JobPods, failedIndexes: Set<number>, now: Millis): void {
    const known = this.#perIndex.get(key) ?? new Map<number, IndexFailures>();
    this.#perIndex.set(key, known);
    for (const pod of pods.failed) {
      const index = completionIndex(pod);
      if (index === undefined) continue;
      const { action } = failureVerdict(job, pod);
      if (action === 'Ignore') continue;
      const before = known.get(index);
      const count = (before?.count ?? 0) + 1;
      known.set(index, { count, record: { failures: count, lastFailure: finishedAt(pod, now) } });
      if (action === 'FailIndex' || count > (job.spec.backoffLimitPerIndex ?? 0)) failedIndexes.add(index);
    }
  }

  #indexBackoff(key: Key, now: Millis): IndexBackoff {
    const known = this.#perIndex.get(key);
    return {
      failures: (index) => known?.get(index)?.count ?? 0,
      wait: (index) => remaining(known?.get(index)?.record ?? noBackoff, now),
    };
  }
}

/** The job with its start time set when it is not suspended, taken away when it is. */
function startedJob(job: Job, context: Context): Job {
  const { startTime, ...rest } = job.status ?? {};
  if (job.spec.suspend === true) return { ...job, status: rest };
  const resumed =
    job.status?.conditions?.some(({ type, status }) => type === 'Suspended' && status === 'True') === true;
  return {
    ...job,
    status: { ...rest, startTime: startTime === undefined || resumed ? context.timestamp() : startTime },
  };
}

function completed(job: Job, tally: Tally, active: number, { api }: Context): Verdict | undefined {
  const { completions } = job.spec;
  if (completions === undefined || completions === null)
    return tally.succeeded > 0 && active === 0 ? completionsReached : undefined;
  if (tally.succeeded < completions) return undefined;
  if (active > 0)
    api.event(job, 'Warning', 'TooManyActivePods', 'Too many active pods running after completion count reached');
  if (tally.succeeded > completions)
    api.event(job, 'Warning', 'TooManySucceededPods', 'Too many succeeded pods running after completion count reached');
  return completionsReached;
}
