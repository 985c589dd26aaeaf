import { t } from '@vscode/l10n';
import type { ApiObject } from '#engine/api/meta.ts';
import type { StoreView } from '#engine/store/view.ts';
import { conditionOf } from '#engine/trace/podState.ts';
import type { ClusterTreeItem } from '#protocol/clusterTree.ts';
import { objectItem } from './clusterTreeItem.ts';

/** A node: Ready or not, cordoned, how many pods are bound to it. */
export function nodeItem(view: StoreView, node: ApiObject, id: string): ClusterTreeItem {
  const ready = conditionOf(node, 'Ready')?.status === 'True';
  const cordoned = (node['spec'] as { unschedulable?: boolean } | undefined)?.unschedulable === true;
  const pods = view.podsOnNode(node.metadata.name).length;
  return objectItem(view, node, {
    id,
    facts: [
      ready ? t('ready') : t('not ready'),
      ...(cordoned ? [t('cordoned')] : []),
      pods === 1 ? t('1 pod') : t('{0} pods', pods),
    ],
    status: ready ? (cordoned ? 'warning' : 'ok') : 'error',
    expandable: pods > 0,
    actions: ['describe', cordoned ? 'uncordon' : 'drain'],
  });
}
