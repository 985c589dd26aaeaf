import type { ApiObject } from '#engine/api/meta.ts';
import { equal } from '#engine/equal.ts';
import { humanDuration } from '../printers/age.ts';
import { selectorText } from '../printers/columns.ts';
import { labelsText, read, readList, readMap, readNumber, readText } from '../printers/read.ts';
import { templateOf } from '../revisions.ts';
import type { DescribeContext, Describer } from './describer.ts';
import { controllerText, describeAnnotations, describeHead, describeLabels, longTime } from './metadata.ts';
import type { Page } from './page.ts';
import { describePodTemplate } from './podSpec.ts';

/** Deployments, ReplicaSets, StatefulSets, DaemonSets, Jobs, CronJobs, ReplicationControllers. */
export const workloadDescribers: readonly Describer[] = [
  { kind: 'Deployment.apps', events: true, describe: describeDeployment },
  {
    kind: 'ReplicaSet.apps',
    events: true,
    describe: (page, object, context) =>
      describeReplicaSet(page, object, context, selectorText(read(object, 'spec.selector'))),
  },
  {
    kind: 'ReplicationController',
    events: true,
    describe: (page, object, context) =>
      describeReplicaSet(page, object, context, labelsText(readMap(object, 'spec.selector'))),
  },
  { kind: 'StatefulSet.apps', events: true, describe: describeStatefulSet },
  { kind: 'DaemonSet.apps', events: true, describe: describeDaemonSet },
  { kind: 'Job.batch', events: true, describe: describeJob },
  { kind: 'CronJob.batch', events: true, describe: describeCronJob },
];

function describeDeployment(page: Page, object: ApiObject, { view }: DescribeContext): void {
  page.field(0, 'Name', object.metadata.name);
  page.field(0, 'Namespace', object.metadata.namespace ?? '');
  page.field(0, 'CreationTimestamp', longTime(object.metadata.creationTimestamp));
  describeLabels(page, 'Labels', object.metadata.labels);
  describeAnnotations(page, 'Annotations', object.metadata.annotations);
  page.field(0, 'Selector', selectorText(read(object, 'spec.selector')));
  const count = (field: string): number => readNumber(object, `status.${field}`);
  page.field(
    0,
    'Replicas',
    `${readNumber(object, 'spec.replicas')} desired | ${count('updatedReplicas')} updated | ${count('replicas')} total | ${count('availableReplicas')} available | ${count('unavailableReplicas')} unavailable`,
  );
  page.field(0, 'StrategyType', readText(object, 'spec.strategy.type'));
  page.field(0, 'MinReadySeconds', readNumber(object, 'spec.minReadySeconds'));
  const rolling = read(object, 'spec.strategy.rollingUpdate');
  if (rolling !== undefined)
    page.field(
      0,
      'RollingUpdateStrategy',
      `${readText(rolling, 'maxUnavailable')} max unavailable, ${readText(rolling, 'maxSurge')} max surge`,
    );
  describePodTemplate(page, read(object, 'spec.template'));
  describeConditions(page, object);
  const sets = [...view.controlledBy(object.metadata.uid ?? '', 'ReplicaSet.apps')];
  if (sets.length === 0) return;
  const newest = sets.filter((set) => equal(templateOf(set), templateOf(object)));
  const old = sets.filter((set) => !newest.includes(set));
  page.field(0, 'OldReplicaSets', setsText(old));
  page.field(0, 'NewReplicaSet', setsText(newest.slice(0, 1)));
}

function setsText(sets: readonly ApiObject[]): string {
  const texts = sets.map(
    (set) =>
      `${set.metadata.name} (${readNumber(set, 'status.replicas')}/${readNumber(set, 'spec.replicas')} replicas created)`,
  );
  return texts.join(', ') || '<none>';
}

function describeConditions(page: Page, object: ApiObject): void {
  const conditions = readList(object, 'status.conditions');
  if (conditions.length === 0) return;
  page.line(0, 'Conditions:');
  page.line(1, 'Type', 'Status', 'Reason');
  page.line(1, '----', '------', '------');
  for (const each of conditions)
    page.line(1, `${readText(each, 'type')} `, readText(each, 'status'), readText(each, 'reason'));
}

function describeReplicaSet(page: Page, object: ApiObject, context: DescribeContext, selector: string): void {
  page.field(0, 'Name', object.metadata.name);
  page.field(0, 'Namespace', object.metadata.namespace ?? '');
  page.field(0, 'Selector', selector);
  describeLabels(page, 'Labels', object.metadata.labels);
  describeAnnotations(page, 'Annotations', object.metadata.annotations);
  if (object.kind === 'ReplicaSet') page.optional(0, 'Controlled By', controllerText(object));
  page.field(
    0,
    'Replicas',
    `${readNumber(object, 'status.replicas')} current / ${readNumber(object, 'spec.replicas')} desired`,
  );
  page.field(0, 'Pods Status', podsText(object, context));
  describePodTemplate(page, read(object, 'spec.template'));
  describeConditions(page, object);
}

function podsText(object: ApiObject, { view }: DescribeContext): string {
  const pods = view.controlledBy(object.metadata.uid ?? '', 'Pod');
  const count = (phase: string): number => pods.filter((pod) => readText(pod, 'status.phase') === phase).length;
  return `${count('Running')} Running / ${count('Pending')} Waiting / ${count('Succeeded')} Succeeded / ${count('Failed')} Failed`;
}

function describeStatefulSet(page: Page, object: ApiObject, context: DescribeContext): void {
  page.field(0, 'Name', object.metadata.name);
  page.field(0, 'Namespace', object.metadata.namespace ?? '');
  page.field(0, 'CreationTimestamp', longTime(object.metadata.creationTimestamp));
  page.field(0, 'Selector', selectorText(read(object, 'spec.selector')));
  describeLabels(page, 'Labels', object.metadata.labels);
  describeAnnotations(page, 'Annotations', object.metadata.annotations);
  page.field(
    0,
    'Replicas',
    `${readNumber(object, 'spec.replicas')} desired | ${readNumber(object, 'status.replicas')} total`,
  );
  page.field(0, 'Update Strategy', readText(object, 'spec.updateStrategy.type'));
  const partition = read(object, 'spec.updateStrategy.rollingUpdate.partition');
  if (partition !== undefined) {
    page.field(1, 'Partition', String(partition));
    page.optional(1, 'MaxUnavailable', read(object, 'spec.updateStrategy.rollingUpdate.maxUnavailable'));
  }
  page.field(0, 'Pods Status', podsText(object, context));
  describePodTemplate(page, read(object, 'spec.template'));
  describeClaims(page, readList(object, 'spec.volumeClaimTemplates'));
}

function describeClaims(page: Page, templates: readonly unknown[]): void {
  if (templates.length === 0) {
    page.field(0, 'Volume Claims', '<none>');
    return;
  }
  page.line(0, 'Volume Claims:');
  for (const claim of templates) {
    page.field(1, 'Name', readText(claim, 'metadata.name'));
    page.field(1, 'StorageClass', readText(claim, 'spec.storageClassName'));
    describeLabels(page, 'Labels', read(claim, 'metadata.labels'), '  ');
    describeLabels(page, 'Annotations', read(claim, 'metadata.annotations'), '  ');
    page.field(1, 'Capacity', readText(claim, 'spec.resources.requests.storage', '<default>'));
    page.field(1, 'Access Modes', `[${readList(claim, 'spec.accessModes').join(' ')}]`);
  }
}

function describeDaemonSet(page: Page, object: ApiObject, context: DescribeContext): void {
  page.field(0, 'Name', object.metadata.name);
  page.field(0, 'Namespace', object.metadata.namespace ?? '');
  page.field(0, 'Selector', selectorText(read(object, 'spec.selector')));
  page.field(0, 'Node-Selector', labelsText(readMap(object, 'spec.template.spec.nodeSelector')));
  describeLabels(page, 'Labels', object.metadata.labels);
  describeAnnotations(page, 'Annotations', object.metadata.annotations);
  const lines = [
    ['Desired Number of Nodes Scheduled', 'desiredNumberScheduled'],
    ['Current Number of Nodes Scheduled', 'currentNumberScheduled'],
    ['Number of Nodes Scheduled with Up-to-date Pods', 'updatedNumberScheduled'],
    ['Number of Nodes Scheduled with Available Pods', 'numberAvailable'],
    ['Number of Nodes Misscheduled', 'numberMisscheduled'],
  ] as const;
  for (const [title, field] of lines) page.line(0, `${title}: ${readNumber(object, `status.${field}`)}`);
  page.field(0, 'Pods Status', podsText(object, context));
  describePodTemplate(page, read(object, 'spec.template'));
}

function describeJob(page: Page, object: ApiObject): void {
  page.field(0, 'Name', object.metadata.name);
  page.field(0, 'Namespace', object.metadata.namespace ?? '');
  page.field(0, 'Selector', selectorText(read(object, 'spec.selector')));
  describeLabels(page, 'Labels', object.metadata.labels);
  describeAnnotations(page, 'Annotations', object.metadata.annotations);
  page.optional(0, 'Controlled By', controllerText(object));
  page.optional(0, 'Parallelism', read(object, 'spec.parallelism'));
  page.field(0, 'Completions', readText(object, 'spec.completions', '<unset>'));
  page.optional(0, 'Completion Mode', read(object, 'spec.completionMode'));
  page.optional(0, 'Suspend', read(object, 'spec.suspend'));
  page.optional(0, 'Backoff Limit', read(object, 'spec.backoffLimit'));
  page.optional(0, 'TTL Seconds After Finished', read(object, 'spec.ttlSecondsAfterFinished'));
  const started = readText(object, 'status.startTime');
  const completed = readText(object, 'status.completionTime');
  if (started !== '') page.field(0, 'Start Time', longTime(started));
  if (completed !== '') page.field(0, 'Completed At', longTime(completed));
  if (started !== '' && completed !== '')
    page.field(0, 'Duration', humanDuration(Date.parse(completed) - Date.parse(started)));
  const deadline = read(object, 'spec.activeDeadlineSeconds');
  if (deadline !== undefined) page.field(0, 'Active Deadline Seconds', `${deadline}s`);
  const ready = read(object, 'status.ready');
  const count = (field: string): number => readNumber(object, `status.${field}`);
  page.field(
    0,
    'Pods Statuses',
    `${count('active')} Active${ready === undefined ? '' : ` (${ready} Ready)`} / ${count('succeeded')} Succeeded / ${count('failed')} Failed`,
  );
  if (read(object, 'spec.completionMode') === 'Indexed')
    page.field(0, 'Completed Indexes', readText(object, 'status.completedIndexes', '<none>'));
  describePodTemplate(page, read(object, 'spec.template'));
}

function describeCronJob(page: Page, object: ApiObject): void {
  describeHead(page, object);
  page.field(0, 'Schedule', readText(object, 'spec.schedule'));
  page.field(0, 'Concurrency Policy', readText(object, 'spec.concurrencyPolicy'));
  const suspend = read(object, 'spec.suspend');
  page.field(0, 'Suspend', suspend === undefined ? '<unset>' : suspend === true ? 'True' : 'False');
  page.field(0, 'Time Zone', readText(object, 'spec.timeZone', '<unset>'));
  page.field(0, 'Successful Job History Limit', readText(object, 'spec.successfulJobsHistoryLimit', '<unset>'));
  page.field(0, 'Failed Job History Limit', readText(object, 'spec.failedJobsHistoryLimit', '<unset>'));
  const starting = read(object, 'spec.startingDeadlineSeconds');
  page.field(0, 'Starting Deadline Seconds', starting === undefined ? '<unset>' : `${starting}s`);
  const job = read(object, 'spec.jobTemplate.spec');
  page.field(0, 'Selector', read(job, 'selector') === undefined ? '<unset>' : selectorText(read(job, 'selector')));
  page.field(0, 'Parallelism', readText(job, 'parallelism', '<unset>'));
  page.field(0, 'Completions', readText(job, 'completions', '<unset>'));
  const deadline = read(job, 'activeDeadlineSeconds');
  if (deadline !== undefined) page.field(0, 'Active Deadline Seconds', `${deadline}s`);
  describePodTemplate(page, read(job, 'template'));
  const last = read(object, 'status.lastScheduleTime');
  page.field(0, 'Last Schedule Time', last === undefined ? '<unset>' : longTime(last));
  page.field(
    0,
    'Active Jobs',
    readList(object, 'status.active')
      .map((each) => readText(each, 'name'))
      .join(', ') || '<none>',
  );
}
