import { t } from '@vscode/l10n';
import type { Labels } from '#engine/api/meta.ts';
import { matchesLabelSelector } from '#engine/api/selector.ts';
import { deref, entryOf, type MapNode } from '../../../document/node.ts';
import type { Resource } from '../../../document/resource.ts';
import { hasUnread } from '../../../workspace/facts.ts';
import { type PodSelector, podSelectorsOf } from '../../../workspace/podSelectors.ts';
import { podTemplateOf, templatesIn, templatesSelectedBy } from '../../../workspace/podTemplate.ts';
import { namespaceOf } from '../../../workspace/resourceIndex.ts';
import type { Snapshot } from '../../../workspace/snapshot.ts';
import { nearest } from '../../nearest.ts';
import { replaceBy } from '../../replaceBy.ts';
import { at, type Finding, nodeOf, type Rule } from '../../rule.ts';

/** Labels by which a Service, a budget, a policy, a spread constraint or a term of affinity asks for pods that are not there. A slip is a warning with its repair. */
export const selectorMatchesNothing: Rule = {
  id: 'selectorMatchesNothing',
  source: 'reference',
  severity: 'information',
  *check(resource, snapshot) {
    for (const asked of podSelectorsOf(resource.body)) {
      if (matchesAny(resource, asked, snapshot)) continue;
      const near = slip(resource, asked, labelSets(resource, asked, snapshot));
      if (near !== undefined) yield near;
      else if (asked.among === 'own') yield countsOthers(resource, asked);
      else if (!hasUnread(snapshot)) yield nothing(resource, asked, snapshot);
    }
  },
};

/** The most kinds of pods among which a slip is looked for. */
const maximumLabelSets = 300;

function matchesAny(resource: Resource, asked: PodSelector, snapshot: Snapshot): boolean {
  if (asked.among === 'own') return matchesLabelSelector(asked.selector, podTemplateOf(resource.body)?.labels);
  return templatesSelectedBy(snapshot, namespaceOf(resource.body), asked.selector).length > 0;
}

function labelSets(resource: Resource, asked: PodSelector, snapshot: Snapshot): readonly Labels[] {
  if (asked.among === 'own') return [podTemplateOf(resource.body)?.labels ?? {}];
  const sets = new Map<string, Labels>();
  for (const template of templatesIn(snapshot, namespaceOf(resource.body))) {
    const labels = podTemplateOf(template.body)?.labels ?? {};
    sets.set(JSON.stringify(labels), labels);
    if (sets.size >= maximumLabelSets) break;
  }
  return [...sets.values()];
}

function countsOthers(resource: Resource, asked: PodSelector): Finding {
  const message = t(
    'These are not the labels of the pods that the constraint stands in: it spreads them by where other pods are.',
  );
  return { ...labelsRange(resource, asked), message };
}

function nothing(resource: Resource, asked: PodSelector, snapshot: Snapshot): Finding {
  const some = templatesIn(snapshot, namespaceOf(resource.body)).length > 0;
  const message = t('No pod of the workspace has these labels: this selects nothing here.');
  return { ...labelsRange(resource, asked), severity: some ? 'information' : 'hint', message };
}

/** The labels where they stand on one line, else the first of them. */
function labelsRange(resource: Resource, asked: PodSelector): Pick<Finding, 'range' | 'field'> {
  const node = nodeOf(resource, asked.labels);
  const map = node === undefined ? undefined : deref(node);
  const first = map?.kind === 'map' ? map.entries[0] : undefined;
  if (map?.kind !== 'map' || first === undefined) return at(resource, asked.field);
  if (map.flow) return { range: [map.start, map.end], field: asked.field };
  return { range: [first.key.start, Math.max(first.value.end, first.key.end)], field: asked.field };
}

/** The one label that keeps the selector from the pods nearest to it, if the difference looks like a slip. */
function slip(resource: Resource, asked: PodSelector, templates: readonly Labels[]): Finding | undefined {
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

function valueSlip(
  map: MapNode,
  [key, value]: [string, string],
  labels: Labels,
  asked: PodSelector,
): Finding | undefined {
  const actual = labels[key];
  const entry = entryOf(map, key);
  if (actual === undefined || entry === undefined || nearest(value, [actual]).length === 0) return undefined;
  const { start, end } = entry.value;
  const message = t('No pod of the workspace has {0}={1}; did you mean "{2}"?', key, value, actual);
  const field = `${asked.labels}.${key}`;
  return { severity: 'warning', message, range: [start, end], field, fixes: [replaceBy(entry.value, actual)] };
}

function keySlip(
  map: MapNode,
  [key, value]: [string, string],
  labels: Labels,
  asked: PodSelector,
): Finding | undefined {
  const [near] = nearest(
    key,
    Object.keys(labels).filter((other) => labels[other] === value),
  );
  const entry = entryOf(map, key);
  if (near === undefined || entry === undefined) return undefined;
  const { start, end } = entry.key;
  const message = t('No pod of the workspace has the label {0}; did you mean "{1}"?', key, near);
  const field = `${asked.labels}.${key}`;
  return { severity: 'warning', message, range: [start, end], field, fixes: [replaceBy(entry.key, near)] };
}
