import { describe, expect, test } from 'vitest';
import { bench } from '../../../test/support/engineRun.ts';
import { start } from './engine.ts';
import { standingObject } from './standing.ts';
import { defaultWorld } from './world.ts';

describe('an object that is to stand in a new world', () => {
  test('is taken as a cluster holds it, whatever its kind, and the world goes on from there', () => {
    const { create, pass, run } = bench();
    expect(create(manifests)).not.toMatch(/invalid|forbidden|cannot/);
    pass(30);
    const objects = run.view
      .kinds()
      .filter((kind) => kind !== 'Event')
      .flatMap((kind) => run.view.list(kind));
    expect(objects.length).toBeGreaterThan(30);
    const standing = objects.map((object) => standingObject(object, '1.36'));
    expect(standing.flatMap((each) => (each.ok ? [] : [each.error]))).toEqual([]);
    const again = start({
      ...defaultWorld(),
      nodes: [],
      objects: standing.flatMap((each) => (each.ok ? [each.value] : [])),
    });
    again.advance(60_000);
    expect(again.trace.entries.filter(({ change }) => change.kind === 'note' && change.topic === 'bound')).toEqual([]);
    expect(again.view.list('Pod').map(({ metadata }) => metadata.name)).toEqual(
      run.view.list('Pod').map(({ metadata }) => metadata.name),
    );
  });

  test.each<[unknown, string]>([
    [
      { apiVersion: 'v1', kind: 'Node', metadata: { name: 'n' }, spec: { taints: 0 } },
      'spec.taints must be a list of objects, not 0',
    ],
    [
      { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: { containers: {} } },
      'spec.containers must be a list of objects, not such an object',
    ],
    [{ apiVersion: 'v1', kind: 'Pod', metadata: {} }, 'Pod: metadata.name is missing'],
    [
      { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: {} },
      'Pod "p" is invalid: spec.containers: Required value',
    ],
    [5, 'an object is needed, not 5'],
  ])('%j is refused', (value, error) => {
    expect(standingObject(value, '1.36')).toEqual({ ok: false, error });
  });
});

const template = '{ metadata: { labels: { app: a } }, spec: { containers: [{ name: c, image: "a:1" }] } }';
const manifests = `
{ apiVersion: apps/v1, kind: Deployment, metadata: { name: web }, spec: { replicas: 2, selector: { matchLabels: { app: a } }, template: ${template} } }
---
{ apiVersion: apps/v1, kind: DaemonSet, metadata: { name: ds }, spec: { selector: { matchLabels: { app: a } }, template: ${template} } }
---
{ apiVersion: apps/v1, kind: StatefulSet, metadata: { name: db }, spec: { serviceName: db, selector: { matchLabels: { app: a } }, template: ${template} } }
---
{ apiVersion: batch/v1, kind: Job, metadata: { name: j }, spec: { template: { spec: { restartPolicy: Never, containers: [{ name: c, image: "job:1" }] } } } }
---
{ apiVersion: batch/v1, kind: CronJob, metadata: { name: cj }, spec: { schedule: "0 0 * * *", jobTemplate: { spec: { template: { spec: { restartPolicy: Never, containers: [{ name: c, image: "job:1" }] } } } } } }
---
{ apiVersion: v1, kind: Service, metadata: { name: web }, spec: { type: LoadBalancer, selector: { app: a }, ports: [{ port: 80 }] } }
---
{ apiVersion: v1, kind: Service, metadata: { name: headless }, spec: { clusterIP: None, selector: { app: a }, ports: [{ port: 80 }] } }
---
{ apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: { name: web }, spec: { minAvailable: 1, selector: { matchLabels: { app: a } } } }
---
{ apiVersion: v1, kind: ConfigMap, metadata: { name: c }, data: { a: b } }
---
{ apiVersion: v1, kind: Secret, metadata: { name: s }, stringData: { a: b } }
---
{ apiVersion: v1, kind: PersistentVolumeClaim, metadata: { name: c }, spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } } }
---
{ apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: { name: i }, spec: { defaultBackend: { service: { name: web, port: { number: 80 } } } } }
---
{ apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: { name: h }, spec: { maxReplicas: 3, scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web } } }
---
{ apiVersion: v1, kind: ResourceQuota, metadata: { name: q }, spec: { hard: { pods: "50" } } }
---
{ apiVersion: v1, kind: LimitRange, metadata: { name: l }, spec: { limits: [{ type: Container, default: { cpu: "1" } }] } }
`;
