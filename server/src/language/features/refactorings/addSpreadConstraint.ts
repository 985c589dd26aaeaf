import { t } from '@vscode/l10n';
import { insertField } from '../../document/insert.ts';
import { levelsIn } from '../../document/levels.ts';
import { valueAt } from '../../document/node.ts';
import { podTemplateOf } from '../../workspace/podTemplate.ts';
import { newField } from '../yamlText.ts';
import { inFile, type Offer, type Target } from './refactoring.ts';
import { mapAt, podLabels } from './workload.ts';

/** Spreads the pods of a workload over zones. Of a Deployment each revision by itself: else the old pods of a rollout count against the new. */
export function addSpreadConstraint(target: Target): readonly Offer[] {
  const { body, document } = target.resource;
  const template = podTemplateOf(body);
  const spec = template === undefined ? undefined : mapAt(target, template.spec);
  const matchLabels = podLabels(target);
  if (
    spec === undefined ||
    matchLabels === undefined ||
    !['Deployment', 'StatefulSet', 'ReplicaSet'].includes(body.kind)
  )
    return [];
  if (valueAt(spec, 'topologySpreadConstraints') !== undefined) return [];
  const constraint = {
    maxSkew: 1,
    topologyKey: 'topology.kubernetes.io/zone',
    whenUnsatisfiable: 'ScheduleAnyway',
    labelSelector: { matchLabels: { ...matchLabels } },
    ...(body.kind === 'Deployment' ? { matchLabelKeys: ['pod-template-hash'] } : {}),
  };
  const levels = levelsIn(document.tree.text);
  const edit = insertField(document.tree.text, spec, newField('topologySpreadConstraints', [constraint], levels));
  return [{ title: t('Spread the pods over zones'), edits: inFile(target, [edit]) }];
}
