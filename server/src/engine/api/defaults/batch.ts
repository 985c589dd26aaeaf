import { child, childOrNew, children, type Draft, fill, fillEmpty } from './draft.ts';
import { defaultPodTemplate } from './pod.ts';

const maxInt32 = 2_147_483_647;

/** Follows kubernetes pkg/apis/batch/v1/defaults.go SetDefaults_Job. */
export function job(object: Draft): void {
  const spec = childOrNew(object, 'spec');
  if (spec === undefined) return;
  if (spec['parallelism'] === undefined) fill(spec, 'completions', 1);
  fill(spec, 'parallelism', 1);
  fill(spec, 'backoffLimit', spec['backoffLimitPerIndex'] === undefined ? 6 : maxInt32);
  const labels = child(child(child(spec, 'template'), 'metadata'), 'labels');
  const metadata = childOrNew(object, 'metadata');
  if (labels !== undefined && metadata !== undefined && Object.keys(child(metadata, 'labels') ?? {}).length === 0) {
    metadata['labels'] = { ...labels };
  }
  fill(spec, 'completionMode', 'NonIndexed');
  fill(spec, 'suspend', false);
  fill(spec, 'podReplacementPolicy', child(spec, 'podFailurePolicy') === undefined ? 'TerminatingOrFailed' : 'Failed');
  jobSpec(spec);
}

/** Follows kubernetes pkg/apis/batch/v1/defaults.go SetDefaults_CronJob: the Job in it gets its own defaults only when it is made. */
export function cronJob(object: Draft): void {
  const spec = childOrNew(object, 'spec');
  if (spec === undefined) return;
  fillEmpty(spec, 'concurrencyPolicy', 'Allow');
  fill(spec, 'suspend', false);
  fill(spec, 'successfulJobsHistoryLimit', 3);
  fill(spec, 'failedJobsHistoryLimit', 1);
  const template = childOrNew(spec, 'jobTemplate');
  const jobTemplate = template === undefined ? undefined : childOrNew(template, 'spec');
  if (jobTemplate !== undefined) jobSpec(jobTemplate);
}

function jobSpec(spec: Draft): void {
  for (const rule of children(child(spec, 'podFailurePolicy'), 'rules')) {
    for (const pattern of children(rule, 'onPodConditions')) fillEmpty(pattern, 'status', 'True');
  }
  defaultPodTemplate(spec, 'template');
}
