import { t } from '@vscode/l10n';
import type { InlayHint } from 'vscode-languageserver-types';
import { applyDefaults } from '#engine/api/defaults/defaults.ts';
import { resolveIntOrPercent } from '#engine/api/intOrPercent.ts';
import type { ApiObject } from '#engine/api/meta.ts';
import type { PodSpec } from '#engine/api/pod.ts';
import { podRequests } from '#engine/api/podResources.ts';
import {
  formatQuantity,
  type Quantity,
  quantityFromMilli,
  quantityFromValue,
  quantityMilliValue,
  quantityValue,
} from '#engine/api/quantity.ts';
import { type Offset, positionIn, type Uri } from '../document/document.ts';
import { deref } from '../document/node.ts';
import { nodeAtField } from '../document/pointer.ts';
import { objectOf, type Resource } from '../document/resource.ts';
import { podTemplateOf } from '../workspace/podTemplate.ts';
import { fileOf, resourcesIn, type Snapshot, versionOf } from '../workspace/snapshot.ts';
import { defaultHints } from './defaultHints.ts';

/** What a value comes to: `25%` in pods, replicas in what they ask for together; and what holds where nothing is written. */
export function inlayHints(snapshot: Snapshot, uri: Uri, from: Offset, to: Offset): InlayHint[] {
  const file = fileOf(snapshot, uri);
  if (file === undefined) return [];
  return resourcesIn(snapshot, uri)
    .filter(({ document }) => document.start <= to && document.end >= from)
    .flatMap((resource) => {
      const object = applyDefaults(objectOf(resource.body), versionOf(snapshot, uri));
      const defaults = defaultHints(resource, object).map(({ at, label }) => ({ offset: resource.start + at, label }));
      return [...percentages(resource, object), ...totals(resource, object), ...defaults];
    })
    .filter(({ offset }) => from <= offset && offset <= to)
    .sort((a, b) => a.offset - b.offset)
    .map(({ offset, label }) => ({ position: positionIn(file, offset), label, paddingLeft: true }));
}

interface Hint {
  readonly offset: Offset;
  readonly label: string;
}

const rounded: readonly (readonly [field: string, round: 'up' | 'down', kinds: readonly string[]])[] = [
  ['spec.strategy.rollingUpdate.maxSurge', 'up', ['Deployment']],
  ['spec.strategy.rollingUpdate.maxUnavailable', 'down', ['Deployment']],
];

function percentages(resource: Resource, object: ApiObject): Hint[] {
  const replicas = replicasOf(object);
  if (replicas === undefined) return [];
  return rounded.flatMap(([field, round, kinds]) => {
    const value = fieldOf(object, field);
    const end = endOf(resource, field);
    if (!kinds.includes(resource.body.kind) || end === undefined || typeof value !== 'string') return [];
    const pods = resolveIntOrPercent(value, replicas, round);
    if (!pods.ok) return [];
    return [{ offset: end, label: pods.value === 1 ? t('= 1 pod') : t('= {0} pods', String(pods.value)) }];
  });
}

/** Behind `replicas`: what all of them ask for. */
function totals(resource: Resource, object: ApiObject): Hint[] {
  const replicas = replicasOf(object);
  const end = endOf(resource, 'spec.replicas');
  const field = podTemplateOf(resource.body)?.spec;
  if (replicas === undefined || end === undefined || field === undefined) return [];
  const spec = fieldOf(object, field) as PodSpec | undefined;
  if (spec === undefined || !Array.isArray(spec.containers)) return [];
  const amounts = [...podRequests(spec)].filter(([name]) => name === 'cpu' || name === 'memory');
  if (amounts.length === 0) return [];
  const text = amounts.map(([name, amount]) => `${name} ${formatQuantity(times(name, amount, replicas))}`).join(', ');
  return [{ offset: end, label: t('asks for {0}', text) }];
}

function times(name: string, amount: Quantity, factor: number): Quantity {
  if (name === 'cpu') return quantityFromMilli(quantityMilliValue(amount) * factor);
  return quantityFromValue(quantityValue(amount) * factor, amount.format);
}

function replicasOf(object: ApiObject): number | undefined {
  const replicas = fieldOf(object, 'spec.replicas');
  return typeof replicas === 'number' ? replicas : undefined;
}

function fieldOf(object: unknown, field: string): unknown {
  let at: unknown = object;
  for (const name of field.split('.')) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = (at as Readonly<Record<string, unknown>>)[name];
  }
  return at;
}

function endOf(resource: Resource, field: string): Offset | undefined {
  const node = nodeAtField(resource.body.node, field);
  return node === undefined ? undefined : resource.start + deref(node).end;
}
