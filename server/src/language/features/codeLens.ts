import { t } from '@vscode/l10n';
import type { CodeLens, Range } from 'vscode-languageserver-types';
import type { Uri } from '../document/document.ts';
import { nameOf, type Resource } from '../document/resource.ts';
import { fileOf, resourcesIn, type Snapshot } from '../workspace/snapshot.ts';
import { selecting } from '../workspace/workloads.ts';
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
  const selectors = selectorsOf(snapshot, resource);
  if (selectors.length > 0)
    lenses.push(told(range, t('selected by {0}', selectors.map(({ body }) => nameOf(body)).join(', '))));
  return lenses;
}

/** A lens that says something and does nothing. */
function told(range: Range, title: string): CodeLens {
  return { range, command: { title, command: '' } };
}

/** The objects whose selectors catch the pods that this one describes. */
function selectorsOf(snapshot: Snapshot, resource: Resource): readonly Resource[] {
  return (['Service', 'PodDisruptionBudget.policy', 'NetworkPolicy.networking.k8s.io'] as const).flatMap((kind) =>
    selecting(snapshot, kind, resource),
  );
}
