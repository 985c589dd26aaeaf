import { groupKind, groupOf } from '../api/key.ts';
import { kindInfo } from '../api/kinds.ts';
import type { ApiObject } from '../api/meta.ts';
import type { Pod, ResourceList } from '../api/pod.ts';
import { podLimits, podRequests } from '../api/podResources.ts';
import type { Quantity } from '../api/quantity.ts';
import { addQuantities, quantityFromValue, quantityOr0 } from '../api/quantity.ts';
import type { StoreView } from '../store/view.ts';

export type Usage = ReadonlyMap<string, Quantity>;

const one = quantityFromValue(1);

/** What one object takes of a quota, by the quota's resource names; follows kubernetes pkg/quota/v1/evaluator/core. */
export function usageOf(object: ApiObject): Usage {
  const usage = new Map<string, Quantity>([[countName(object), one]]);
  switch (object.kind) {
    case 'Pod':
      return podUsage(object as Pod, usage);
    case 'Service':
      return serviceUsage(object, usage);
    case 'PersistentVolumeClaim':
      return claimUsage(object, usage);
    case 'ConfigMap':
    case 'Secret':
    case 'ReplicationController':
    case 'ResourceQuota':
      return usage.set(`${object.kind.toLowerCase()}s`, one);
    default:
      return usage;
  }
}

/** What all objects of the namespace that this quota counts take together. */
export function usedOf(view: StoreView, quota: ApiObject, names: readonly string[]): Usage {
  const used = new Map<string, Quantity>(names.map((name) => [name, quantityOr0(0)]));
  for (const kind of view.kinds()) {
    if (kind === 'Event') continue;
    for (const object of view.list(kind, quota.metadata.namespace)) {
      if (!countedBy(quota, object)) continue;
      for (const [name, amount] of usageOf(object)) {
        const before = used.get(name);
        if (before !== undefined) used.set(name, addQuantities(before, amount));
      }
    }
  }
  return used;
}

/** Whether the quota's scopes take the object in. */
export function countedBy(quota: ApiObject, object: ApiObject): boolean {
  const spec = (quota['spec'] ?? {}) as QuotaSpec;
  const scopes = [
    ...(spec.scopes ?? []).map((scopeName) => ({ scopeName, operator: 'Exists', values: undefined })),
    ...(spec.scopeSelector?.matchExpressions ?? []),
  ];
  if (scopes.length === 0) return true;
  return (
    object.kind === 'Pod' &&
    scopes.every((scope) => inScope(object as Pod, scope.scopeName, scope.operator, scope.values ?? []))
  );
}

export interface QuotaSpec {
  readonly hard?: ResourceList;
  readonly scopes?: readonly string[];
  readonly scopeSelector?: {
    readonly matchExpressions?: readonly {
      readonly scopeName: string;
      readonly operator: string;
      readonly values?: readonly string[];
    }[];
  };
}

function inScope(pod: Pod, scope: string, operator: string, values: readonly string[]): boolean {
  const bestEffort = podRequests(pod.spec).size === 0 && podLimits(pod.spec).size === 0;
  const deadline = pod.spec.activeDeadlineSeconds !== undefined && pod.spec.activeDeadlineSeconds !== null;
  switch (scope) {
    case 'BestEffort':
      return bestEffort;
    case 'NotBestEffort':
      return !bestEffort;
    case 'Terminating':
      return deadline;
    case 'NotTerminating':
      return !deadline;
    case 'PriorityClass':
      return matchesClass(pod.spec.priorityClassName ?? '', operator, values);
    default:
      return false;
  }
}

function matchesClass(name: string, operator: string, values: readonly string[]): boolean {
  if (operator === 'In') return values.includes(name);
  if (operator === 'NotIn') return !values.includes(name);
  return operator === 'Exists' ? name !== '' : name === '';
}

function podUsage(pod: Pod, usage: Map<string, Quantity>): Usage {
  const phase = pod.status?.phase;
  if (phase === 'Succeeded' || phase === 'Failed') return usage;
  usage.set('pods', one);
  for (const [name, amount] of podRequests(pod.spec)) {
    usage.set(`requests.${name}`, amount);
    if (name === 'cpu' || name === 'memory' || name === 'ephemeral-storage') usage.set(name, amount);
  }
  for (const [name, amount] of podLimits(pod.spec)) usage.set(`limits.${name}`, amount);
  return usage;
}

function serviceUsage(service: ApiObject, usage: Map<string, Quantity>): Usage {
  const spec = (service['spec'] ?? {}) as {
    type?: string;
    ports?: readonly unknown[];
    allocateLoadBalancerNodePorts?: boolean;
  };
  usage.set('services', one);
  const ports = quantityFromValue(spec.ports?.length ?? 0);
  if (spec.type === 'NodePort') usage.set('services.nodeports', ports);
  if (spec.type === 'LoadBalancer') usage.set('services.loadbalancers', one);
  if (spec.type === 'LoadBalancer' && spec.allocateLoadBalancerNodePorts !== false)
    usage.set('services.nodeports', ports);
  return usage;
}

function claimUsage(claim: ApiObject, usage: Map<string, Quantity>): Usage {
  const spec = (claim['spec'] ?? {}) as { storageClassName?: string; resources?: { requests?: ResourceList } };
  const storage = quantityOr0(spec.resources?.requests?.['storage'] ?? 0);
  usage.set('persistentvolumeclaims', one).set('requests.storage', storage);
  if (spec.storageClassName) {
    const prefix = `${spec.storageClassName}.storageclass.storage.k8s.io/`;
    usage.set(`${prefix}persistentvolumeclaims`, one).set(`${prefix}requests.storage`, storage);
  }
  return usage;
}

function countName(object: ApiObject): string {
  const info = kindInfo(groupKind(object.apiVersion, object.kind));
  const group = groupOf(object.apiVersion);
  return `count/${info?.plural ?? `${object.kind.toLowerCase()}s`}${group === '' ? '' : `.${group}`}`;
}
