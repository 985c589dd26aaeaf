import { t } from '@vscode/l10n';
import { columnOf, endOf } from '../../document/insert.ts';
import { levelsIn } from '../../document/levels.ts';
import { deref, type Entry, entryOf } from '../../document/node.ts';
import { nodeAtField } from '../../document/pointer.ts';
import { objectOf } from '../../document/resource.ts';
import type { Edit } from '../../validation/problem.ts';
import { blockLines, flowText } from '../yamlText.ts';
import { inFile, type Offer, type Target } from './refactoring.ts';

/** Puts the pod into the template of a Deployment of one replica, its text and comments as they are. */
export function podToDeployment(target: Target): readonly Offer[] {
  const { body, document } = target.resource;
  if (body.kind !== 'Pod' || body.apiVersion !== 'v1' || body.name === '') return [];
  const [apiVersion, kind, metadata, spec] = ['apiVersion', 'kind', 'metadata', 'spec'].map((key) =>
    entryOf(body.node, key),
  );
  const pod = objectOf(body)['spec'] as { restartPolicy?: unknown } | null | undefined;
  if (!apiVersion || !kind || !metadata || !spec || spec.value.kind !== 'map') return [];
  if ((pod?.restartPolicy ?? 'Always') !== 'Always') return [];
  const edits = [
    { start: apiVersion.value.start, end: apiVersion.value.end, text: 'apps/v1' },
    { start: kind.value.start, end: kind.value.end, text: 'Deployment' },
    (body.node.flow ? flowTemplate : blockTemplate)(document.tree.text, spec, labelsOf(target)),
  ];
  return [{ title: t('Convert to a Deployment'), edits: inFile(target, edits) }];
}

/** What the Deployment selects: the labels of the pod, or one made of its name. */
function labelsOf({ resource: { body } }: Target): Readonly<Record<string, string>> {
  const node = nodeAtField(body.node, 'metadata.labels');
  const labels = (objectOf(body).metadata?.labels ?? {}) as Readonly<Record<string, string>>;
  const written = node !== undefined && deref(node).kind === 'map' && Object.keys(labels).length > 0;
  return written ? labels : { app: body.name };
}

function blockTemplate(text: string, spec: Entry, labels: Readonly<Record<string, string>>): Edit {
  const { start } = spec.key;
  const end = endOf(text, spec.value);
  const indent = ' '.repeat(columnOf(text, start));
  const levels = levelsIn(text);
  const head = blockLines(
    { spec: { replicas: 1, selector: { matchLabels: labels }, template: { metadata: { labels } } } },
    levels,
  );
  const deeper = ' '.repeat(2 * levels.map);
  const inner = text.slice(start, end).split('\n');
  const lines = inner.map((line, index) =>
    line.trim() === '' ? line : `${index === 0 ? indent : ''}${deeper}${line}`,
  );
  return {
    start,
    end,
    text: [...head.map((line, index) => (index === 0 ? line : indent + line)), ...lines].join('\n'),
  };
}

function flowTemplate(text: string, { key, value }: Entry, labels: Readonly<Record<string, string>>): Edit {
  const spec = text.slice(value.start, value.end);
  const head = flowText({ replicas: 1, selector: { matchLabels: labels } }).slice(0, -2);
  const template = `template: { metadata: ${flowText({ labels })}, spec: ${spec} }`;
  return { start: key.start, end: value.end, text: `spec: ${head}, ${template} }` };
}
