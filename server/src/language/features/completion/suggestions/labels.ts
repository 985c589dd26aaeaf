import { t } from '@vscode/l10n';
import type { Labels } from '#engine/api/meta.ts';
import type { Uri } from '../../../document/document.ts';
import { keyText } from '../../../document/node.ts';
import { nodeAtField } from '../../../document/pointer.ts';
import { nameOf } from '../../../document/resource.ts';
import { entriesOf } from '../../../document/strings.ts';
import { labelsAt, podTemplateOf, templatesIn } from '../../../workspace/podTemplate.ts';
import { objectsIn } from '../../../workspace/resourceIndex.ts';
import { indexOf, type Snapshot } from '../../../workspace/snapshot.ts';
import { tableOf } from '../../../workspace/table.ts';
import type { Request } from '../request.ts';
import { resourceAt } from '../surroundings.ts';
import { knownLabels, knownNodeLabels } from './knownLabels.ts';
import { fieldOf, type Suggest, type Suggestion } from './suggestion.ts';

/** Keys of label maps: for a selector those that pods of the namespace carry, for labels those that the workspace uses, then known ones. */
export const labelKeys: Suggest = (request, spot) => {
  const field = fieldOf(spot);
  if (field === 'V1PodSpec.nodeSelector') return nodeLabels(request).map(({ key, about }) => ({ text: key, about }));
  if (selectors.has(field)) return podLabels(request).map(keyOf);
  if (field !== 'V1ObjectMeta.labels') return [];
  const known = knownLabels(resourceAt(request)?.body.kind ?? '').map(({ key, about }) => ({ text: key, about }));
  const used = [...asked(request), ...podLabels(request), ...allLabels(request.snapshot)].map(keyOf);
  return unique([...used, ...known]);
};

/** Values of labels by their key, and the keys where a list or an expression names them. */
export const labelValues: Suggest = (request, spot) => {
  const field = fieldOf(spot);
  if (keyFields.has(field)) return unique(podLabels(request).map(keyOf));
  if (nodeKeyFields.has(field)) return nodeLabels(request).map(({ key, about }) => ({ text: key, about }));
  if (field === 'V1TopologySpreadConstraint.matchLabelKeys' || field === 'V1PodAffinityTerm.matchLabelKeys')
    return revisionKeys(request);
  const key = keyAt(request, field);
  if (key === undefined) return [];
  if (field === 'V1PodSpec.nodeSelector' || field === 'V1NodeSelectorRequirement.values')
    return (nodeLabels(request).find((one) => one.key === key)?.values ?? []).map((text) => ({ text }));
  const known = knownLabels(resourceAt(request)?.body.kind ?? '').find((one) => one.key === key)?.values ?? [];
  const pods = [...asked(request), ...podLabels(request)];
  const used = field === 'V1ObjectMeta.labels' ? [...pods, ...allLabels(request.snapshot)] : pods;
  return unique([
    ...used.filter((label) => label.key === key).map(({ value, owner }) => ({ text: value, detail: owner })),
    ...known.map((text) => ({ text })),
  ]);
};

const selectors = new Set([
  'V1LabelSelector.matchLabels',
  'V1ServiceSpec.selector',
  'V1ReplicationControllerSpec.selector',
]);
const keyFields = new Set(['V1LabelSelectorRequirement.key']);
const nodeKeyFields = new Set([
  'V1NodeSelectorRequirement.key',
  'V1TopologySpreadConstraint.topologyKey',
  'V1PodAffinityTerm.topologyKey',
]);

/** The key whose value is written: that of the map, or of the expression. */
function keyAt({ context }: Request, field: string): string | undefined {
  if (selectors.has(field) || field === 'V1ObjectMeta.labels' || field === 'V1PodSpec.nodeSelector')
    return String(context.path.at(-1));
  return undefined;
}

interface Label {
  readonly key: string;
  readonly value: string;
  readonly owner: string;
}

function keyOf({ key, owner }: Label): Suggestion {
  return { text: key, detail: owner };
}

/** The labels that pods of the namespace carry: its own template first, then those of workloads that stand near. */
function podLabels(request: Request): Label[] {
  const here = resourceAt(request);
  const namespace = here?.body.namespace ?? 'default';
  const own = here === undefined || podTemplateOf(here.body) === undefined ? [] : [here];
  const rest = templatesIn(request.snapshot, namespace);
  const near = rest.filter(({ uri }) => uri === request.uri);
  return [...own, ...near, ...rest].flatMap(({ body }) => toLabels(podTemplateOf(body)?.labels ?? {}, nameOf(body)));
}

/** What the object itself selects: its pods have to carry it. */
function asked(request: Request): Label[] {
  const body = resourceAt(request)?.body;
  if (body === undefined || request.context.path[0] !== 'spec') return [];
  return toLabels(labelsAt(body.node, 'spec.selector.matchLabels'), nameOf(body));
}

interface Labelled extends Label {
  readonly uri: Uri;
}

const labelled = tableOf<Labelled>(
  (snapshot, file) =>
    objectsIn(snapshot, file).flatMap(({ uri, body }) =>
      toLabels(labelsAt(body.node, 'metadata.labels'), nameOf(body)).map((label) => ['', { ...label, uri }]),
    ),
  ({ uri }) => uri,
);

/** The labels of all objects of the workspace. */
function allLabels(snapshot: Snapshot): readonly Label[] {
  const found = new Map<string, Label>();
  for (const label of labelled(snapshot).of(''))
    if (!found.has(`${label.key}=${label.value}`)) found.set(`${label.key}=${label.value}`, label);
  return [...found.values()];
}

/** Labels that nodes have by themselves, and those of the Node objects of the workspace. */
function nodeLabels({ snapshot }: Request): { key: string; values: readonly string[]; about: string }[] {
  const own = indexOf(snapshot)
    .ofKind('Node')
    .flatMap(({ body }) => toLabels(labelsAt(body.node, 'metadata.labels'), nameOf(body)));
  const known = knownNodeLabels().map((one) => ({
    ...one,
    values: [...new Set([...own.filter(({ key }) => key === one.key).map(({ value }) => value), ...one.values])],
  }));
  const more = [...new Set(own.map(({ key }) => key))].filter((key) => !known.some((one) => one.key === key));
  return [
    ...known,
    ...more.map((key) => ({
      key,
      values: own.filter((one) => one.key === key).map(({ value }) => value),
      about: t('used in the workspace'),
    })),
  ];
}

/** What tells revisions apart, then what the pods carry. */
function revisionKeys(request: Request): Suggestion[] {
  const body = resourceAt(request)?.body;
  const template = body === undefined ? undefined : podTemplateOf(body);
  const labels =
    body === undefined || template === undefined ? undefined : nodeAtField(body.node, `${template.metadata}.labels`);
  const made: Readonly<Record<string, string>> = {
    Deployment: 'pod-template-hash',
    StatefulSet: 'controller-revision-hash',
    DaemonSet: 'controller-revision-hash',
  };
  const hash = made[body?.kind ?? ''];
  const about = t('The label by which a workload tells its revisions apart.');
  return [
    ...(hash === undefined ? [] : [{ text: hash, about }]),
    ...entriesOf(labels).map(({ key }) => ({ text: keyText(key) })),
  ];
}

function toLabels(labels: Labels, owner: string): Label[] {
  return Object.entries(labels).map(([key, value]) => ({ key, value, owner }));
}

function unique(suggestions: readonly Suggestion[]): Suggestion[] {
  const found = new Map<string, Suggestion>();
  for (const one of suggestions) if (one.text !== '' && !found.has(one.text)) found.set(one.text, one);
  return [...found.values()];
}
