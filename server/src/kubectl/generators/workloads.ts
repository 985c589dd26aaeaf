import type { ApiObject } from '#engine/api/meta.ts';
import type { Result } from '#engine/result.ts';
import { ok, refused } from '#engine/result.ts';
import type { Command, Context } from '../command.ts';
import { read } from '../printers/read.ts';
import { select } from '../targets.ts';
import { containerName, generator, metadataOf, trailing } from './generator.ts';

/** `kubectl create deployment|job|cronjob`. */
export const workloadGenerators: readonly Command[] = [
  generator(
    'create deployment',
    [
      { name: 'image', type: 'list' },
      { name: 'replicas', short: 'r', type: 'int' },
      { name: 'port', type: 'int' },
    ],
    deployment,
  ),
  generator(
    'create job',
    [
      { name: 'image', type: 'string' },
      { name: 'from', type: 'string' },
    ],
    job,
  ),
  generator(
    'create cronjob',
    [
      { name: 'image', type: 'string' },
      { name: 'schedule', type: 'string' },
      { name: 'restart', type: 'string' },
    ],
    cronJob,
  ),
];

function deployment(context: Context, name: string): Result<ApiObject, string> {
  const images = context.flags.list('image');
  if (images.length === 0) return refused('required flag(s) "image" not set');
  const command = trailing(context);
  if (images.length > 1 && command.length > 0) return refused('cannot specify multiple --image options and command');
  const port = context.flags.int('port') ?? -1;
  const labels = { app: name };
  const containers = images.map((image) => ({
    name: containerName(image),
    image,
    ...(command.length > 0 ? { command } : {}),
    ...(port > 0 ? { ports: [{ containerPort: port }] } : {}),
    resources: {},
  }));
  return ok({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: metadataOf(context, name, labels),
    spec: {
      replicas: context.flags.int('replicas') ?? 1,
      selector: { matchLabels: labels },
      strategy: {},
      template: { metadata: { labels }, spec: { containers } },
    },
    status: {},
  });
}

function podTemplate(name: string, image: string, command: readonly string[], restartPolicy: string): unknown {
  const container = { name, image, ...(command.length > 0 ? { command } : {}), resources: {} };
  return { metadata: {}, spec: { containers: [container], restartPolicy } };
}

function job(context: Context, name: string): Result<ApiObject, string> {
  const image = context.flags.text('image') ?? '';
  const from = context.flags.text('from');
  if ((image === '') === (from === undefined)) return refused('either --image or --from must be specified');
  if (from === undefined)
    return ok({
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: metadataOf(context, name),
      spec: { template: podTemplate(name, image, trailing(context), 'Never') },
      status: {},
    });
  const found = select(context, [from]);
  const cronJobObject = found.ok ? found.value.targets[0]?.object : undefined;
  if (cronJobObject === undefined) return refused(`unable to find ${from}`);
  if (cronJobObject.kind !== 'CronJob') return refused('from must be an existing cronjob');
  const template = read(cronJobObject, 'spec.jobTemplate') as {
    readonly metadata?: ApiObject['metadata'];
    readonly spec?: unknown;
  };
  const { name: owner, uid = '' } = cronJobObject.metadata;
  return ok({
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      ...metadataOf(context, name),
      ...(template.metadata?.labels === undefined ? {} : { labels: template.metadata.labels }),
      annotations: { 'cronjob.kubernetes.io/instantiate': 'manual', ...template.metadata?.annotations },
      ownerReferences: [{ apiVersion: 'batch/v1', kind: 'CronJob', name: owner, uid, controller: true }],
    },
    spec: template.spec,
  });
}

function cronJob(context: Context, name: string): Result<ApiObject, string> {
  const image = context.flags.text('image') ?? '';
  const schedule = context.flags.text('schedule') ?? '';
  const missing = [image === '' ? '"image"' : '', schedule === '' ? '"schedule"' : ''].filter((each) => each !== '');
  if (missing.length > 0) return refused(`required flag(s) ${missing.join(', ')} not set`);
  const template = podTemplate(name, image, trailing(context), context.flags.text('restart') ?? 'OnFailure');
  return ok({
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: metadataOf(context, name),
    spec: { schedule, jobTemplate: { metadata: { name }, spec: { template } } },
    status: {},
  });
}
