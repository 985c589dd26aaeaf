import type { GroupKind } from '../../api/key.ts';
import { groupKind } from '../../api/key.ts';
import { builtinKinds } from '../../api/kinds.ts';
import type { ApiObject } from '../../api/meta.ts';
import type { Pod } from '../../api/pod.ts';
import { resourceOf } from '../../store/refusals.ts';
import type { StoreView } from '../../store/view.ts';

/** What is left in a namespace, by kind in the order of discovery. */
export type Content = ReadonlyMap<GroupKind, readonly ApiObject[]>;

/** A finalizer is given so many seconds before the namespace is looked at again. */
const finalizerSeconds = 15;

const order: readonly GroupKind[] = [
  ...new Set(builtinKinds.map(({ apiVersion, kind }) => groupKind(apiVersion, kind))),
];

export function contentOf(namespace: string, view: StoreView): Content {
  const kinds = [...order, ...view.kinds().filter((kind) => !order.includes(kind))];
  const found = kinds.map((kind) => [kind, view.list(kind, namespace)] as const);
  return new Map(found.filter(([, objects]) => objects.length > 0));
}

/** `pods. has 2 resource instances, configmaps. has 1 resource instances`; undefined when nothing remains. */
export function remainingText(content: Content): string | undefined {
  const parts = [...content].map(([kind, objects]) => `${resourceText(kind)} has ${objects.length} resource instances`);
  return parts.length === 0 ? undefined : `Some resources are remaining: ${parts.sort().join(', ')}`;
}

/** `job-controller/x in 1 resource instances`; undefined when nothing has finalizers. */
export function finalizersText(content: Content): string | undefined {
  const counts = new Map<string, number>();
  for (const objects of content.values()) {
    for (const { metadata } of objects)
      for (const name of metadata.finalizers ?? []) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const parts = [...counts].map(([name, count]) => `${name} in ${count} resource instances`);
  return parts.length === 0
    ? undefined
    : `Some content in the namespace has finalizers remaining: ${parts.sort().join(', ')}`;
}

/** How many seconds the rest is expected to take: the longest grace period of its pods, less what has passed, or the time a finalizer is given. */
export function estimate(content: Content, secondsSinceDeletion: number): number {
  const pods = (content.get('Pod') ?? []) as readonly Pod[];
  let longest = 0;
  for (const { spec, status } of pods)
    if (status?.phase !== 'Succeeded' && status?.phase !== 'Failed')
      longest = Math.max(longest, spec.terminationGracePeriodSeconds ?? 0);
  const left = secondsSinceDeletion >= longest ? 0 : longest - secondsSinceDeletion;
  return left > 0 || finalizersText(content) === undefined ? left : finalizerSeconds;
}

/** `pods.`, `deployments.apps`: resource and group, as the condition's message joins them. */
function resourceText(kind: GroupKind): string {
  const name = resourceOf(kind);
  return name.includes('.') ? name : `${name}.`;
}
