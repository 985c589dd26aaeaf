import { t } from '@vscode/l10n';
import { summarize } from '#engine/trace/summary.ts';
import { durationText } from '#engine/trace/text.ts';
import { isQuiet } from '#kubectl/rest.ts';
import type { ClusterChanged } from '#protocol/clusterTree.ts';
import type { StandingCluster } from './clusters.ts';
import { obstacleDetail } from './obstacleDetail.ts';

/** How the cluster that is shown fares, judged from the apply on. */
export function clusterVerdict({ run, cluster, applyAt }: StandingCluster): ClusterChanged {
  const { verdict, duration, workloads, obstacles } = summarize(cluster.trace, applyAt);
  // What is not complete yet is not stuck while it still moves.
  if (verdict === 'stuck' && !isQuiet(cluster)) return { run, verdict: 'moving', text: t('on its way'), detail: '' };
  const [first] = obstacles;
  const stuck = workloads.find(({ state }) => state === 'stuck');
  const text = {
    completes: () =>
      duration === 0 || duration === null ? t('nothing has to move') : t('completes in {0}', durationText(duration)),
    stuck: () => (stuck === undefined ? t('stuck') : t('stuck at {0} of {1}', stuck.updated, stuck.desired)),
    refused: () => t('refused by the API server'),
    restless: () => t('does not come to rest'),
    nothing: () => t('no workload'),
  }[verdict]();
  return { run, verdict, text, detail: first === undefined ? '' : obstacleDetail(first) };
}
