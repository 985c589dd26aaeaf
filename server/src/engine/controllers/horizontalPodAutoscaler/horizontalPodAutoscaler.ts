import type { Key } from '../../api/key.ts';
import { groupKind, key as keyFrom, keyOf } from '../../api/key.ts';
import type { ApiObject, Condition } from '../../api/meta.ts';
import { quantityMilliValue, quantityOr0 } from '../../api/quantity.ts';
import { atLeast } from '../../api/version.ts';
import { equal } from '../../equal.ts';
import type { Context, Controller, Requeue } from '../controller.ts';
import type { HorizontalPodAutoscaler } from './autoscaler.ts';
import type { Past } from './limits.ts';
import { limit } from './limits.ts';
import { loadOf } from './load.ts';
import type { MetricError, Recommendation, Target } from './metricReplicas.ts';
import { recommend } from './metricReplicas.ts';
import { PodSelectors, podsOf, selectorProblem } from './podSelectors.ts';

const period = 15_000;
const defaultTolerance = 0.1;

type Conditions = Map<string, Condition>;

/** Sizes workloads by their load, every 15 s; follows kubernetes pkg/controller/podautoscaler/horizontal.go. */
export function horizontalPodAutoscalerController(): Controller {
  const pasts = new Map<Key, Past>();
  const known = new Set<Key>();
  const selectors = new PodSelectors();
  return {
    name: 'horizontal-pod-autoscaler',
    watches: [
      { kind: 'HorizontalPodAutoscaler.autoscaling', keys: (change) => (change.before === null ? [change.key] : []) },
    ],
    reconcile(key, context) {
      const autoscaler = context.view.get(key) as HorizontalPodAutoscaler | undefined;
      if (autoscaler === undefined) {
        known.delete(key);
        pasts.delete(key);
        selectors.forget(key);
        return undefined;
      }
      if (known.has(key)) sync(autoscaler, { past: pasts.get(key) ?? remember(pasts, key), selectors }, context);
      known.add(key);
      return { after: period } satisfies Requeue;
    },
  };
}

function remember(pasts: Map<Key, Past>, key: Key): Past {
  const past: Past = { recommendations: [], ups: [], downs: [] };
  pasts.set(key, past);
  return past;
}

/** What the controller remembers: of this autoscaler, and of all. */
interface Memory {
  readonly past: Past;
  readonly selectors: PodSelectors;
}

function sync(autoscaler: HorizontalPodAutoscaler, memory: Memory, context: Context): void {
  const { past } = memory;
  const conditions: Conditions = new Map((autoscaler.status?.conditions ?? []).map((found) => [found.type, found]));
  const set: Setter = (type, status, reason, message) => {
    const before = conditions.get(type);
    const lastTransitionTime =
      (before?.status === status ? before.lastTransitionTime : undefined) ?? context.timestamp();
    conditions.set(type, { type, status, reason, message, lastTransitionTime });
  };
  const write = (status: Partial<NonNullable<HorizontalPodAutoscaler['status']>>): void =>
    writeStatus(autoscaler, { ...statusOf(autoscaler), ...status, conditions: [...conditions.values()] }, context);
  const target = scaleTarget(autoscaler, context);
  if (target === undefined) {
    sayMissing(autoscaler, set, context);
    write({});
    return;
  }
  set('AbleToScale', 'True', 'SucceededGetScale', "the HPA controller was able to get the target's current scale");
  const current = Number((target['spec'] as { replicas?: number }).replicas ?? 1);
  if (past.recommendations.length === 0) past.recommendations.push({ at: context.now, replicas: current });
  const decision = decide(autoscaler, target, current, memory, set, context);
  if (decision === undefined) {
    write({ currentReplicas: current, currentMetrics: null });
    return;
  }
  const { desired, reason, metrics } = decision;
  const rescaled = desired !== current && rescale(autoscaler, target, current, desired, reason, past, context, set);
  write({
    ...(rescaled ? { lastScaleTime: context.timestamp() } : {}),
    currentReplicas: current,
    desiredReplicas: desired,
    currentMetrics: metrics,
  });
}

type Setter = (type: string, status: Condition['status'], reason: string, message: string) => void;

interface Decision {
  readonly desired: number;
  readonly reason: string;
  readonly metrics: readonly unknown[] | null;
}

function sayMissing(autoscaler: HorizontalPodAutoscaler, set: Setter, { api }: Context): void {
  const { apiVersion = '', kind, name } = autoscaler.spec.scaleTargetRef;
  const group = apiVersion.includes('/') ? `.${apiVersion.split('/')[0]}` : '';
  const error = `${kind.toLowerCase()}s${group} "${name}" not found`;
  api.event(autoscaler, 'Warning', 'FailedGetScale', error);
  set(
    'AbleToScale',
    'False',
    'FailedGetScale',
    `the HPA controller was unable to get the target's current scale: ${error}`,
  );
}

/** The size the target should have; undefined when no metric could be computed. */
function decide(
  autoscaler: HorizontalPodAutoscaler,
  target: ApiObject,
  current: number,
  { past, selectors }: Memory,
  set: Setter,
  context: Context,
): Decision | undefined {
  const { minReplicas = 1, maxReplicas } = autoscaler.spec;
  const metrics = autoscaler.status?.currentMetrics ?? null;
  if (current === 0 && minReplicas !== 0) {
    set(
      'ScalingActive',
      'False',
      'ScalingDisabled',
      'scaling is disabled since the replica count of the target is zero',
    );
    return { desired: 0, reason: '', metrics };
  }
  if (current > maxReplicas)
    return { desired: maxReplicas, reason: 'Current number of replicas above Spec.MaxReplicas', metrics };
  if (current < minReplicas)
    return { desired: minReplicas, reason: 'Current number of replicas below Spec.MinReplicas', metrics };
  const problem = selectorProblem(autoscaler, target, selectors, context);
  if (problem !== undefined) {
    context.api.event(autoscaler, 'Warning', problem.event, problem.message);
    set('ScalingActive', 'False', problem.reason, problem.condition ?? problem.message);
    context.api.event(autoscaler, 'Warning', 'FailedComputeMetricsReplicas', problem.message);
    return undefined;
  }
  const computed = compute(autoscaler, target, current, context);
  if (computed.kind === 'failed') {
    set(
      'ScalingActive',
      'False',
      computed.error.reason,
      `the HPA was unable to compute the replica count: ${computed.error.message}`,
    );
    const all = (autoscaler.spec.metrics ?? []).length;
    const message = `invalid metrics (${computed.failures} invalid out of ${all}), first error is: failed to get ${computed.metric} resource metric value: ${computed.error.message}`;
    context.api.event(autoscaler, 'Warning', 'FailedComputeMetricsReplicas', message);
    return undefined;
  }
  const { best, statuses } = computed;
  set(
    'ScalingActive',
    'True',
    'ValidMetricFound',
    `the HPA was able to successfully calculate a replica count from ${best.name}`,
  );
  const limited = limit(autoscaler, current, best.replicas, past, context.now);
  set('AbleToScale', ...limited.ableToScale);
  set('ScalingLimited', ...limited.scalingLimited);
  return {
    desired: limited.replicas,
    reason: best.replicas > current ? `${best.name} above target` : 'All metrics below target',
    metrics: statuses,
  };
}

function rescale(
  autoscaler: HorizontalPodAutoscaler,
  target: ApiObject,
  from: number,
  to: number,
  reason: string,
  past: Past,
  context: Context,
  set: Setter,
): boolean {
  const outcome = context.api.update(
    { ...target, spec: { ...(target['spec'] as object), replicas: to } },
    `New size: ${to}; reason: ${reason}`,
  );
  if (outcome.kind === 'rejected') {
    context.api.event(
      autoscaler,
      'Warning',
      'FailedRescale',
      `New size: ${to}; reason: ${reason}; error: ${outcome.status.message}`,
    );
    set(
      'AbleToScale',
      'False',
      'FailedUpdateScale',
      `the HPA controller was unable to update the target scale: ${outcome.status.message}`,
    );
    return false;
  }
  set('AbleToScale', 'True', 'SucceededRescale', `the HPA controller was able to update the target scale to ${to}`);
  context.api.event(autoscaler, 'Normal', 'SuccessfulRescale', `New size: ${to}; reason: ${reason}`);
  (to > from ? past.ups : past.downs).push({ at: context.now, by: Math.abs(to - from) });
  return true;
}

type Computed =
  | { readonly kind: 'computed'; readonly best: Recommendation; readonly statuses: readonly unknown[] }
  | { readonly kind: 'failed'; readonly error: MetricError; readonly failures: number; readonly metric: string };

function compute(autoscaler: HorizontalPodAutoscaler, target: ApiObject, replicas: number, context: Context): Computed {
  const known = targetOf(autoscaler, target, replicas, context);
  let best: Recommendation | undefined;
  let first: { error: MetricError; metric: string } | undefined;
  let failures = 0;
  const statuses: unknown[] = [];
  for (const metric of autoscaler.spec.metrics ?? []) {
    const result = recommend(metric, known);
    if (result.ok) {
      statuses.push(result.value.status);
      if (best === undefined || result.value.replicas > best.replicas) best = result.value;
      continue;
    }
    failures++;
    first ??= { error: result.error, metric: metric.resource?.name ?? metric.containerResource?.name ?? metric.type };
    context.api.event(autoscaler, 'Warning', result.error.reason, result.error.message);
  }
  if (best === undefined || (first !== undefined && best.replicas < replicas)) {
    return {
      kind: 'failed',
      failures,
      ...(first ?? { error: { reason: 'InvalidMetricSourceType', message: 'no metrics' }, metric: '' }),
    };
  }
  return { kind: 'computed', best, statuses };
}

function targetOf(autoscaler: HorizontalPodAutoscaler, target: ApiObject, replicas: number, context: Context): Target {
  const namespace = target.metadata.namespace ?? 'default';
  const pods = podsOf(target, context);
  const { loads, kubernetesVersion } = context.conditions;
  // HPAConfigurableTolerance is on from 1.35.
  const behavior = atLeast(kubernetesVersion, '1.35') ? autoscaler.spec.behavior : undefined;
  return {
    replicas,
    pods,
    usage: (resource) =>
      loads === undefined
        ? undefined
        : loadOf(loads, { kind: target.kind, name: target.metadata.name, namespace }, resource, context.now),
    tolerance(direction) {
      const own = direction === 'up' ? behavior?.scaleUp?.tolerance : behavior?.scaleDown?.tolerance;
      return own === undefined ? defaultTolerance : quantityMilliValue(quantityOr0(own)) / 1000;
    },
  };
}

function scaleTarget(autoscaler: HorizontalPodAutoscaler, { view }: Context): ApiObject | undefined {
  const { apiVersion = 'apps/v1', kind, name } = autoscaler.spec.scaleTargetRef;
  return view.get(keyFrom(groupKind(apiVersion, kind), autoscaler.metadata.namespace ?? 'default', name));
}

function statusOf(autoscaler: HorizontalPodAutoscaler): NonNullable<HorizontalPodAutoscaler['status']> {
  return autoscaler.status ?? { desiredReplicas: 0, currentMetrics: null };
}

function writeStatus(
  autoscaler: HorizontalPodAutoscaler,
  status: HorizontalPodAutoscaler['status'],
  { view, api }: Context,
): void {
  const current = view.get(keyOf(autoscaler));
  if (current === undefined || equal(status, current['status'])) return;
  api.updateStatus({ ...current, status }, 'the load or the size of the target changed');
}
