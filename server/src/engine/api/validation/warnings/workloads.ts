import { dns1123Label } from '../../names.ts';
import type { KubernetesVersion } from '../../version.ts';
import { type Fields, numberAt, objectAt, objectsAt, textAt } from '../read.ts';
import { claimSpecWarnings, podWarnings } from './pod.ts';

/** The name of what makes pods becomes a part of theirs. Follows WarningsOnCreate of pkg/registry/apps/deployment/strategy.go and the like. */
export function lastingNameWarnings(object: Fields, old: Fields | undefined): readonly string[] {
  const name = textAt(objectAt(object, 'metadata'), 'name') ?? '';
  const details = dns1123Label(name);
  if (old !== undefined || name === '' || details.length === 0) return [];
  return [
    `metadata.name: this is used in Pod names and hostnames, which can result in surprising behavior; a DNS label is recommended: [${details.join(' ')}]`,
  ];
}

/** Follows kubernetes pkg/registry/apps/statefulset/strategy.go. */
export function statefulSetWarnings(set: Fields): readonly string[] {
  const spec = objectAt(set, 'spec');
  const claims = objectsAt(spec, 'volumeClaimTemplates').flatMap((claim, index) =>
    claimSpecWarnings(objectAt(claim, 'spec'), `spec.volumeClaimTemplates[${index}]`),
  );
  if ((numberAt(spec, 'revisionHistoryLimit') ?? 0) >= 0) return claims;
  return [
    ...claims,
    'spec.revisionHistoryLimit: a negative value retains all historical revisions; a value >= 0 is recommended',
  ];
}

/** Follows kubernetes pkg/registry/batch/job/strategy.go. */
export function jobWarnings(job: Fields): readonly string[] {
  const spec = objectAt(job, 'spec');
  const many = (numberAt(spec, 'completions') ?? 0) > 100_000 && (numberAt(spec, 'parallelism') ?? 0) > 10_000;
  if (!many || textAt(spec, 'completionMode') !== 'Indexed') return [];
  return [
    'In Indexed Jobs with a number of completions higher than 10^5 and a parallelism higher than 10^4, Kubernetes might not be able to track completedIndexes when a big number of indexes fail',
  ];
}

/** Follows kubernetes pkg/registry/batch/cronjob/strategy.go. */
export function cronJobWarnings(
  cronJob: Fields,
  _old: Fields | undefined,
  version: KubernetesVersion,
): readonly string[] {
  const spec = objectAt(cronJob, 'spec');
  const template = objectAt(objectAt(objectAt(spec, 'jobTemplate'), 'spec'), 'template');
  const warnings = [...podWarnings(template, 'spec.jobTemplate.spec.template', version)];
  if (!textAt(spec, 'schedule')?.includes('TZ')) return warnings;
  return [
    ...warnings,
    'CRON_TZ or TZ used in schedule is not officially supported, see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/ for more details',
  ];
}
