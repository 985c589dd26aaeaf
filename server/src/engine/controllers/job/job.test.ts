import { describe, expect, test } from 'vitest';
import type { Job } from '#engine/api/job.ts';
import type { ImageBehaviour } from '#engine/world.ts';
import { bench } from '../../../../../test/support/engineRun.ts';

const images: readonly ImageBehaviour[] = [
  { match: 'ok', ready: 0, exits: { after: 1000, code: 0, from: 'running' } },
  { match: 'bad', ready: 0, exits: { after: 1000, code: 3, from: 'running' } },
  { match: 'forever' },
];

const job = (spec: string, image: string, restartPolicy = 'Never'): string => `
apiVersion: batch/v1
kind: Job
metadata: { name: j }
spec:
  template:
    spec:
      restartPolicy: ${restartPolicy}
      containers: [{ name: c, image: ${image} }]
  ${spec}
`;

function checkJob(text: string, seconds: number): { status: string; conditions: string; pods: number } {
  const cluster = bench({ images });
  expect(cluster.create(text)).toBe('Job/j created');
  cluster.pass(seconds);
  const found = cluster.get('Job.batch/default/j') as Job;
  const {
    active = 0,
    succeeded = 0,
    failed = 0,
    completedIndexes,
    failedIndexes,
    conditions = [],
  } = found.status ?? {};
  const indexes = `${completedIndexes === undefined ? '' : ` completed ${completedIndexes}`}${failedIndexes === undefined ? '' : ` failed ${failedIndexes}`}`;
  return {
    status: `active ${active} succeeded ${succeeded} failed ${failed}${indexes}`,
    conditions: conditions.map(({ type, status, reason }) => `${type}=${status} ${reason}`).join(', '),
    pods: cluster.run.view.list('Pod').length,
  };
}

describe('Job', () => {
  test('completions with parallelism: three at a time, then the rest', () => {
    expect(checkJob(job('completions: 5\n  parallelism: 3', 'ok'), 2)).toEqual({
      status: 'active 3 succeeded 0 failed 0',
      conditions: '',
      pods: 3,
    });
    expect(checkJob(job('completions: 5\n  parallelism: 3', 'ok'), 60)).toEqual({
      status: 'active 0 succeeded 5 failed 0',
      conditions: 'SuccessCriteriaMet=True CompletionsReached, Complete=True CompletionsReached',
      pods: 5,
    });
  });

  test('backoffLimit: retries wait 10 s, 20 s, then the job has failed', () => {
    expect(checkJob(job('backoffLimit: 2', 'bad'), 200)).toEqual({
      status: 'active 0 succeeded 0 failed 3',
      conditions: 'FailureTarget=True BackoffLimitExceeded, Failed=True BackoffLimitExceeded',
      pods: 3,
    });
    expect(checkJob(job('backoffLimit: 2', 'bad'), 10).pods).toBe(1);
    expect(checkJob(job('backoffLimit: 2', 'bad'), 15).pods).toBe(2);
  });

  test('activeDeadlineSeconds ends a job that runs too long, and its pods with it', () => {
    expect(checkJob(job('activeDeadlineSeconds: 5', 'forever'), 60)).toEqual({
      status: 'active 0 succeeded 0 failed 1',
      conditions: 'FailureTarget=True DeadlineExceeded, Failed=True DeadlineExceeded',
      pods: 0,
    });
  });

  test('suspended: nothing is made', () => {
    expect(checkJob(job('suspend: true', 'ok'), 10)).toEqual({
      status: 'active 0 succeeded 0 failed 0',
      conditions: 'Suspended=True JobSuspended',
      pods: 0,
    });
  });

  test('Indexed: every index once, and its name on the pod', () => {
    expect(checkJob(job('completionMode: Indexed\n  completions: 3\n  parallelism: 3', 'ok'), 30).status).toBe(
      'active 0 succeeded 3 failed 0 completed 0-2',
    );
  });

  test('backoffLimitPerIndex: an index fails alone, the job when all have ended', () => {
    const text = job('completionMode: Indexed\n  completions: 2\n  parallelism: 2\n  backoffLimitPerIndex: 1', 'bad');
    expect(checkJob(text, 120)).toMatchObject({
      status: 'active 0 succeeded 0 failed 4 failed 0,1',
      conditions: 'FailureTarget=True FailedIndexes, Failed=True FailedIndexes',
    });
  });

  test('podFailurePolicy FailJob: the first such exit ends the job', () => {
    const policy = 'podFailurePolicy: { rules: [{ action: FailJob, onExitCodes: { operator: In, values: [3] } }] }';
    expect(checkJob(job(policy, 'bad'), 30)).toMatchObject({
      status: 'active 0 succeeded 0 failed 1',
      conditions: 'FailureTarget=True PodFailurePolicy, Failed=True PodFailurePolicy',
    });
  });

  test('pods of a job that is deleted go with it, running ones and ended ones', () => {
    for (const image of ['forever', 'ok']) {
      const cluster = bench({ images });
      cluster.create(job('completions: 2\n  parallelism: 1', image));
      cluster.pass(4);
      expect(cluster.run.view.list('Pod').length).toBeGreaterThan(0);
      cluster.run.api().delete('Job.batch/default/j', {}, 'test');
      cluster.pass(5);
      expect(cluster.run.view.list('Pod')).toEqual([]);
    }
  });

  test('a pod of a job that has ended can be deleted', () => {
    const cluster = bench({ images });
    cluster.create(job('activeDeadlineSeconds: 2', 'forever'));
    cluster.pass(60);
    for (const pod of cluster.run.view.list('Pod'))
      cluster.run.api().delete(`Pod/default/${pod.metadata.name}`, {}, '');
    cluster.pass(5);
    expect(cluster.run.view.list('Pod')).toEqual([]);
  });
});
