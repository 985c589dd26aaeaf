import { t } from '@vscode/l10n';
import type { ApiObject } from '#engine/api/meta.ts';
import type { StoreView } from '#engine/store/view.ts';
import { type PodState, podState, restartsOf } from '#engine/trace/podState.ts';
import type { ClusterTreeItem, ClusterTreeStatus } from '#protocol/clusterTree.ts';
import { objectItem } from './clusterTreeItem.ts';

/** A pod, as it lives. */
export function podItem(view: StoreView, pod: ApiObject, id: string): ClusterTreeItem {
  const state = podState(pod);
  const restarts = restartsOf(pod);
  return objectItem(view, pod, {
    id,
    facts: [
      stateText(state),
      ...(restarts === 0 ? [] : [restarts === 1 ? t('1 restart') : t('{0} restarts', restarts)]),
    ],
    status: statuses[state],
    expandable: false,
    actions: ['describe', 'delete'],
  });
}

const statuses: Readonly<Record<PodState, ClusterTreeStatus>> = {
  ready: 'ok',
  running: 'busy',
  starting: 'busy',
  pending: 'busy',
  unschedulable: 'warning',
  imageError: 'error',
  crashing: 'error',
  succeeded: 'ok',
  failed: 'error',
  terminating: 'busy',
};

function stateText(state: PodState): string {
  switch (state) {
    case 'ready':
      return t('ready');
    case 'running':
      return t('running, not ready');
    case 'starting':
      return t('starting');
    case 'pending':
      return t('pending');
    case 'unschedulable':
      return t('fits on no node');
    case 'imageError':
      return t('image cannot be pulled');
    case 'crashing':
      return t('crashing');
    case 'succeeded':
      return t('succeeded');
    case 'failed':
      return t('failed');
    case 'terminating':
      return t('terminating');
  }
}
