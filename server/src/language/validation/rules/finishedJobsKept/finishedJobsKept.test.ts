import { expect, it } from 'vitest';
import { diagnoseFor } from '../../../../../../test/support/checkDiagnostics.ts';

const diagnose = diagnoseFor('finishedJobsKept');

const job = (spec: string): string =>
  `apiVersion: batch/v1\nkind: Job\nmetadata: {name: j}\nspec:\n  ${spec}\n  template: {spec: {restartPolicy: Never, containers: [{name: a, image: a:1}]}}\n`;

it('speaks of a Job that nothing takes away', () => {
  expect(diagnose(job(''))).toContain('^^^^ warning finishedJobsKept');
});

it('is silent where it goes by itself, and on what a CronJob takes away', () => {
  expect(diagnose(job('ttlSecondsAfterFinished: 0'))).toBe('');
  const cron =
    'apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: c}\nspec: {schedule: "0 * * * *", jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: a:1}]}}}}}\n';
  expect(diagnose(cron)).toBe('');
});
