import { expect, test } from 'vitest';
import { checkKubectl, clusterOf } from '../testing/checkKubectl.ts';

const autoscaler = (metrics: string): string => `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web }
spec:
  maxReplicas: 5
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
  metrics:
${metrics}`;

test('an autoscaler says each metric as kubectl does, unknown where nothing was measured', () => {
  const cluster = clusterOf();
  checkKubectl(
    cluster,
    'create -f -',
    autoscaler(`  - { type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 80 } } }
  - { type: Resource, resource: { name: memory, target: { type: AverageValue, averageValue: 1Gi } } }
  - { type: ContainerResource, containerResource: { name: cpu, container: c, target: { type: Utilization, averageUtilization: 60 } } }
  - { type: Pods, pods: { metric: { name: hits }, target: { type: AverageValue, averageValue: 10 } } }
  - { type: Object, object: { metric: { name: rate }, describedObject: { kind: Ingress, name: main }, target: { type: Value, value: 2k } } }
  - { type: External, external: { metric: { name: queue }, target: { type: AverageValue, averageValue: 30 } } }
`),
  );
  const lines = checkKubectl(cluster, 'describe hpa web').split('\n');
  const rows = lines.slice(lines.findIndex((line) => line.startsWith('Metrics:')) + 1);
  expect(rows.slice(0, 6).map((row) => row.trim().replace(/: {2,}/, ': '))).toEqual([
    'resource cpu on pods  (as a percentage of request): <unknown> / 80%',
    'resource memory on pods: <unknown> / 1Gi',
    'resource cpu of container "c" on pods  (as a percentage of request): <unknown> / 60%',
    '"hits" on pods: <unknown> / 10',
    '"rate" on Ingress/main (target value): <unknown> / 2k',
    '"queue" (target average value): <unknown> / 30',
  ]);
});
