import { kubelet } from '../kubelet/kubelet.ts';
import { scheduler } from '../scheduler/scheduler.ts';
import { clusterRoleAggregationController } from './clusterRoleAggregation/clusterRoleAggregation.ts';
import type { ControllerFactory } from './controller.ts';
import { cronJobController } from './cronJob/cronJob.ts';
import { daemonSetController } from './daemonSet/daemonSet.ts';
import { deploymentController } from './deployment/deployment.ts';
import { disruptionController } from './disruption/disruption.ts';
import { endpointSliceController } from './endpointSlice/endpointSlice.ts';
import { endpointSliceMirroringController } from './endpointSliceMirroring/endpointSliceMirroring.ts';
import { endpointsController } from './endpoints/endpoints.ts';
import { ephemeralVolumeController } from './ephemeralVolume/ephemeralVolume.ts';
import { garbageCollector } from './garbage/garbage.ts';
import { horizontalPodAutoscalerController } from './horizontalPodAutoscaler/horizontalPodAutoscaler.ts';
import { jobController } from './job/job.ts';
import { namespaceController } from './namespace/namespace.ts';
import { nodeLifecycleController } from './nodeLifecycle/nodeLifecycle.ts';
import { persistentVolumeController } from './persistentVolume/persistentVolume.ts';
import { podGarbageCollector } from './podGarbage/podGarbage.ts';
import { replicaSetController } from './replicaSet/replicaSet.ts';
import { replicationController } from './replicationController/replicationController.ts';
import { resourceQuotaController } from './resourceQuota/resourceQuota.ts';
import { serviceController } from './service/service.ts';
import { rootCertificatePublisher, serviceAccountController } from './serviceAccount/serviceAccount.ts';
import { statefulSetController } from './statefulSet/statefulSet.ts';
import { taintEvictionController } from './taintEviction/taintEviction.ts';
import { ttlAfterFinishedController } from './ttlAfterFinished/ttlAfterFinished.ts';
import { volumeProtectionController } from './volumeProtection/volumeProtection.ts';

/** Everything that reacts to changes, in the order in which equal moments are served. Adding one: a folder and a line. */
export const controllers: readonly ControllerFactory[] = [
  // A new pod is on its node before the controllers can take it back.
  scheduler,
  cronJobController,
  jobController,
  horizontalPodAutoscalerController,
  // A ReplicaSet acts on a change before its Deployment writes to it again.
  replicaSetController,
  deploymentController,
  replicationController,
  statefulSetController,
  daemonSetController,
  garbageCollector,
  disruptionController,
  resourceQuotaController,
  endpointsController,
  endpointSliceController,
  endpointSliceMirroringController,
  serviceController,
  nodeLifecycleController,
  taintEvictionController,
  podGarbageCollector,
  namespaceController,
  ttlAfterFinishedController,
  serviceAccountController,
  rootCertificatePublisher,
  persistentVolumeController,
  volumeProtectionController,
  ephemeralVolumeController,
  clusterRoleAggregationController,
  kubelet,
];
