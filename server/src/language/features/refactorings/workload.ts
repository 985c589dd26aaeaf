import { type LabelSelector, matchesLabelSelector } from '#engine/api/selector.ts';
import { deref, type MapNode } from '../../document/node.ts';
import { nodeAtField } from '../../document/pointer.ts';
import { objectOf } from '../../document/resource.ts';
import type { Json } from '../../document/value.ts';
import { containersOf } from '../../workspace/containers.ts';
import { podTemplateOf } from '../../workspace/podTemplate.ts';
import { namespaceOf } from '../../workspace/resourceIndex.ts';
import { indexOf } from '../../workspace/snapshot.ts';
import { selectorOf } from '../navigation/implementation.ts';
import type { Target } from './refactoring.ts';

/** A container that is written out as a map of its own. */
export interface ContainerMap {
  readonly map: MapNode;
  readonly field: string;
}

/** The containers meant at the cursor: the one that it stands in, else all; none that starts the pod only. */
export function containersAt({ resource, offset }: Target): ContainerMap[] {
  const found = containersOf(resource.body).flatMap(({ node, field, init }) =>
    node.kind === 'map' && !init ? [{ map: node, field }] : [],
  );
  const at = offset - resource.start;
  const here = found.filter(({ map }) => map.start <= at && at <= map.end);
  return here.length > 0 ? here : found;
}

/** The map at a field of the object, if it is written there as one. */
export function mapAt({ resource }: Target, field: string): MapNode | undefined {
  const node = nodeAtField(resource.body.node, field);
  return node?.kind === 'map' ? node : undefined;
}

/** The labels by which the pods of a workload are found: those of its selector, else those of its pods. */
export function podLabels({ resource }: Target): Readonly<Record<string, string>> | undefined {
  const template = podTemplateOf(resource.body);
  if (template === undefined) return undefined;
  const node = nodeAtField(resource.body.node, 'spec.selector.matchLabels');
  const spec = objectOf(resource.body)['spec'] as { selector?: LabelSelector | null } | null | undefined;
  const chosen = node !== undefined && deref(node).kind === 'map' ? spec?.selector?.matchLabels : undefined;
  const labels = chosen ?? template.labels;
  return Object.keys(labels).length === 0 ? undefined : labels;
}

/** Whether an object of this kind selects the pods already. */
export function selectedByOne({ snapshot, resource }: Target, kind: string): boolean {
  const labels = podTemplateOf(resource.body)?.labels;
  return indexOf(snapshot)
    .inNamespace(kind, namespaceOf(resource.body))
    .some((one) => {
      const selector = selectorOf(one);
      return selector !== undefined && matchesLabelSelector(selector, labels);
    });
}

/** The metadata of an object made for this one: its name, and its namespace where it names one. */
export function metadataFor({ resource: { body } }: Target, name: string): Json {
  return body.namespace === undefined ? { name } : { name, namespace: body.namespace };
}
