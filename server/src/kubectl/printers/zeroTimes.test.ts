import { describe, expect, test } from 'vitest';
import { checkKubectl, clusterOf } from '../testing/checkKubectl.ts';

const cronJob = `apiVersion: batch/v1
kind: CronJob
metadata: { name: report }
spec:
  schedule: "0 5 * * *"
  jobTemplate: { spec: { template: { spec: { restartPolicy: Never, containers: [{ name: main, image: "report:1" }] } } } }
`;

const statefulSet = `apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db }
spec:
  selector: { matchLabels: { app: db } }
  serviceName: db
  template:
    metadata: { labels: { app: db } }
    spec:
      containers: [{ name: main, image: "db:1" }]
      volumes: [{ name: scratch, ephemeral: { volumeClaimTemplate: { spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } } } } }]
  volumeClaimTemplates: [{ metadata: { name: data }, spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } } }]
`;

const definition = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: deployments.example.com }
spec:
  group: example.com
  scope: Namespaced
  names: { kind: Deployment, plural: deployments }
  versions: [{ name: v1, served: true, storage: true, schema: { openAPIV3Schema: { type: object, x-kubernetes-preserve-unknown-fields: true } } }]
---
apiVersion: example.com/v1
kind: Deployment
metadata: { name: own }
spec: { template: { metadata: { labels: { app: own } } } }
`;

/** How often a creationTimestamp of null is printed on a cluster of a version. */
function nulls(version: '1.33' | '1.34', line: string, stdin = ''): number {
  const cluster = clusterOf({}, { kubernetesVersion: version });
  if (stdin !== '') checkKubectl(cluster, 'create -f -', stdin);
  return checkKubectl(cluster, line).match(/creationTimestamp"?: null/g)?.length ?? 0;
}

describe('a time that is not set', () => {
  test.each([
    ['a Job template and the pod template in it', 'get cronjob report -o yaml', cronJob, 2],
    ['in a list, too', 'get cronjobs -o json', cronJob, 2],
    ['claims of a StatefulSet and of its pods', 'get statefulset db -o yaml', statefulSet, 3],
    ['what kubectl itself makes', 'create deployment web --image=web:1 --dry-run=client -o yaml', '', 2],
    ['a Pod that kubectl itself makes', 'run web --image=web:1 --dry-run=client -o yaml', '', 1],
    ['not in kinds of other people', 'get deployments.v1.example.com own -o yaml', definition, 0],
  ])('is null until 1.33: %s', (_, line, stdin, count) => {
    expect(nulls('1.33', line, stdin)).toBe(count);
    expect(nulls('1.34', line, stdin)).toBe(0);
  });

  test('of a file that is not sent nothing is filled in', () => {
    const cluster = clusterOf({}, { kubernetesVersion: '1.33' });
    expect(checkKubectl(cluster, 'create -f - --dry-run=client -o yaml', cronJob)).not.toContain('null');
    expect(checkKubectl(cluster, 'create -f - -o yaml', cronJob)).toContain('creationTimestamp: null');
  });

  test('stands first in the metadata', () => {
    const cluster = clusterOf({}, { kubernetesVersion: '1.33' });
    expect(
      checkKubectl(cluster, 'create deployment web --image=web:1 --dry-run=client -o yaml'),
    ).toContain(`kind: Deployment
metadata:
  creationTimestamp: null
  labels:
    app: web
  name: web
`);
  });
});
