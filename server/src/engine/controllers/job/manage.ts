import type { Job } from '../../api/job.ts';
import type { Pod } from '../../api/pod.ts';
import { isReady } from '../../api/pod.ts';
import type { Millis } from '../../time.ts';
import type { Context } from '../controller.ts';
import { createPod, deletePod } from '../podControl.ts';
import { slowStart } from '../slowStart.ts';
import type { JobPods } from './jobPods.ts';
import { activeIndexes, podFor, release } from './jobPods.ts';
import type { Tally } from './verdict.ts';

const maxPodsPerSync = 500;

/** How far a sync got with the pods. `wait`: creation is held up by a back-off for so long. `error`: a create was refused. */
export interface Managed {
  readonly active: number;
  readonly deleted: number;
  readonly wait?: Millis;
  readonly error?: string;
}

/** What per-index back-off says: failures of the index so far and how long its next pod has to wait. */
export interface IndexBackoff {
  failures(index: number): number;
  wait(index: number): Millis;
}

/** Creates or deletes pods until as many are active as the job wants. Follows kubernetes pkg/controller/job/job_controller.go manageJob. */
export function manage(
  job: Job,
  pods: JobPods,
  tally: Tally,
  backoff: Millis,
  perIndex: IndexBackoff,
  context: Context,
): Managed {
  const active = pods.active.length;
  const wanted = job.spec.suspend === true ? 0 : wantedActive(job, active, tally);
  const surplus = removalOrder(job, pods.active).slice(0, Math.max(0, active - wanted));
  if (surplus.length > 0 || job.spec.suspend === true)
    return { active: active - surplus.length, deleted: removePods(job, surplus.slice(0, maxPodsPerSync), context) };
  const terminating = job.spec.podReplacementPolicy === 'Failed' ? pods.terminating : 0;
  const lacking = Math.min(wanted - terminating - active, maxPodsPerSync);
  if (lacking <= 0) return { active, deleted: 0 };
  if (backoff > 0) return { active, deleted: 0, wait: backoff };
  if (job.spec.completionMode !== 'Indexed')
    return create(job, Array(lacking).fill(undefined), perIndex, active, context);
  const pending = pendingIndexes(job, pods, tally, lacking);
  const due = pending.filter((index) => perIndex.wait(index) <= 0);
  const waits = pending.map((index) => perIndex.wait(index)).filter((wait) => wait > 0);
  return {
    ...create(job, due, perIndex, active, context),
    ...(waits.length === 0 ? {} : { wait: Math.min(...waits) }),
  };
}

/** Deletes these pods with their events; answers how many went. */
export function deletePods(job: Job, pods: readonly Pod[], context: Context): number {
  const why = `Job ${job.metadata.name} no longer wants it`;
  return pods.filter((pod) => deletePod(context, job, pod, why) === undefined).length;
}

/** Pods that are only too many are no failures: they are let go before they are deleted. */
function removePods(job: Job, pods: readonly Pod[], context: Context): number {
  for (const pod of pods) release(pod, context, 'its job does not count a pod that it takes away itself');
  return deletePods(job, pods, context);
}

function wantedActive(job: Job, active: number, tally: Tally): number {
  const parallelism = job.spec.parallelism ?? 1;
  if (job.spec.completions === undefined || job.spec.completions === null)
    return tally.succeeded > 0 ? Math.min(active, parallelism) : parallelism;
  return Math.max(0, Math.min(parallelism, job.spec.completions - tally.succeeded));
}

function create(
  job: Job,
  indexes: readonly (number | undefined)[],
  perIndex: IndexBackoff,
  active: number,
  context: Context,
): Managed {
  let created = 0;
  const error = slowStart(indexes.length, (nth) => {
    const index = indexes[nth];
    const failures =
      index === undefined || job.spec.backoffLimitPerIndex === undefined ? undefined : perIndex.failures(index);
    const failed = createPod(
      context,
      job,
      podFor(job, index, failures),
      `Job ${job.metadata.name} wants more pods to work`,
    );
    if (failed === undefined) created++;
    return failed;
  });
  return { active: active + created, deleted: 0, ...(error === undefined ? {} : { error }) };
}

function pendingIndexes(job: Job, pods: JobPods, tally: Tally, count: number): number[] {
  const taken = activeIndexes(
    job.spec.podReplacementPolicy === 'Failed' ? pods.all.filter((pod) => pod.status?.phase !== 'Failed') : pods.active,
  );
  const pending: number[] = [];
  for (let index = 0; index < (job.spec.completions ?? 0) && pending.length < count; index++) {
    if (!taken.has(index) && !tally.completedIndexes.has(index) && !tally.failedIndexes.has(index)) pending.push(index);
  }
  return pending;
}

/** Pods that go first: without node, pending, not ready, younger; of an Indexed job first those of an index that another pod works on or that is out of range. */
function removalOrder(job: Job, active: readonly Pod[]): readonly Pod[] {
  const rank = (pod: Pod): number =>
    (pod.spec.nodeName ? 4 : 0) + (pod.status?.phase === 'Running' ? 2 : 0) + (isReady(pod) ? 1 : 0);
  const byRank = [...active].sort(
    (a, b) =>
      rank(a) - rank(b) || (b.metadata.creationTimestamp ?? '').localeCompare(a.metadata.creationTimestamp ?? ''),
  );
  if (job.spec.completionMode !== 'Indexed') return byRank;
  const seen = new Set<string>();
  const extra = [...byRank].reverse().filter((pod) => {
    const index = pod.metadata.annotations?.['batch.kubernetes.io/job-completion-index'] ?? '';
    const spare = seen.has(index) || Number(index) >= (job.spec.completions ?? 0);
    seen.add(index);
    return spare;
  });
  return [...extra, ...byRank.filter((pod) => !extra.includes(pod))];
}
