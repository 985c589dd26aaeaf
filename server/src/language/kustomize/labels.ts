import type { ApiObject } from '#engine/api/meta.ts';
import { templatePath } from '#engine/api/templatePath.ts';
import type { Json } from '../document/value.ts';
import type { Transform } from './built.ts';
import { fieldAt, withField } from './built.ts';
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
  const template = templatePath(object.kind);
  if (templates && template !== undefined && template.length > 0)
    next = merged(next, [...template, 'metadata', 'labels'], pairs);
  if (templates && object.kind === 'CronJob') next = merged(next, ['spec', 'jobTemplate', 'metadata', 'labels'], pairs);
  if (!selectors) return next;
  for (const path of selectorPaths(object)) next = merged(next, path, pairs);
  if (object.kind === 'StatefulSet')
    next = withItems(next, ['spec', 'volumeClaimTemplates'], (item) => into(item, ['metadata', 'labels'], pairs));
  return withInnerSelectors(next, pairs);
}

/** Selectors within pods and policies: those that have matchLabels get the labels too. */
function withInnerSelectors(object: ApiObject, pairs: Pairs): ApiObject {
  if (object.kind === 'NetworkPolicy') return withPeers(object, pairs);
  if (object.kind !== 'Deployment' && object.kind !== 'StatefulSet') return object;
  const spec = ['spec', 'template', 'spec'];
  let next = withItems(object, [...spec, 'topologySpreadConstraints'], (item) =>
    matching(item, ['labelSelector'], pairs),
  );
  for (const affinity of ['podAffinity', 'podAntiAffinity']) {
    const terms = [...spec, 'affinity', affinity];
    const term = (path: readonly string[]) => (item: unknown) => matching(item, path, pairs);
    next = withItems(next, [...terms, 'requiredDuringSchedulingIgnoredDuringExecution'], term(['labelSelector']));
    next = withItems(
      next,
      [...terms, 'preferredDuringSchedulingIgnoredDuringExecution'],
      term(['podAffinityTerm', 'labelSelector']),
    );
  }
  return next;
}

function withPeers(object: ApiObject, pairs: Pairs): ApiObject {
  return [['ingress', 'from'] as const, ['egress', 'to'] as const].reduce((next, [rules, peers]) => {
    return withItems(next, ['spec', rules], (rule) => {
      const list = fieldAt(rule, [peers]);
      if (!Array.isArray(list)) return rule;
      return { ...(rule as object), [peers]: list.map((peer) => matching(peer, ['podSelector'], pairs)) };
    });
  }, object);
}

function withItems(object: ApiObject, path: readonly string[], change: (item: unknown) => unknown): ApiObject {
  const list = fieldAt(object, path);
  return Array.isArray(list) ? withField(object, path, list.map(change)) : object;
}

/** The labels in the matchLabels at a path, where there are some. */
function matching(item: unknown, path: readonly string[], pairs: Pairs): unknown {
  const at = [...path, 'matchLabels'];
  return fieldAt(item, at) === undefined ? item : into(item, at, pairs);
}

function into(item: unknown, path: readonly string[], pairs: Pairs): unknown {
  return merged(item as ApiObject, path, pairs);
}

/** The selectors that kustomize extends: those of workloads always, those of others where they are written. */
function selectorPaths(object: ApiObject): readonly (readonly string[])[] {
  switch (object.kind) {
    case 'Service':
    case 'ReplicationController':
      return [['spec', 'selector']];
    case 'Deployment':
    case 'ReplicaSet':
    case 'StatefulSet':
    case 'DaemonSet':
      return [['spec', 'selector', 'matchLabels']];
    case 'CronJob':
      return fieldAt(object, ['spec', 'jobTemplate', 'spec', 'selector', 'matchLabels']) === undefined
        ? []
        : [['spec', 'jobTemplate', 'spec', 'selector', 'matchLabels']];
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
  const template = templatePath(object.kind);
  return template === undefined || template.length === 0
    ? next
    : merged(next, [...template, 'metadata', 'annotations'], pairs);
}

function merged(object: ApiObject, path: readonly string[], pairs: Pairs): ApiObject {
  const before = fieldAt(object, path);
  return withField(object, path, { ...(typeof before === 'object' ? before : {}), ...pairs });
}
