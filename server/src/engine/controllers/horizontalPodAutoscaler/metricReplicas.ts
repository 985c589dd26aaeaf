import type { Pod } from '../../api/pod.ts';
import { isReady } from '../../api/pod.ts';
import { formatQuantity, quantityFromMilli, quantityMilliValue, quantityOr0 } from '../../api/quantity.ts';
import type { Result } from '../../result.ts';
import { ok, refused } from '../../result.ts';
import type { MetricSpec, ResourceMetric } from './autoscaler.ts';

/** How many replicas one metric asks for. */
export interface Recommendation {
  readonly replicas: number;
  /** `cpu resource utilization (percentage of request)`. */
  readonly name: string;
  readonly status: unknown;
}

export interface MetricError {
  /** The reason of the condition and the Event, `FailedGetResourceMetric`. */
  readonly reason: string;
  readonly message: string;
}

/** What is known of the target when a metric is computed. */
export interface Target {
  readonly replicas: number;
  readonly pods: readonly Pod[];
  /** Use of all pods together in milli-units; undefined when there is no metrics source. */
  usage(resource: string): number | undefined;
  tolerance(direction: 'up' | 'down'): number;
}

const noSource =
  'unable to get metrics for resource NAME: unable to fetch metrics from resource metrics API: the server could not find the requested resource (get pods.metrics.k8s.io)';

/** Follows kubernetes pkg/controller/podautoscaler/replica_calculator.go; load is spread evenly over the Ready pods. */
export function recommend(metric: MetricSpec, target: Target): Result<Recommendation, MetricError> {
  const resource = metric.resource ?? metric.containerResource;
  if (resource === undefined)
    return refused({
      reason: `FailedGet${metric.type}Metric`,
      message: `no ${metric.type} metrics in a simulated cluster`,
    });
  const kind = metric.resource === undefined ? 'FailedGetContainerResourceMetric' : 'FailedGetResourceMetric';
  const utilization = typeof resource.target.averageUtilization === 'number';
  const failed = (message: string): Result<never, MetricError> =>
    refused({
      reason: kind,
      message: `failed to get ${resource.name} ${utilization ? 'utilization' : 'resource metric value'}: ${message}`,
    });
  const usage = target.usage(resource.name);
  if (usage === undefined) return failed(noSource.replace('NAME', resource.name));
  const running = target.pods.filter(
    (pod) =>
      pod.metadata.deletionTimestamp === undefined &&
      pod.status?.phase !== 'Failed' &&
      pod.status?.phase !== 'Succeeded',
  );
  const ready = running.filter(isReady);
  if (ready.length === 0)
    return failed(`unable to get metrics for resource ${resource.name}: no metrics returned from resource metrics API`);
  return utilization
    ? byUtilization(resource, target, running, ready, usage, failed)
    : ok(byAverage(resource, target, running, ready, usage));
}

function byUtilization(
  resource: ResourceMetric,
  target: Target,
  running: readonly Pod[],
  ready: readonly Pod[],
  usage: number,
  failed: (message: string) => Result<never, MetricError>,
): Result<Recommendation, MetricError> {
  for (const pod of running) {
    const lacking = pod.spec.containers.find(
      (container) => container.resources?.requests?.[resource.name] === undefined,
    );
    if (lacking !== undefined)
      return failed(`missing request for ${resource.name} in container ${lacking.name} of Pod ${pod.metadata.name}`);
  }
  const request = (pods: readonly Pod[]): number =>
    pods.reduce(
      (sum, pod) =>
        sum +
        pod.spec.containers.reduce(
          (of, container) => of + quantityMilliValue(quantityOr0(container.resources?.requests?.[resource.name])),
          0,
        ),
      0,
    );
  const wanted = resource.target.averageUtilization ?? 0;
  const current = Math.trunc((usage * 100) / Math.max(1, request(ready)));
  const replicas = counted(
    target,
    running,
    ready,
    (pods) => Math.trunc((usage * 100) / Math.max(1, request(pods))) / wanted,
  );
  const average = formatQuantity(quantityFromMilli(Math.trunc(usage / ready.length)));
  const status = {
    type: 'Resource',
    resource: { name: resource.name, current: { averageUtilization: current, averageValue: average } },
  };
  return ok({ replicas, name: `${resource.name} resource utilization (percentage of request)`, status });
}

function byAverage(
  resource: ResourceMetric,
  target: Target,
  running: readonly Pod[],
  ready: readonly Pod[],
  usage: number,
): Recommendation {
  const wanted = Math.max(1, quantityMilliValue(quantityOr0(resource.target.averageValue)));
  const replicas = counted(target, running, ready, (pods) => Math.trunc(usage / Math.max(1, pods.length)) / wanted);
  const average = formatQuantity(quantityFromMilli(Math.trunc(usage / ready.length)));
  return {
    replicas,
    name: `${resource.name} resource`,
    status: { type: 'Resource', resource: { name: resource.name, current: { averageValue: average } } },
  };
}

/** Unready pods count as idle when the answer would be to grow; if that turns the answer, nothing changes. */
function counted(
  target: Target,
  running: readonly Pod[],
  ready: readonly Pod[],
  ratioOver: (pods: readonly Pod[]) => number,
): number {
  const ratio = ratioOver(ready);
  const within = (value: number): boolean =>
    value > 1 ? value - 1 <= target.tolerance('up') : 1 - value <= target.tolerance('down');
  if (within(ratio)) return target.replicas;
  if (ratio < 1 || ready.length === running.length) return Math.ceil(ratio * ready.length);
  const rebalanced = ratioOver(running);
  if (within(rebalanced) || rebalanced < 1) return target.replicas;
  return Math.max(target.replicas, Math.ceil(rebalanced * running.length));
}
