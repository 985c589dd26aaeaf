import type { CronJob } from '../../api/job.ts';
import type { ApiObject } from '../../api/meta.ts';
import type { Millis } from '../../time.ts';
import { controllerReference } from '../ownership.ts';

/** The Job of one run, named after its scheduled minute; follows kubernetes pkg/controller/cronjob/utils.go getJobFromTemplate2. */
export function jobOf(cronJob: CronJob, due: Millis, scheduled: string): ApiObject {
  const { metadata, spec } = cronJob.spec.jobTemplate;
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name: `${cronJob.metadata.name}-${Math.floor(due / 60_000)}`,
      namespace: cronJob.metadata.namespace ?? 'default',
      ...(metadata?.labels === undefined ? {} : { labels: metadata.labels }),
      annotations: { ...metadata?.annotations, 'batch.kubernetes.io/cronjob-scheduled-timestamp': scheduled },
      ownerReferences: [controllerReference(cronJob)],
    },
    spec,
  };
}
