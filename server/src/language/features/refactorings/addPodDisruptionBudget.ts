import { t } from '@vscode/l10n';
import type { Json } from '../../document/value.ts';
import { documentBehind, type Offer, type Target } from './refactoring.ts';
import { metadataFor, podLabels, selectedByOne } from './workload.ts';

/** Makes the PodDisruptionBudget of a workload without one: a drain takes one pod at a time. */
export function addPodDisruptionBudget(target: Target): readonly Offer[] {
  const { body } = target.resource;
  const matchLabels = podLabels(target);
  if (!['Deployment', 'StatefulSet', 'ReplicaSet'].includes(body.kind) || body.name === '') return [];
  if (matchLabels === undefined || selectedByOne(target, 'PodDisruptionBudget.policy')) return [];
  const spec = { maxUnavailable: 1, selector: { matchLabels: { ...matchLabels } } };
  const metadata = metadataFor(target, body.name);
  const budget: Json = { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata, spec };
  return [
    {
      title: t('Add a PodDisruptionBudget for {0}', body.name),
      edits: [documentBehind(target, budget)],
    },
  ];
}
