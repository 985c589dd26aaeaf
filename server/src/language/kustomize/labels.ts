import type { ApiObject } from '#engine/api/meta.ts';
import type { Json } from '../document/value.ts';
import type { Transform } from './built.ts';
import { fieldAt, templatePath, withField } from './built.ts';
import { listOf, mapOf } from './kustomization.ts';

type Pairs = Readonly<Record<string, unknown>>;

/** `commonLabels`, `labels` and `commonAnnotations`. Labels reach selectors and templates only where the field says so. */
export const commonMetadata: Transform = (kustomization, objects) => {
  const common = mapOf(kustomization['commonLabels']);
  const annotations = mapOf(kustomization['commonAnnotations']);
  const groups = listOf(kustomization['labels']).map(mapOf);
  return objects.map((built) => {
    let object = labelled(built.object, common, true, true);
    for (const group of groups) {
      const selectors = group['includeSelectors'] === true;
      object = labelled(object, mapOf(group['pairs']), selectors, selectors || group['includeTemplates'] === true);
    }
    return { ...built, object: annotated(object, annotations) };
  });
};

function labelled(
  object: ApiObject,
  pairs: { readonly [key: string]: Json },
  selectors: boolean,
  templates: boolean,
): ApiObject {
  if (Object.keys(pairs).length === 0) return object;
  let next = merged(object, ['metadata', 'labels'], pairs);
  const template = templatePath(object);
  if (templates && template !== undefined && template.length > 0)
    next = merged(next, [...template, 'metadata', 'labels'], pairs);
  if (selectors) for (const path of selectorPaths(object)) next = merged(next, path, pairs);
  return next;
}

/** The selectors that kustomize extends: those of workloads always, those of others where they are written. */
function selectorPaths(object: ApiObject): readonly (readonly string[])[] {
  switch (object.kind) {
    case 'Service':
      return fieldAt(object, ['spec', 'selector']) === undefined ? [] : [['spec', 'selector']];
    case 'ReplicationController':
      return [['spec', 'selector']];
    case 'Deployment':
    case 'ReplicaSet':
    case 'StatefulSet':
    case 'DaemonSet':
      return [['spec', 'selector', 'matchLabels']];
    case 'Job':
    case 'PodDisruptionBudget':
      return fieldAt(object, ['spec', 'selector', 'matchLabels']) === undefined
        ? []
        : [['spec', 'selector', 'matchLabels']];
    case 'NetworkPolicy':
      return fieldAt(object, ['spec', 'podSelector', 'matchLabels']) === undefined
        ? []
        : [['spec', 'podSelector', 'matchLabels']];
    default:
      return [];
  }
}

function annotated(object: ApiObject, pairs: Pairs): ApiObject {
  if (Object.keys(pairs).length === 0) return object;
  const next = merged(object, ['metadata', 'annotations'], pairs);
  const template = templatePath(object);
  return template === undefined || template.length === 0
    ? next
    : merged(next, [...template, 'metadata', 'annotations'], pairs);
}

function merged(object: ApiObject, path: readonly string[], pairs: Pairs): ApiObject {
  const before = fieldAt(object, path);
  return withField(object, path, { ...(typeof before === 'object' ? before : {}), ...pairs });
}
