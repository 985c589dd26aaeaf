import { t } from '@vscode/l10n';
import { nodeAtField } from '../../../document/pointer.ts';
import { itemsOf } from '../../../document/strings.ts';
import { at, type Rule } from '../../rule.ts';

/** A StatefulSet whose volumes stay when its pods go. */
export const claimsOutliveSet: Rule = {
  id: 'claimsOutliveSet',
  source: 'lint',
  group: 'cost',
  severity: 'off',
  kinds: ['StatefulSet'],
  *check(resource) {
    const { node } = resource.body;
    if (itemsOf(nodeAtField(node, 'spec.volumeClaimTemplates')).length === 0) return;
    if (nodeAtField(node, 'spec.persistentVolumeClaimRetentionPolicy') !== undefined) return;
    const message = t(
      'The volumes of these pods stay, and are paid for, when the set is scaled down or deleted: no persistentVolumeClaimRetentionPolicy says whether that is meant.',
    );
    yield { ...at(resource, 'spec.volumeClaimTemplates'), message };
  },
};
