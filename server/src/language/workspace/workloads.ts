import { type GroupKind, groupKind } from '#engine/api/key.ts';
import { type LabelSelector, matchesLabelSelector } from '#engine/api/selector.ts';
import { type Body, objectOf, type Resource } from '../document/resource.ts';
import { labelSelectorOf, labelsIn } from './labelSelector.ts';
import { podTemplateOf } from './podTemplate.ts';
import { referencesOf } from './references.ts';
import { namespaceOf } from './resourceIndex.ts';
import { indexOf, type Snapshot } from './snapshot.ts';

/** How many pods an object asks for: one where it says nothing, undefined for what has no such number, or no whole one. */
export function replicasOf(body: Body): number | undefined {
  if (!counted.has(body.kind)) return undefined;
  const written = specOf(body)['replicas'] ?? 1;
  return typeof written === 'number' && Number.isInteger(written) && written >= 0 ? written : undefined;
}

const counted: ReadonlySet<string> = new Set(['Deployment', 'ReplicaSet', 'StatefulSet', 'ReplicationController']);

/** The spec of an object as JSON; empty where it has none. */
export function specOf(body: Body): Readonly<Record<string, unknown>> {
  const spec = objectOf(body)['spec'];
  return typeof spec === 'object' && spec !== null ? (spec as Readonly<Record<string, unknown>>) : {};
}

/** The Services or PodDisruptionBudgets that select the pods which an object describes. */
export function selecting(
  snapshot: Snapshot,
  kind: 'Service' | 'PodDisruptionBudget.policy',
  resource: Resource,
): readonly Resource[] {
  const labels = podTemplateOf(resource.body)?.labels;
  if (labels === undefined) return [];
  const index = selectorIndex(snapshot, kind);
  const namespace = namespaceOf(resource.body);
  const near = Object.entries(labels).flatMap(([name, value]) => index.get(keyOf(namespace, name, value)) ?? []);
  const candidates = [...near, ...(index.get(keyOf(namespace, '', '')) ?? [])];
  return candidates.filter(({ body }) => matchesLabelSelector(podSelectorOf(body), labels));
}

/** The pod selector of a Service or PodDisruptionBudget; undefined where it selects nothing. */
export function podSelectorOf(body: Body): LabelSelector | undefined {
  const { selector } = specOf(body);
  if (body.kind !== 'Service') return labelSelectorOf(selector);
  const matchLabels = labelsIn(selector) ?? {};
  return Object.keys(matchLabels).length === 0 ? undefined : { matchLabels };
}

/** The HorizontalPodAutoscalers that scale an object. */
export function autoscalersOf(snapshot: Snapshot, { body }: Resource): readonly Resource[] {
  const all = indexOf(snapshot).inNamespace('HorizontalPodAutoscaler.autoscaling', namespaceOf(body));
  const kind = groupKind(body.apiVersion, body.kind);
  return all.filter((one) =>
    referencesOf(one.body).some((reference) => reference.kind === kind && reference.name === body.name),
  );
}

/** Whether the namespace gives defaults to containers that ask for nothing. */
export function hasLimitRange(snapshot: Snapshot, { body }: Resource): boolean {
  return indexOf(snapshot).inNamespace('LimitRange', namespaceOf(body)).length > 0;
}

type SelectorIndex = ReadonlyMap<string, readonly Resource[]>;

const indexes = new WeakMap<Snapshot, Map<GroupKind, SelectorIndex>>();

/** Selectors by one of the labels that they ask for; those that ask for none by value stand under ''. */
function selectorIndex(snapshot: Snapshot, kind: GroupKind): SelectorIndex {
  const known = indexes.get(snapshot) ?? new Map<GroupKind, SelectorIndex>();
  indexes.set(snapshot, known);
  const before = known.get(kind);
  if (before !== undefined) return before;
  const made = new Map<string, Resource[]>();
  for (const resource of indexOf(snapshot).ofKind(kind)) {
    const [name = '', value = ''] = Object.entries(podSelectorOf(resource.body)?.matchLabels ?? {})[0] ?? [];
    const key = keyOf(namespaceOf(resource.body), name, String(value));
    made.set(key, [...(made.get(key) ?? []), resource]);
  }
  known.set(kind, made);
  return made;
}

function keyOf(namespace: string, name: string, value: string): string {
  return `${namespace}\n${name}\n${value}`;
}
