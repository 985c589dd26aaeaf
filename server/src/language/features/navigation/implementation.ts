import type { Location } from 'vscode-languageserver-types';
import type { LabelSelector } from '#engine/api/selector.ts';
import type { Offset, Uri } from '../../document/document.ts';
import { deref, valueAt } from '../../document/node.ts';
import { nodeAtField } from '../../document/pointer.ts';
import { objectOf, type Resource } from '../../document/resource.ts';
import { stringAt } from '../../document/strings.ts';
import { clustersOf } from '../../workspace/clusters.ts';
import { labelSelectorOf, labelsIn } from '../../workspace/labelSelector.ts';
import { podTemplateOf, templatesSelectedBy } from '../../workspace/podTemplate.ts';
import { namespaceOf } from '../../workspace/resourceIndex.ts';
import { fileOf, resourcesIn, type Snapshot } from '../../workspace/snapshot.ts';
import { rangeIn } from '../spot.ts';

/** From a selector (or anywhere in an object that has one): the workloads whose pods it catches. */
export function implementation(snapshot: Snapshot, uri: Uri, offset: Offset): Location[] {
  const found = clustersOf(snapshot, uri).flatMap((cluster) => {
    const resource = resourcesIn(cluster, uri).find(
      ({ document }) => document.start <= offset && offset <= document.end,
    );
    return resource === undefined ? [] : selectedBy(cluster, resource);
  });
  const places = new Map(found.map((one) => [`${one.uri}#${one.start}${one.body.prefix}`, one]));
  return [...places.values()].flatMap((selected) => nameLocation(snapshot, selected));
}

/** The objects of the workspace that describe pods which this object's selector catches; itself left out. */
export function selectedBy(snapshot: Snapshot, resource: Resource): readonly Resource[] {
  const selector = selectorOf(resource);
  if (selector === undefined) return [];
  const found = templatesSelectedBy(snapshot, namespaceOf(resource.body), selector);
  return found.filter(({ body }) => body !== resource.body);
}

/** The pod selector of an object as the API means it; undefined where it has none, or one that catches nothing. */
export function selectorOf({ body }: Resource): LabelSelector | undefined {
  if (podTemplateOf(body) !== undefined) return undefined;
  const spec = objectOf(body)['spec'] as { selector?: unknown; podSelector?: unknown } | null | undefined;
  const found = spec?.selector ?? spec?.podSelector;
  if (body.kind !== 'Service') return labelSelectorOf(found);
  const matchLabels = labelsIn(found) ?? {};
  return Object.keys(matchLabels).length === 0 ? undefined : { matchLabels };
}

function nameLocation(snapshot: Snapshot, resource: Resource): Location[] {
  const file = fileOf(snapshot, resource.uri);
  const node = stringAt(valueAt(resource.body.node, 'metadata'), 'name') ?? nodeAtField(resource.body.node, 'kind');
  if (file === undefined || node === undefined) return [];
  const { start, end } = deref(node);
  return [{ uri: resource.uri, range: rangeIn(file, resource.start + start, resource.start + end) }];
}
