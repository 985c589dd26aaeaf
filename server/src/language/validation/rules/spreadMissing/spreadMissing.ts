import { t } from '@vscode/l10n';
import { nodeAtField } from '../../../document/pointer.ts';
import { itemsOf } from '../../../document/strings.ts';
import { podTemplateOf } from '../../../workspace/podTemplate.ts';
import { replicasOf } from '../../../workspace/workloads.ts';
import { at, type Rule } from '../../rule.ts';

/** Three or more pods that nothing keeps on different nodes. */
export const spreadMissing: Rule = {
  id: 'spreadMissing',
  source: 'lint',
  group: 'reliability',
  severity: 'off',
  kinds: ['Deployment', 'StatefulSet'],
  *check(resource) {
    const replicas = replicasOf(resource.body) ?? 0;
    const spec = podTemplateOf(resource.body)?.spec;
    if (replicas < 3 || spec === undefined) return;
    const { node } = resource.body;
    if (itemsOf(nodeAtField(node, `${spec}.topologySpreadConstraints`)).length > 0) return;
    if (nodeAtField(node, `${spec}.affinity.podAntiAffinity`) !== undefined) return;
    const message = t(
      'Nothing keeps these {0} pods apart for certain: several may stand on one node, and go with it.',
      replicas,
    );
    yield { ...at(resource, 'spec.replicas'), message };
  },
};
