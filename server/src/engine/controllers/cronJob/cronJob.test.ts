import { expect, test } from 'vitest';
import { bench } from '../../../../../test/support/engineRun.ts';

const cronJob = (spec: string, image: string): string => `
apiVersion: batch/v1
kind: CronJob
metadata: { name: tick }
spec:
  schedule: "* * * * *"
  ${spec}
  jobTemplate:
    spec:
      template:
        spec: { restartPolicy: Never, containers: [{ name: c, image: ${image} }] }
`;

function checkCronJob(spec: string, image: string, minutes: number): { jobs: string[]; events: string } {
  const cluster = bench({ images: [{ match: 'quick', ready: 0, exits: { after: 1000, code: 0, from: 'running' } }] });
  cluster.create(cronJob(spec, image));
  cluster.pass(minutes * 60 + 30);
  return {
    jobs: cluster.run.view.list('Job.batch').map((job) => job.metadata.name),
    events: cluster.events('CronJob/tick'),
  };
}

// 2026-01-01T00:00:00Z is minute 29453760 of the Unix clock.
test('a job a minute, named after it, the oldest beyond the history gone', () => {
  const { jobs, events } = checkCronJob('successfulJobsHistoryLimit: 2', 'quick', 4);
  expect(jobs).toEqual(['tick-29453763', 'tick-29453764']);
  expect(events).toContain('SuccessfulCreate: Created job tick-29453761');
  expect(events).toContain('SawCompletedJob: Saw completed job: tick-29453761, condition: Complete');
  expect(events).toContain('SuccessfulDelete: Deleted job tick-29453761');
});

test('Forbid: a run that still goes on keeps the next from starting', () => {
  const { jobs, events } = checkCronJob('concurrencyPolicy: Forbid', 'long', 3);
  expect(jobs).toEqual(['tick-29453761']);
  expect(events).toContain(
    'JobAlreadyActive: Not starting job because prior execution is running and concurrency policy is Forbid',
  );
});

test('Replace: the next run deletes the one before', () => {
  const { jobs, events } = checkCronJob('concurrencyPolicy: Replace', 'long', 2);
  expect(jobs).toEqual(['tick-29453762']);
  expect(events).toContain('SuccessfulDelete: Deleted job tick-29453761');
});

test('suspend: none', () => {
  expect(checkCronJob('suspend: true', 'quick', 3).jobs).toEqual([]);
});
