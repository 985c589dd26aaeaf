import { groupKind } from '#engine/api/key.ts';
import { type LabelSelector, matchesLabelSelector } from '#engine/api/selector.ts';
import { type Body, objectOf, type Resource } from '../document/resource.ts';
import { labelSelectorOf, labelsIn } from './labelSelector.ts';
import { podTemplateOf } from './podTemplate.ts';
import { referencesOf } from './references.ts';
import { namespaceOf, objectsIn } from './resourceIndex.ts';
import { indexOf, type Snapshot } from './snapshot.ts';
import { inOrderOfFiles, tableOf } from './table.ts';

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

const selectingKinds = ['Service', 'PodDisruptionBudget.policy', 'NetworkPolicy.networking.k8s.io'] as const;

/** The Services, PodDisruptionBudgets or NetworkPolicies that select the pods which an object describes. */
export function selecting(
  snapshot: Snapshot,
  kind: (typeof selectingKinds)[number],
  resource: Resource,
): readonly Resource[] {
  const labels = podTemplateOf(resource.body)?.labels;
  if (labels === undefined) return [];
  const under = (key: string): readonly Resource[] => selectors(snapshot).of(`${kind}\n${key}`);
  const namespace = namespaceOf(resource.body);
  const near = Object.entries(labels).flatMap(([name, value]) => under(keyOf(namespace, name, value)));
  const candidates = [...near, ...under(keyOf(namespace, '', ''))];
  const found = candidates.filter(({ body }) => matchesLabelSelector(podSelectorOf(body), labels));
  return found.length < 2 ? found : inOrderOfFiles(snapshot, found.toSorted(byPlace), ({ uri }) => uri);
}

function byPlace(a: Resource, b: Resource): number {
  return a.start + a.body.node.start - b.start - b.body.node.start;
}

/** The pod selector of a Service, PodDisruptionBudget or NetworkPolicy; undefined where it selects nothing. */
export function podSelectorOf(body: Body): LabelSelector | undefined {
  const { selector, podSelector } = specOf(body);
  if (body.kind === 'NetworkPolicy') return labelSelectorOf(podSelector);
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

/** What selects pods by one of the labels that they ask for; those that ask for none by value stand under ''. */
const selectors = tableOf<Resource>(
  (snapshot, file) =>
    objectsIn(snapshot, file).flatMap((resource) => {
      const kind = groupKind(resource.body.apiVersion, resource.body.kind);
      if (!selectingKinds.some((one) => one === kind)) return [];
      const [name = '', value = ''] = Object.entries(podSelectorOf(resource.body)?.matchLabels ?? {})[0] ?? [];
      return [[`${kind}\n${keyOf(namespaceOf(resource.body), name, String(value))}`, resource]];
    }),
  ({ uri }) => uri,
);

function keyOf(namespace: string, name: string, value: string): string {
  return `${namespace}\n${name}\n${value}`;
}
