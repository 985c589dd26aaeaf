import type { Pod, PodSpec } from '../../api/pod.ts';
import { compareQuantities, quantityOr0 } from '../../api/quantity.ts';
import { ok } from '../../result.ts';
import type { Strategy } from '../strategy.ts';

/** A new pod is Pending and has its class of service; follows kubernetes pkg/registry/core/pod/strategy.go. */
export function podStrategy(): Strategy {
  return {
    kind: 'Pod',
    prepareForCreate: (object) => {
      const pod = object as Pod;
      const gated = (pod.spec.schedulingGates ?? []).length > 0;
      const conditions = [
        {
          type: 'PodScheduled',
          status: 'False',
          reason: 'SchedulingGated',
          message: 'Scheduling is blocked due to non-empty scheduling gates',
        },
      ];
      return ok({
        ...object,
        status: { phase: 'Pending', ...(gated ? { conditions } : {}), qosClass: qosClass(pod.spec) },
      });
    },
  };
}

const resources = ['cpu', 'memory'];

/** Guaranteed, Burstable or BestEffort; follows kubernetes pkg/apis/core/helper/qos. */
export function qosClass(spec: PodSpec): 'Guaranteed' | 'Burstable' | 'BestEffort' {
  const holders =
    spec.resources === undefined
      ? [...(spec.containers ?? []), ...(spec.initContainers ?? [])]
      : [{ resources: spec.resources }];
  const asks = (list: Readonly<Record<string, string | number>> | undefined, name: string): boolean =>
    list?.[name] !== undefined && quantityOr0(list[name]).nano > 0n;
  const any = holders.some(({ resources: given }) =>
    resources.some((name) => asks(given?.requests, name) || asks(given?.limits, name)),
  );
  if (!any) return 'BestEffort';
  const guaranteed = holders.every(({ resources: given }) =>
    resources.every(
      (name) =>
        asks(given?.limits, name) &&
        (given?.requests?.[name] === undefined ||
          compareQuantities(quantityOr0(given.requests[name]), quantityOr0(given.limits?.[name])) === 0),
    ),
  );
  return guaranteed ? 'Guaranteed' : 'Burstable';
}
