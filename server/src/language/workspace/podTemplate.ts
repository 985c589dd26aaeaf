import { groupOf } from '#engine/api/key.ts';
import type { Labels } from '#engine/api/meta.ts';
import { type LabelSelector, matchesLabelSelector } from '#engine/api/selector.ts';
import { deref, keyText, type MapNode, type Node } from '../document/node.ts';
import { nodeAtField } from '../document/pointer.ts';
import type { Body, Resource } from '../document/resource.ts';
import { namespaceOf, objectsIn } from './resourceIndex.ts';
import type { Snapshot } from './snapshot.ts';
import { tableOf } from './table.ts';

/** Where an object describes pods: the paths of the template's metadata and spec, and its labels. */
export interface PodTemplate {
  readonly metadata: string;
  readonly spec: string;
  readonly labels: Labels;
}

const groups: Readonly<Record<string, readonly string[]>> = {
  '': ['Pod', 'ReplicationController', 'PodTemplate'],
  apps: ['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet'],
  extensions: ['Deployment', 'ReplicaSet', 'DaemonSet'],
  batch: ['Job', 'CronJob'],
};

/** The pods that an object describes, if it does. */
export function podTemplateOf(body: Body): PodTemplate | undefined {
  const known = memo.get(body);
  if (known !== undefined) return known ?? undefined;
  const path = pathOf(body);
  const made = path === undefined ? null : { ...path, labels: labelsAt(body.node, `${path.metadata}.labels`) };
  memo.set(body, made);
  return made ?? undefined;
}

/** The objects of a namespace that describe pods with all of these labels; none where there are no labels. */
export function templatesWith(snapshot: Snapshot, namespace: string, labels: Labels): readonly Resource[] {
  const selections = selectionsIn(snapshot);
  const pairs = Object.entries(labels);
  const key = `${namespace}\n${JSON.stringify(pairs)}`;
  const known = selections.get(key);
  if (known !== undefined) return known;
  const lists = pairs.map((pair) => templates(snapshot).of(labelKey(namespace, pair)));
  const shortest = lists.toSorted((a, b) => a.length - b.length)[0] ?? [];
  const found = shortest.filter((resource) =>
    pairs.every(([name, value]) => podTemplateOf(resource.body)?.labels[name] === value),
  );
  selections.set(key, found);
  return found;
}

/** The objects of a namespace that describe pods which a selector catches; an empty one catches all. */
export function templatesSelectedBy(
  snapshot: Snapshot,
  namespace: string,
  selector: LabelSelector,
): readonly Resource[] {
  const { matchLabels, matchExpressions } = selector;
  const plain = (matchExpressions ?? []).length === 0;
  if (plain && matchLabels && Object.keys(matchLabels).length > 0)
    return templatesWith(snapshot, namespace, matchLabels);
  return templatesIn(snapshot, namespace).filter(({ body }) =>
    matchesLabelSelector(selector, podTemplateOf(body)?.labels),
  );
}

/** The objects of a namespace that describe pods. */
export function templatesIn(snapshot: Snapshot, namespace: string): readonly Resource[] {
  return templates(snapshot).of(namespace);
}

/** Objects that describe pods, by namespace and by each of the pods' labels. */
const templates = tableOf<Resource>(
  (snapshot, file) => objectsIn(snapshot, file).flatMap((resource) => keysOf(resource).map((key) => [key, resource])),
  ({ uri }) => uri,
);

function keysOf({ body }: Resource): string[] {
  const template = podTemplateOf(body);
  const namespace = namespaceOf(body);
  if (template === undefined) return [];
  return [namespace, ...Object.entries(template.labels).map((pair) => labelKey(namespace, pair))];
}

const selected = new WeakMap<Snapshot, Map<string, readonly Resource[]>>();

function selectionsIn(snapshot: Snapshot): Map<string, readonly Resource[]> {
  const known = selected.get(snapshot) ?? new Map<string, readonly Resource[]>();
  selected.set(snapshot, known);
  return known;
}

function labelKey(namespace: string, [name, value]: [string, string]): string {
  return `${namespace}\n${name}\n${value}`;
}

/** A map of strings as it stands at a path; null is '', as in Go, and values that are no strings are left out. */
export function labelsAt(root: Node, field: string): Labels {
  const node = nodeAtField(root, field);
  const map = node === undefined ? undefined : deref(node);
  return map?.kind === 'map' ? labelsOf(map) : {};
}

function labelsOf(map: MapNode): Labels {
  const pairs: [string, string][] = [];
  for (const entry of map.entries) {
    const value = deref(entry.value);
    if (value.kind !== 'scalar') continue;
    if (typeof value.value === 'string' || value.value === null) pairs.push([keyText(entry.key), value.value ?? '']);
  }
  return Object.fromEntries(pairs);
}

const memo = new WeakMap<Body, PodTemplate | null>();

function pathOf(body: Body): { metadata: string; spec: string } | undefined {
  if (groups[groupOf(body.apiVersion)]?.includes(body.kind) !== true) return undefined;
  if (body.kind === 'Pod') return { metadata: 'metadata', spec: 'spec' };
  if (body.kind === 'PodTemplate') return { metadata: 'template.metadata', spec: 'template.spec' };
  if (body.kind === 'CronJob')
    return { metadata: 'spec.jobTemplate.spec.template.metadata', spec: 'spec.jobTemplate.spec.template.spec' };
  return { metadata: 'spec.template.metadata', spec: 'spec.template.spec' };
}
