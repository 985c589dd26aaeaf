import type { Job } from '../../api/job.ts';
import type { ApiObject } from '../../api/meta.ts';
import { ok } from '../../result.ts';
import type { Strategy } from '../strategy.ts';

/** New Jobs get their selector and the labels that go with it; follows kubernetes pkg/registry/batch/job/strategy.go. */
export function jobStrategy(): Strategy {
  return {
    kind: 'Job.batch',
    prepareForCreate(object) {
      const job = { ...(object as Job), status: {} };
      return ok(job.spec?.manualSelector === true ? job : withSelector(job));
    },
  };
}

function withSelector(job: Job): ApiObject {
  const uid = job.metadata.uid ?? '';
  const template = job.spec?.template ?? { spec: { containers: [] } };
  const labels = {
    'batch.kubernetes.io/controller-uid': uid,
    'batch.kubernetes.io/job-name': job.metadata.name,
    'controller-uid': uid,
    'job-name': job.metadata.name,
  };
  const selector = {
    ...job.spec?.selector,
    matchLabels: { ...job.spec?.selector?.matchLabels, 'batch.kubernetes.io/controller-uid': uid },
  };
  const metadata = { ...template.metadata, labels: { ...template.metadata?.labels, ...labels } };
  // A Job without labels of its own shows those of its template, the generated ones included: defaulting runs on what is read, too.
  const own =
    Object.keys(job.metadata.labels ?? {}).length > 0 ? job.metadata : { ...job.metadata, labels: metadata.labels };
  return { ...job, metadata: own, spec: { ...job.spec, selector, template: { ...template, metadata } } };
}
