import type { LabelSelector } from '#engine/api/selector.ts';
import type { Segment } from '../../document/pointer.ts';
import { objectOf, type Resource } from '../../document/resource.ts';
import { labelSelectorOf, labelsIn } from '../../workspace/labelSelector.ts';
import { templatesSelectedBy } from '../../workspace/podTemplate.ts';
import { namespaceOf } from '../../workspace/resourceIndex.ts';
import { selectsText } from '../podsOf.ts';
import type { FieldValue } from './value.ts';

/** Which pods of the workspace a selector catches: on the selector and on its matchLabels. Silent where it looks into other namespaces. */
export function selector({ snapshot, resource, segments }: FieldValue): string | undefined {
  const found = selectorAt(resource, segments.at(-1) === 'matchLabels' ? segments.slice(0, -1) : segments);
  if (found === undefined) return undefined;
  const selected = templatesSelectedBy(snapshot, namespaceOf(resource.body), found);
  const text = selectsText(selected);
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function selectorAt({ body }: Resource, path: readonly Segment[]): LabelSelector | undefined {
  const name = path.at(-1);
  const ofPods =
    name === 'podSelector' || name === 'labelSelector' || (path.join('.') === 'spec.selector' && own.has(body.kind));
  if (!ofPods) return undefined;
  const around = read(objectOf(body), path.slice(0, -1));
  const found = around?.[String(name)];
  if (around?.['namespaceSelector'] !== undefined || around?.['namespaces'] !== undefined) return undefined;
  const isMap = body.kind === 'Service' || body.kind === 'ReplicationController';
  if (!isMap) return labelSelectorOf(found);
  const matchLabels = labelsIn(found) ?? {};
  return Object.keys(matchLabels).length === 0 ? undefined : { matchLabels };
}

/** Kinds whose `spec.selector` chooses pods. */
const own = new Set([
  'Service',
  'PodDisruptionBudget',
  'Deployment',
  'ReplicaSet',
  'StatefulSet',
  'DaemonSet',
  'Job',
  'ReplicationController',
]);

function read(value: unknown, path: readonly Segment[]): Readonly<Record<string, unknown>> | undefined {
  let at = value;
  for (const segment of path) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = (at as Readonly<Record<string, unknown>>)[segment];
  }
  return typeof at === 'object' && at !== null ? (at as Readonly<Record<string, unknown>>) : undefined;
}
