import { groupKind } from '../../api/key.ts';
import type { ApiObject } from '../../api/meta.ts';
import type { Container, Pod, ResourceList } from '../../api/pod.ts';
import type { Quantity } from '../../api/quantity.ts';
import {
  addQuantities,
  compareQuantities,
  formatQuantity,
  quantityOr0,
  subtractQuantities,
} from '../../api/quantity.ts';
import type { QuotaSpec, Usage } from '../../quota/usage.ts';
import { countedBy, usageOf, usedOf } from '../../quota/usage.ts';
import { ok, refused } from '../../result.ts';
import { forbidden } from '../refusals.ts';
import type { AdmissionPlugin } from '../strategy.ts';
import type { StoreView } from '../view.ts';

const zero = quantityOr0(0);
const computeNames = /^(?:(?:requests|limits)\.)?(?:cpu|memory|ephemeral-storage)$/;

/** Refuses what would go over a ResourceQuota of the namespace; follows kubernetes apiserver admission/plugin/resourcequota/controller.go. */
export const resourceQuota: AdmissionPlugin = {
  name: 'ResourceQuota',
  admit({ object, old }, { view, conditions }) {
    const namespace = object.metadata.namespace;
    if (!conditions.admission.quota || namespace === undefined || object.kind === 'Event') return ok(object);
    const quotas = view.list('ResourceQuota', namespace);
    if (quotas.length === 0) return ok(object);
    const wanted = usageOf(object);
    const added = old === undefined ? wanted : grown(wanted, usageOf(old));
    for (const quota of quotas) {
      if (object.kind === 'ResourceQuota' && quota.metadata.uid === object.metadata.uid) continue;
      const why = refusal(view, quota, object, wanted, added);
      if (why !== undefined)
        return refused(forbidden(groupKind(object.apiVersion, object.kind), object.metadata.name, why));
    }
    return ok(object);
  },
};

function refusal(
  view: StoreView,
  quota: ApiObject,
  object: ApiObject,
  wanted: Usage,
  added: Usage,
): string | undefined {
  if (!countedBy(quota, object)) return undefined;
  const spec = ((quota['spec'] ?? {}) as QuotaSpec).hard ?? {};
  const touched = Object.keys(spec).filter(
    (name) => wanted.has(name) || (object.kind === 'Pod' && computeNames.test(name)),
  );
  if (touched.length === 0) return undefined;
  const status = (quota['status'] ?? {}) as { hard?: ResourceList };
  if (touched.some((name) => status.hard?.[name] === undefined))
    return `status unknown for quota: ${quota.metadata.name}, resources: ${[...touched].sort().join(',')}`;
  const unsaid = object.kind === 'Pod' && added.size > 0 ? mustSpecify(object as Pod, touched) : undefined;
  if (unsaid !== undefined) return `failed quota: ${quota.metadata.name}: must specify ${unsaid}`;
  const asked = new Map(
    [...added].filter(([name, amount]) => touched.includes(name) && compareQuantities(amount, zero) !== 0),
  );
  if (asked.size === 0) return undefined;
  const used = usedOf(view, quota, [...asked.keys()]);
  const over = [...asked]
    .filter(
      ([name, amount]) =>
        compareQuantities(addQuantities(used.get(name) ?? zero, amount), quantityOr0(status.hard?.[name])) > 0,
    )
    .map(([name]) => name);
  if (over.length === 0) return undefined;
  const list = (amount: (name: string) => Quantity): string =>
    [...over]
      .sort()
      .map((name) => `${name}=${formatQuantity(amount(name))}`)
      .join(',');
  const [requested, taken, limited] = [
    list((n) => asked.get(n) ?? zero),
    list((n) => used.get(n) ?? zero),
    list((n) => quantityOr0(status.hard?.[n])),
  ];
  return `exceeded quota: ${quota.metadata.name}, requested: ${requested}, used: ${taken}, limited: ${limited}`;
}

/** `limits.cpu for: a,b; limits.memory for: a`, or undefined where every container says all that the quota counts. */
function mustSpecify(pod: Pod, names: readonly string[]): string | undefined {
  const lacking = names
    .filter((name) => computeNames.test(name))
    .map((name) => ({
      name,
      containers: [...(pod.spec.containers ?? []), ...(pod.spec.initContainers ?? [])]
        .filter((c) => !says(c, name))
        .map((c) => c.name),
    }))
    .filter(({ containers }) => containers.length > 0)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  if (lacking.length === 0) return undefined;
  return lacking.map(({ name, containers }) => `${name} for: ${[...containers].sort().join(',')}`).join('; ');
}

function says(container: Container, name: string): boolean {
  const [which, resource] = name.startsWith('limits.')
    ? (['limits', name.slice(7)] as const)
    : (['requests', name.replace(/^requests\./, '')] as const);
  return container.resources?.[which]?.[resource] !== undefined;
}

function grown(next: Usage, old: Usage): Usage {
  const difference = [...next].map(([name, amount]): [string, Quantity] => [
    name,
    subtractQuantities(amount, old.get(name) ?? zero),
  ]);
  return new Map(difference.filter(([, amount]) => compareQuantities(amount, zero) > 0));
}
