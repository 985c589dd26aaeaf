import { groupKind } from '../../api/key.ts';
import type { ApiObject } from '../../api/meta.ts';
import type { Container, Pod, PodSpec, ResourceList } from '../../api/pod.ts';
import { podLimits, podRequests } from '../../api/podResources.ts';
import type { Quantity } from '../../api/quantity.ts';
import { compareQuantities, formatQuantity, quantityMilliValue, quantityOr0 } from '../../api/quantity.ts';
import { ok, refused } from '../../result.ts';
import { forbidden } from '../refusals.ts';
import type { AdmissionPlugin } from '../strategy.ts';

interface Limit {
  readonly type: string;
  readonly min?: ResourceList;
  readonly max?: ResourceList;
  readonly default?: ResourceList;
  readonly defaultRequest?: ResourceList;
  readonly maxLimitRequestRatio?: ResourceList;
}

type Amounts = ReadonlyMap<string, Quantity>;

/** Fills in and checks what the namespace's LimitRanges say; follows kubernetes plugin/pkg/admission/limitranger. */
export const limitRanger: AdmissionPlugin = {
  name: 'LimitRanger',
  admit({ verb, object }, { view, conditions }) {
    if (!conditions.admission.limitRange || verb !== 'create') return ok(object);
    if (object.kind !== 'Pod' && object.kind !== 'PersistentVolumeClaim') return ok(object);
    let next = object;
    for (const range of view.list('LimitRange', object.metadata.namespace)) {
      const limits = ((range['spec'] as { limits?: readonly Limit[] } | undefined)?.limits ?? []) as readonly Limit[];
      if (next.kind === 'Pod') next = filledIn(next as Pod, limits);
      const errors = limits.flatMap((limit) =>
        next.kind === 'Pod' ? podErrors(next as Pod, limit) : claimErrors(next, limit),
      );
      if (errors.length === 0) continue;
      const text = errors.length === 1 ? errors[0] : `[${errors.join(', ')}]`;
      return refused(forbidden(groupKind(object.apiVersion, object.kind), object.metadata.name, String(text)));
    }
    return ok(next);
  },
};

function filledIn(pod: Pod, limits: readonly Limit[]): ApiObject {
  const limit = limits.find((candidate) => candidate.type === 'Container');
  if (limit === undefined) return pod;
  const notes: string[] = [];
  const fill =
    (role: string) =>
    (container: Container): Container => {
      const requests = missing(limit.defaultRequest, container.resources?.requests);
      const caps = missing(limit.default, container.resources?.limits);
      const set = (names: readonly string[], what: string): void => {
        if (names.length > 0) notes.push(`${names.join(', ')} ${what} for ${role}${container.name}`);
      };
      set(Object.keys(requests), 'request');
      set(Object.keys(caps), 'limit');
      if (Object.keys(requests).length + Object.keys(caps).length === 0) return container;
      return {
        ...container,
        resources: {
          ...container.resources,
          limits: { ...container.resources?.limits, ...caps },
          requests: { ...container.resources?.requests, ...requests },
        },
      };
    };
  const spec: PodSpec = {
    ...pod.spec,
    containers: pod.spec.containers.map(fill('container ')),
    ...(pod.spec.initContainers === undefined
      ? {}
      : { initContainers: pod.spec.initContainers.map(fill('init container ')) }),
  };
  if (notes.length === 0) return pod;
  const annotations = {
    ...pod.metadata.annotations,
    'kubernetes.io/limit-ranger': `LimitRanger plugin set: ${notes.join('; ')}`,
  };
  return { ...pod, metadata: { ...pod.metadata, annotations }, spec };
}

function missing(defaults: ResourceList | undefined, given: ResourceList | undefined): Record<string, string | number> {
  return Object.fromEntries(Object.entries(defaults ?? {}).filter(([name]) => given?.[name] === undefined));
}

function podErrors(pod: Pod, limit: Limit): string[] {
  if (limit.type === 'Pod') return errorsOf(limit, podRequests(pod.spec), podLimits(pod.spec));
  if (limit.type !== 'Container') return [];
  const all = [...(pod.spec.containers ?? []), ...(pod.spec.initContainers ?? [])];
  return all.flatMap((container) =>
    errorsOf(limit, amounts(container.resources?.requests), amounts(container.resources?.limits)),
  );
}

function claimErrors(claim: ApiObject, limit: Limit): string[] {
  if (limit.type !== 'PersistentVolumeClaim') return [];
  const requests = amounts(
    (claim['spec'] as { resources?: { requests?: ResourceList } } | undefined)?.resources?.requests,
  );
  const errors: string[] = [];
  for (const [name, low] of amounts(limit.min)) add(errors, minimum(limit.type, name, low, requests, new Map()));
  for (const [name, high] of amounts(limit.max)) {
    const asked = requests.get(name);
    const base = `maximum ${name} usage per ${limit.type} is ${formatQuantity(high)}`;
    if (asked === undefined) errors.push(`${base}.  No request is specified`);
    else if (compareQuantities(asked, high) > 0) errors.push(`${base}, but request is ${formatQuantity(asked)}`);
  }
  return errors;
}

function errorsOf(limit: Limit, requests: Amounts, limits: Amounts): string[] {
  const errors: string[] = [];
  for (const [name, low] of amounts(limit.min)) add(errors, minimum(limit.type, name, low, requests, limits));
  for (const [name, high] of amounts(limit.max)) add(errors, maximum(limit.type, name, high, requests, limits));
  for (const [name, ratio] of amounts(limit.maxLimitRequestRatio))
    add(errors, tooWide(limit.type, name, ratio, requests, limits));
  return errors;
}

function minimum(type: string, name: string, low: Quantity, requests: Amounts, limits: Amounts): string | undefined {
  const [asked, cap] = [requests.get(name), limits.get(name)];
  const base = `minimum ${name} usage per ${type} is ${formatQuantity(low)}`;
  if (asked === undefined) return `${base}.  No request is specified`;
  if (compareQuantities(asked, low) < 0) return `${base}, but request is ${formatQuantity(asked)}`;
  return cap !== undefined && compareQuantities(cap, low) < 0
    ? `${base}, but limit is ${formatQuantity(cap)}`
    : undefined;
}

function maximum(type: string, name: string, high: Quantity, requests: Amounts, limits: Amounts): string | undefined {
  const [asked, cap] = [requests.get(name), limits.get(name)];
  const base = `maximum ${name} usage per ${type} is ${formatQuantity(high)}`;
  if (cap === undefined) return `${base}.  No limit is specified`;
  if (compareQuantities(cap, high) > 0) return `${base}, but limit is ${formatQuantity(cap)}`;
  return asked !== undefined && compareQuantities(asked, high) > 0
    ? `${base}, but request is ${formatQuantity(asked)}`
    : undefined;
}

function tooWide(type: string, name: string, ratio: Quantity, requests: Amounts, limits: Amounts): string | undefined {
  const asked = quantityMilliValue(requests.get(name) ?? quantityOr0(0));
  const cap = quantityMilliValue(limits.get(name) ?? quantityOr0(0));
  const base = `${name} max limit to request ratio per ${type} is ${formatQuantity(ratio)}`;
  if (asked === 0) return `${base}, but no request is specified or request is 0`;
  if (cap === 0) return `${base}, but no limit is specified or limit is 0`;
  return cap / asked > quantityMilliValue(ratio) / 1000
    ? `${base}, but provided ratio is ${(cap / asked).toFixed(6)}`
    : undefined;
}

function amounts(list: ResourceList | undefined): Amounts {
  return new Map(Object.entries(list ?? {}).map(([name, amount]) => [name, quantityOr0(amount)]));
}

function add(errors: string[], error: string | undefined): void {
  if (error !== undefined) errors.push(error);
}
