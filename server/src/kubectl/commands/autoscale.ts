import type { ApiObject } from '#engine/api/meta.ts';
import { parseQuantity } from '#engine/api/quantity.ts';
import type { Command, Context } from '../command.ts';
import { fail } from '../command.ts';
import { outputFlags } from '../printers/objectOutput.ts';
import { scalableKinds } from '../scaleSubresource.ts';
import { select, selectionFlags, type Target } from '../targets.ts';
import { dryRunFlag, dryRunOf } from '../write.ts';
import { putNew } from './create.ts';

/** `kubectl autoscale TYPE/NAME --min --max --cpu`. */
export const autoscale: Command = {
  name: 'autoscale',
  flags: [
    ...selectionFlags(),
    ...outputFlags,
    dryRunFlag,
    { name: 'min', type: 'int' },
    { name: 'max', type: 'int' },
    { name: 'cpu-percent', type: 'int' },
    { name: 'cpu', type: 'string' },
    { name: 'memory', type: 'string' },
    { name: 'name', type: 'string' },
    { name: 'record', type: 'bool' },
    { name: 'save-config', type: 'bool' },
  ],
  run(context: Context): number {
    const max = context.flags.int('max');
    if (max === undefined) return fail(context, 'required flag(s) "max" not set');
    const min = context.flags.int('min') ?? -1;
    if (max < 1) return fail(context, `--max=MAXPODS is required and must be at least 1, max: ${max}`);
    if (max < min)
      return fail(context, `--max=MAXPODS must be larger or equal to --min=MINPODS, max: ${max}, min: ${min}`);
    const metrics = metricsOf(context);
    if (typeof metrics === 'string') return fail(context, metrics);
    if (context.flags.has('cpu-percent'))
      context.err(
        "Flag --cpu-percent has been deprecated, Use --cpu with percentage or resource quantity format (e.g., '70%' for utilization or '500m' for milliCPU).",
      );
    const selection = select(context);
    if (!selection.ok) return fail(context, selection.error);
    for (const error of selection.value.errors) context.err(error);
    let code = selection.value.errors.length > 0 ? 1 : 0;
    for (const target of selection.value.targets) if (!autoscaleOne(context, target, metrics)) code = 1;
    return code;
  },
};

function autoscaleOne(context: Context, { object }: Target, metrics: readonly unknown[]): boolean {
  if (!scalableKinds.includes(object.kind)) {
    context.err(`error: cannot autoscale a ${object.kind}: scaling is not supported for this resource`);
    return false;
  }
  const min = context.flags.int('min') ?? -1;
  const autoscaler: ApiObject = {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: {
      name: context.flags.text('name') ?? object.metadata.name,
      namespace: object.metadata.namespace ?? context.namespace,
    },
    spec: {
      ...(min > 0 ? { minReplicas: min } : {}),
      maxReplicas: context.flags.int('max'),
      scaleTargetRef: { apiVersion: object.apiVersion, kind: object.kind, name: object.metadata.name },
      ...(metrics.length > 0 ? { metrics } : {}),
    },
  };
  return putNew(context, autoscaler, dryRunOf(context), '', 'autoscaled');
}

function metricsOf(context: Context): readonly unknown[] | string {
  const percent = context.flags.int('cpu-percent');
  const cpu = context.flags.text('cpu') ?? (percent !== undefined && percent > 0 ? `${percent}%` : undefined);
  const metrics: unknown[] = [];
  for (const [name, value] of [
    ['cpu', cpu],
    ['memory', context.flags.text('memory')],
  ] as const) {
    if (value === undefined) continue;
    const target = targetOf(value);
    if (target === undefined) return `invalid --${name} value: ${value}`;
    metrics.push({ type: 'Resource', resource: { name, target } });
  }
  return metrics;
}

function targetOf(value: string): unknown {
  if (/^\d+%$/.test(value)) return { type: 'Utilization', averageUtilization: Number(value.slice(0, -1)) };
  return parseQuantity(value).ok ? { type: 'AverageValue', averageValue: value } : undefined;
}
