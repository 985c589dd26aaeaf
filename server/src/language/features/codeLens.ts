import { t } from '@vscode/l10n';
import type { CodeLens, Range } from 'vscode-languageserver-types';
import { matchesLabelSelector } from '#engine/api/selector.ts';
import type { Uri } from '../document/document.ts';
import { nameOf, type Resource } from '../document/resource.ts';
import { podTemplateOf } from '../workspace/podTemplate.ts';
import { namespaceOf } from '../workspace/resourceIndex.ts';
import { fileOf, indexOf, resourcesIn, type Snapshot } from '../workspace/snapshot.ts';
import { selectedBy, selectorOf } from './navigation/implementation.ts';
import { selectsText } from './podsOf.ts';
import { rangeIn } from './spot.ts';

/** Kinds that a simulation shows something of. */
const simulated = new Set([
  'Deployment',
  'ReplicaSet',
  'ReplicationController',
  'StatefulSet',
  'DaemonSet',
  'Job',
  'CronJob',
  'Pod',
]);

/** Over each object: how to simulate it, what it selects, who selects its pods. */
export function codeLens(snapshot: Snapshot, uri: Uri): CodeLens[] {
  const file = fileOf(snapshot, uri);
  if (file === undefined) return [];
  return resourcesIn(snapshot, uri).flatMap((resource) => {
    const start = resource.start + resource.body.node.start;
    const range = rangeIn(file, start, start);
    return lensesOf(snapshot, resource, range);
  });
}

function lensesOf(snapshot: Snapshot, resource: Resource, range: Range): CodeLens[] {
  const lenses: CodeLens[] = [];
  if (simulated.has(resource.body.kind)) {
    lenses.push({
      range,
      command: { title: t('Simulate apply'), command: 'drydock.simulateApply', arguments: [resource.uri] },
    });
  }
  if (selectorOf(resource) !== undefined) lenses.push(told(range, selectsText(selectedBy(snapshot, resource))));
  const selecting = selectorsOf(snapshot, resource);
  if (selecting.length > 0)
    lenses.push(told(range, t('selected by {0}', selecting.map(({ body }) => nameOf(body)).join(', '))));
  return lenses;
}

/** A lens that says something and does nothing. */
function told(range: Range, title: string): CodeLens {
  return { range, command: { title, command: '' } };
}

const selecting = ['Service', 'PodDisruptionBudget.policy', 'NetworkPolicy.networking.k8s.io'];

/** The objects whose selectors catch the pods that this one describes. */
function selectorsOf(snapshot: Snapshot, resource: Resource): readonly Resource[] {
  const template = podTemplateOf(resource.body);
  if (template === undefined) return [];
  return selecting
    .flatMap((kind) => indexOf(snapshot).inNamespace(kind, namespaceOf(resource.body)))
    .filter((candidate) => {
      const selector = selectorOf(candidate);
      return selector !== undefined && matchesLabelSelector(selector, template.labels);
    });
}
