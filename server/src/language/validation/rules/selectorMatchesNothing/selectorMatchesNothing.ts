import { t } from '@vscode/l10n';
import type { Labels } from '#engine/api/meta.ts';
import { type LabelSelector, matchesLabelSelector } from '#engine/api/selector.ts';
import { deref, entryOf, type MapNode } from '../../../document/node.ts';
import { objectOf, type Resource } from '../../../document/resource.ts';
import { hasUnread } from '../../../workspace/facts.ts';
import { podTemplateOf, templatesIn, templatesWith } from '../../../workspace/podTemplate.ts';
import { namespaceOf } from '../../../workspace/resourceIndex.ts';
import type { Snapshot } from '../../../workspace/snapshot.ts';
import { nearest } from '../../nearest.ts';
import type { Fix } from '../../problem.ts';
import { at, type Finding, nodeOf, type Rule } from '../../rule.ts';

/** A Service or PodDisruptionBudget that selects no pod of the workspace. One label off by a slip is a warning with its repair. */
export const selectorMatchesNothing: Rule = {
  id: 'selectorMatchesNothing',
  source: 'reference',
  severity: 'information',
  kinds: ['Service', 'PodDisruptionBudget', 'NetworkPolicy'],
  *check(resource, snapshot) {
    const asked = selectorOf(resource);
    if (asked === undefined) return;
    if (matchesAny(resource, asked, snapshot)) return;
    const near = slip(resource, asked, labelSets(resource, snapshot));
    if (near !== undefined) yield near;
    else if (!hasUnread(snapshot)) yield nothing(resource, asked, snapshot);
  },
};

/** The most kinds of pods among which a slip is looked for. */
const maximumLabelSets = 300;

function matchesAny(resource: Resource, asked: Asked, snapshot: Snapshot): boolean {
  const namespace = namespaceOf(resource.body);
  const { matchLabels, matchExpressions } = asked.selector;
  const plain = matchExpressions === undefined || matchExpressions === null || matchExpressions.length === 0;
  if (plain && matchLabels) return templatesWith(snapshot, namespace, matchLabels).length > 0;
  return templatesIn(snapshot, namespace).some((one) =>
    matchesLabelSelector(asked.selector, podTemplateOf(one.body)?.labels),
  );
}

function labelSets(resource: Resource, snapshot: Snapshot): readonly Labels[] {
  const sets = new Map<string, Labels>();
  for (const template of templatesIn(snapshot, namespaceOf(resource.body))) {
    const labels = podTemplateOf(template.body)?.labels ?? {};
    sets.set(JSON.stringify(labels), labels);
    if (sets.size >= maximumLabelSets) break;
  }
  return [...sets.values()];
}

interface Asked {
  readonly selector: LabelSelector;
  readonly field: string;
  /** Where the labels stand. */
  readonly labels: string;
}

function selectorOf(resource: Resource): Asked | undefined {
  const spec = objectOf(resource.body)['spec'] as Record<string, unknown> | undefined | null;
  if (typeof spec !== 'object' || spec === null) return undefined;
  if (resource.body.kind === 'Service') {
    if (spec['type'] === 'ExternalName' || !isMap(spec['selector'])) return undefined;
    return { selector: { matchLabels: spec['selector'] as Labels }, field: 'spec.selector', labels: 'spec.selector' };
  }
  const field = resource.body.kind === 'NetworkPolicy' ? 'spec.podSelector' : 'spec.selector';
  const selector = spec[field.slice('spec.'.length)];
  if (!isMap(selector)) return undefined;
  return { selector: selector as LabelSelector, field, labels: `${field}.matchLabels` };
}

function isMap(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
}

function nothing(resource: Resource, asked: Asked, snapshot: Snapshot): Finding {
  const some = templatesIn(snapshot, namespaceOf(resource.body)).length > 0;
  const message = t('No pod of the workspace has these labels: this selects nothing here.');
  return { ...labelsRange(resource, asked), severity: some ? 'information' : 'hint', message };
}

/** The labels where they stand on one line, else the first of them. */
function labelsRange(resource: Resource, asked: Asked): Pick<Finding, 'range' | 'field'> {
  const node = nodeOf(resource, asked.labels);
  const map = node === undefined ? undefined : deref(node);
  const first = map?.kind === 'map' ? map.entries[0] : undefined;
  if (map?.kind !== 'map' || first === undefined) return at(resource, asked.field);
  if (map.flow) return { range: [map.start, map.end], field: asked.field };
  return { range: [first.key.start, Math.max(first.value.end, first.key.end)], field: asked.field };
}

/** The one label that keeps the selector from the pods nearest to it, if the difference looks like a slip. */
function slip(resource: Resource, asked: Asked, templates: readonly Labels[]): Finding | undefined {
  const node = nodeOf(resource, asked.labels);
  const map = node === undefined ? undefined : deref(node);
  if (map?.kind !== 'map') return undefined;
  const wanted = Object.entries(asked.selector.matchLabels ?? {});
  for (const labels of templates) {
    const off = wanted.filter(([key, value]) => labels[key] !== value);
    const [only] = off;
    if (off.length !== 1 || only === undefined) continue;
    const found = valueSlip(map, only, labels, asked) ?? keySlip(map, only, labels, asked);
    if (found !== undefined) return found;
  }
  return undefined;
}

function valueSlip(map: MapNode, [key, value]: [string, string], labels: Labels, asked: Asked): Finding | undefined {
  const actual = labels[key];
  const entry = entryOf(map, key);
  if (actual === undefined || entry === undefined || nearest(value, [actual]).length === 0) return undefined;
  const range = [entry.value.start, entry.value.end] as const;
  const message = t('No pod of the workspace has {0}={1}; did you mean "{2}"?', key, value, actual);
  return { severity: 'warning', message, range, field: `${asked.labels}.${key}`, fixes: [replace(range, actual)] };
}

function keySlip(map: MapNode, [key, value]: [string, string], labels: Labels, asked: Asked): Finding | undefined {
  const [near] = nearest(
    key,
    Object.keys(labels).filter((other) => labels[other] === value),
  );
  const entry = entryOf(map, key);
  if (near === undefined || entry === undefined) return undefined;
  const range = [entry.key.start, entry.key.end] as const;
  const message = t('No pod of the workspace has the label {0}; did you mean "{1}"?', key, near);
  return { severity: 'warning', message, range, field: `${asked.labels}.${key}`, fixes: [replace(range, near)] };
}

function replace(range: readonly [number, number], text: string): Fix {
  return { title: t('Replace by {0}', text), edits: [{ start: range[0], end: range[1], text }] };
}
