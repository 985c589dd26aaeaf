import type { Body } from '../../document/resource.ts';
import type { Edit } from '../problem.ts';
import { rewriteAutoscaler } from './autoscaler.ts';
import { rewriteIngress } from './ingress.ts';
import { rewriteWorkload } from './workload.ts';

/** What has to change besides the apiVersion, by the new `apiVersion/kind`. */
export const rewriters: Readonly<Record<string, (body: Body) => Edit[]>> = {
  'apps/v1/Deployment': rewriteWorkload,
  'apps/v1/DaemonSet': rewriteWorkload,
  'apps/v1/ReplicaSet': rewriteWorkload,
  'apps/v1/StatefulSet': rewriteWorkload,
  'networking.k8s.io/v1/Ingress': rewriteIngress,
  'autoscaling/v2/HorizontalPodAutoscaler': rewriteAutoscaler,
};
