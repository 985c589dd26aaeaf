import type { ApiObject } from '#engine/api/meta.ts';
import { humanDuration, since } from '../age.ts';
import type { TableContext } from '../columns.ts';
import {
  ageColumn,
  column,
  containerColumns,
  type KindColumns,
  mapSelectorColumn,
  nameColumn,
  numberColumn,
  selectorColumn,
  textColumn,
} from '../columns.ts';
import { labelsText, read, readList, readMap, readNumber, readText } from '../read.ts';

const template = 'spec.template.spec';

/** Workloads and what they own; follows kubernetes pkg/printers/internalversion. */
export const workloadColumns: readonly KindColumns[] = [
  {
    kind: 'Deployment.apps',
    columns: [
      nameColumn,
      column(
        'READY',
        (object) => `${readNumber(object, 'status.readyReplicas')}/${readNumber(object, 'spec.replicas')}`,
      ),
      numberColumn('UP-TO-DATE', 'status.updatedReplicas'),
      numberColumn('AVAILABLE', 'status.availableReplicas'),
      ageColumn,
      ...containerColumns(template),
      selectorColumn('spec.selector'),
    ],
  },
  {
    kind: 'ReplicaSet.apps',
    columns: [...counts(), ageColumn, ...containerColumns(template), selectorColumn('spec.selector')],
  },
  {
    kind: 'ReplicationController',
    columns: [...counts(), ageColumn, ...containerColumns(template), mapSelectorColumn('spec.selector')],
  },
  {
    kind: 'StatefulSet.apps',
    columns: [
      nameColumn,
      column(
        'READY',
        (object) => `${readNumber(object, 'status.readyReplicas')}/${readNumber(object, 'spec.replicas')}`,
      ),
      ageColumn,
      ...containerColumns(template),
    ],
  },
  {
    kind: 'DaemonSet.apps',
    columns: [
      nameColumn,
      numberColumn('DESIRED', 'status.desiredNumberScheduled'),
      numberColumn('CURRENT', 'status.currentNumberScheduled'),
      numberColumn('READY', 'status.numberReady'),
      numberColumn('UP-TO-DATE', 'status.updatedNumberScheduled'),
      numberColumn('AVAILABLE', 'status.numberAvailable'),
      column('NODE SELECTOR', (object) => labelsText(readMap(object, `${template}.nodeSelector`))),
      ageColumn,
      ...containerColumns(template),
      selectorColumn('spec.selector'),
    ],
  },
  {
    kind: 'Job.batch',
    columns: [
      nameColumn,
      column('STATUS', jobStatus),
      column('COMPLETIONS', completions),
      column('DURATION', jobDuration),
      ageColumn,
      ...containerColumns(template),
      selectorColumn('spec.selector'),
    ],
  },
  {
    kind: 'CronJob.batch',
    columns: [
      nameColumn,
      textColumn('SCHEDULE', 'spec.schedule'),
      textColumn('TIMEZONE', 'spec.timeZone'),
      column('SUSPEND', (object) => (read(object, 'spec.suspend') === true ? 'True' : 'False')),
      column('ACTIVE', (object) => String(readList(object, 'status.active').length)),
      column('LAST SCHEDULE', (object, { now }) => {
        const last = read(object, 'status.lastScheduleTime');
        return last === undefined ? '<none>' : since(last, now);
      }),
      ageColumn,
      ...containerColumns('spec.jobTemplate.spec.template.spec'),
      selectorColumn('spec.jobTemplate.spec.selector'),
    ],
  },
  {
    kind: 'ControllerRevision.apps',
    columns: [
      nameColumn,
      column('CONTROLLER', (object) => {
        const owner = object.metadata.ownerReferences?.find((each) => each.controller === true);
        if (owner === undefined) return '<none>';
        const group = owner.apiVersion.includes('/') ? `.${owner.apiVersion.split('/')[0]}` : '';
        return `${owner.kind.toLowerCase()}${group}/${owner.name}`;
      }),
      column('REVISION', (object) => readText(object, 'revision', '0')),
      ageColumn,
    ],
  },
  {
    kind: 'PodTemplate',
    columns: [
      nameColumn,
      ...containerColumns('template.spec').map((each) => column(each.header, each.cell)),
      column('POD LABELS', (object) => labelsText(readMap(object, 'template.metadata.labels'))),
    ],
  },
  {
    kind: 'HorizontalPodAutoscaler.autoscaling',
    columns: [
      nameColumn,
      column(
        'REFERENCE',
        (object) => `${readText(object, 'spec.scaleTargetRef.kind')}/${readText(object, 'spec.scaleTargetRef.name')}`,
      ),
      column('TARGETS', metricsText),
      column('MINPODS', (object) => readText(object, 'spec.minReplicas', '<unset>')),
      numberColumn('MAXPODS', 'spec.maxReplicas'),
      numberColumn('REPLICAS', 'status.currentReplicas'),
      ageColumn,
    ],
  },
  {
    kind: 'PodDisruptionBudget.policy',
    columns: [
      nameColumn,
      textColumn('MIN AVAILABLE', 'spec.minAvailable', 'N/A'),
      textColumn('MAX UNAVAILABLE', 'spec.maxUnavailable', 'N/A'),
      numberColumn('ALLOWED DISRUPTIONS', 'status.disruptionsAllowed'),
      ageColumn,
    ],
  },
];

function counts(): KindColumns['columns'] {
  return [
    nameColumn,
    numberColumn('DESIRED', 'spec.replicas'),
    numberColumn('CURRENT', 'status.replicas'),
    numberColumn('READY', 'status.readyReplicas'),
  ];
}

function hasCondition(object: ApiObject, type: string): boolean {
  return readList(object, 'status.conditions').some(
    (condition) => read(condition, 'type') === type && read(condition, 'status') === 'True',
  );
}

function jobStatus(job: ApiObject): string {
  if (hasCondition(job, 'Complete')) return 'Complete';
  if (hasCondition(job, 'Failed')) return 'Failed';
  if (job.metadata.deletionTimestamp !== undefined) return 'Terminating';
  if (hasCondition(job, 'Suspended')) return 'Suspended';
  if (hasCondition(job, 'FailureTarget')) return 'FailureTarget';
  if (hasCondition(job, 'SuccessCriteriaMet')) return 'SuccessCriteriaMet';
  return 'Running';
}

function completions(job: ApiObject): string {
  const succeeded = readNumber(job, 'status.succeeded');
  const wanted = read(job, 'spec.completions');
  if (wanted !== undefined) return `${succeeded}/${wanted}`;
  const parallelism = readNumber(job, 'spec.parallelism');
  return parallelism > 1 ? `${succeeded}/1 of ${parallelism}` : `${succeeded}/1`;
}

function jobDuration(job: ApiObject, { now }: TableContext): string {
  const started = readText(job, 'status.startTime');
  if (started === '') return '';
  const ended = readText(job, 'status.completionTime');
  return humanDuration((ended === '' ? now : Date.parse(ended)) - Date.parse(started));
}

/** TARGETS: current and wanted value of every metric; at most two, then how many more. */
function metricsText(object: ApiObject): string {
  const current = readList(object, 'status.currentMetrics');
  const texts = readList(object, 'spec.metrics').map((metric, index) => metricText(metric, current[index]));
  if (texts.length === 0) return '<none>';
  return texts.length > 2 ? `${texts.slice(0, 2).join(', ')} + ${texts.length - 2} more...` : texts.join(', ');
}

function metricText(metric: unknown, current: unknown): string {
  const type = readText(metric, 'type');
  const field = `${type.slice(0, 1).toLowerCase()}${type.slice(1)}`;
  const name = type === 'Resource' || type === 'ContainerResource' ? `${readText(metric, `${field}.name`)}: ` : '';
  const wanted = `${field}.target`;
  const utilization = read(metric, `${wanted}.averageUtilization`);
  if (utilization !== undefined) {
    const found = read(current, `${field}.current.averageUtilization`);
    return `${name}${found === undefined ? '<unknown>' : `${found}%`}/${utilization}%`;
  }
  const average = readText(metric, `${wanted}.averageValue`);
  if (average !== '') {
    const found = readText(current, `${field}.current.averageValue`, '<unknown>');
    return `${name}${found}/${average}${type === 'Object' || type === 'External' ? ' (avg)' : ''}`;
  }
  return `${name}${readText(current, `${field}.current.value`, '<unknown>')}/${readText(metric, `${wanted}.value`)}`;
}
