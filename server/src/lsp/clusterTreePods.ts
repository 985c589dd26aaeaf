import { t } from '@vscode/l10n';
import type { ApiObject } from '#engine/api/meta.ts';
import type { StoreView } from '#engine/store/view.ts';
import { type PodState, podState, restartsOf } from '#engine/trace/podState.ts';
import type { ClusterTreeItem, ClusterTreeStatus } from '#protocol/clusterTree.ts';
import { objectItem } from './clusterTreeItem.ts';

/** A pod, as it lives. */
export function podItem(view: StoreView, pod: ApiObject, id: string): ClusterTreeItem {
  const { status, text } = states[podState(pod)];
  const restarts = restartsOf(pod);
  return objectItem(view, pod, {
    id,
    facts: [text(), ...(restarts === 0 ? [] : [restarts === 1 ? t('1 restart') : t('{0} restarts', restarts)])],
    status,
    expandable: false,
    actions: ['describe', 'delete'],
  });
}

interface Shown {
  readonly status: ClusterTreeStatus;
  text(): string;
}

const states: Readonly<Record<PodState, Shown>> = {
  ready: { status: 'ok', text: () => t('ready') },
  running: { status: 'busy', text: () => t('running, not ready') },
  starting: { status: 'busy', text: () => t('starting') },
  pending: { status: 'busy', text: () => t('pending') },
  unschedulable: { status: 'warning', text: () => t('fits on no node') },
  imageError: { status: 'error', text: () => t('image cannot be pulled') },
  crashing: { status: 'error', text: () => t('crashing') },
  succeeded: { status: 'ok', text: () => t('succeeded') },
  failed: { status: 'error', text: () => t('failed') },
  terminating: { status: 'busy', text: () => t('terminating') },
};
