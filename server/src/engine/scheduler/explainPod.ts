import type { ApiObject } from '../api/meta.ts';
import type { Pod } from '../api/pod.ts';
import type { KubernetesVersion } from '../api/version.ts';
import { newestVersion } from '../api/version.ts';
import { randomStream } from '../random.ts';
import type { StoreView } from '../store/view.ts';
import { Cluster } from './cluster.ts';
import type { Diagnosis } from './diagnosis.ts';
import type { Detail } from './explain.ts';
import { explain, fullDetail } from './explain.ts';
import { fitError } from './message.ts';
import { NominatedPods } from './nominatedPods.ts';
import { defaultSchedulerName, profilesOf } from './profile.ts';
import { scheduleOne } from './scheduleOne.ts';
import { ScoreArrays } from './scoredNodes.ts';

/**
 * How the scheduler would judge the pod at this moment, whether it is in the view or not (a pod that is bound is judged as if it were
 * not). Undefined where no profile serves its schedulerName. Nothing is changed, nothing is preempted.
 */
export function explainPod(
  view: StoreView,
  pod: Pod,
  version: KubernetesVersion = newestVersion,
  detail: Detail = fullDetail,
): Diagnosis | undefined {
  const [configuration] = view.list('KubeSchedulerConfiguration.kubescheduler.config.k8s.io');
  const profile = profilesOf(configuration as ApiObject | undefined).get(
    pod.spec.schedulerName || defaultSchedulerName,
  );
  if (profile === undefined) return undefined;
  const cluster = Cluster.of(view, version);
  const { nodeName, ...spec } = pod.spec;
  const info = cluster.info({ ...pod, spec });
  const own = nodeName ? cluster.node(nodeName) : undefined;
  const placed = own?.pods.get(info.key);
  if (own !== undefined && placed !== undefined) cluster.forget(placed, own);
  const outcome = scheduleOne(info, cluster, profile, {
    nominated: new NominatedPods(),
    random: randomStream(0, 'explain'),
    rotation: { start: 0 },
    arrays: new ScoreArrays(),
  });
  return explain(outcome, cluster, detail, outcome.kind === 'refused' ? { message: fitError(outcome) } : {});
}
