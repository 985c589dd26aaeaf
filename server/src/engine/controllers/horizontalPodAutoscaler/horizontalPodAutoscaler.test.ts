import { describe, expect, test } from 'vitest';
import type { Condition } from '#engine/api/meta.ts';
import type { Deployment } from '#engine/api/workloads.ts';
import type { World } from '#engine/world.ts';
import { bench } from '../../../../../test/support/engineRun.ts';
import type { HorizontalPodAutoscaler } from './autoscaler.ts';

const web = (replicas: number, resources = 'resources: { requests: { cpu: 100m } }'): string => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: ${replicas}
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: c, image: "web:1", ${resources} }] }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
  minReplicas: 2
  maxReplicas: 10
  metrics: [{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 50 } } }]
`;

const load = (...points: [second: number, cpu: number][]): Partial<World> => ({
  loads: [
    {
      target: { kind: 'Deployment', name: 'web' },
      points: points.map(([second, cpu]) => ({ at: second * 1000, cpu })),
    },
  ],
});

function checkSizes(world: Partial<World>, manifests: string, ...seconds: number[]): string {
  const cluster = bench(world);
  cluster.create(manifests);
  let last = 0;
  const sizes = seconds.map((second) => {
    cluster.pass(second - last);
    last = second;
    return (cluster.get('Deployment.apps/default/web') as Deployment).spec.replicas;
  });
  return sizes.join(' ');
}

function conditionsOf(world: Partial<World>, manifests: string, second: number): string[] {
  const cluster = bench(world);
  cluster.create(manifests);
  cluster.pass(second);
  const { status } = cluster.get('HorizontalPodAutoscaler.autoscaling/default/web') as HorizontalPodAutoscaler;
  return (status?.conditions ?? []).map(({ type, status: value, reason }: Condition) => `${type}=${value} ${reason}`);
}

describe('size', () => {
  test('grows with the load 15 s after the autoscaler, at most twofold or to four', () => {
    // 1000m over pods that ask for 100m and shall be half used: 20 wanted, 4 allowed, then 8, then the maximum
    expect(checkSizes(load([0, 1000]), web(2), 14, 16, 31, 46)).toBe('2 4 8 10');
  });
  test('a tolerance of its own counts from 1.35 on', () => {
    // 112m over two pods that shall use 50m each is 12 % too much.
    const wide = web(2).replace('  maxReplicas: 10', '  maxReplicas: 10\n  behavior: { scaleUp: { tolerance: 0.2 } }');
    expect(checkSizes({ ...load([0, 112]), kubernetesVersion: '1.36' }, wide, 60)).toBe('2');
    expect(checkSizes({ ...load([0, 112]), kubernetesVersion: '1.34' }, wide, 60)).toBe('3');
  });

  test('within the tolerance nothing moves', () => {
    expect(checkSizes(load([0, 107]), web(2), 60)).toBe('2');
  });
  test('shrinks only when five minutes asked for no more', () => {
    expect(checkSizes(load([0, 300], [60, 300], [61, 50]), web(6), 60, 300, 400)).toBe('6 6 2');
  });
  test('below the minimum it is raised without asking a metric', () => {
    expect(checkSizes({}, web(1), 20)).toBe('2');
  });
});

describe('conditions', () => {
  test('no metrics source', () => {
    expect(conditionsOf({}, web(2), 20)).toEqual([
      'AbleToScale=True SucceededGetScale',
      'ScalingActive=False FailedGetResourceMetric',
    ]);
  });
  test('pods that ask for nothing', () => {
    expect(conditionsOf(load([0, 100]), web(2, 'env: []'), 20)).toContain(
      'ScalingActive=False FailedGetResourceMetric',
    );
  });
  test('at the maximum', () => {
    expect(conditionsOf(load([0, 5000]), web(10), 20)).toEqual([
      'AbleToScale=True ReadyForNewScale',
      'ScalingActive=True ValidMetricFound',
      'ScalingLimited=True TooManyReplicas',
    ]);
  });
  test('scaled to zero by hand', () => {
    expect(conditionsOf(load([0, 100]), web(0), 20)).toContain('ScalingActive=False ScalingDisabled');
  });
});

test('two autoscalers of the same pods stop each other', () => {
  const cluster = bench(load([0, 1000]));
  const another = web(2).split('---\n')[1]?.replace('name: web }\nspec', 'name: other }\nspec') ?? '';
  cluster.create(`${web(2)}---\n${another}`);
  cluster.pass(46);
  const { spec } = cluster.get('Deployment.apps/default/web') as Deployment;
  // The first to look does not know of the other yet.
  expect(spec.replicas).toBe(4);
  for (const name of ['web', 'other']) {
    const { status } = cluster.get(`HorizontalPodAutoscaler.autoscaling/default/${name}`) as HorizontalPodAutoscaler;
    const active = status?.conditions?.find(({ type }) => type === 'ScalingActive');
    expect([active?.status, active?.reason, active?.message]).toEqual([
      'False',
      'AmbiguousSelector',
      'pods by selector app=web are controlled by multiple HPAs: [default/other default/web]',
    ]);
  }
});
