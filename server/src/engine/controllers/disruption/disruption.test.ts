import { describe, expect, test } from 'vitest';
import type { PodDisruptionBudget } from '#engine/store/budgets.ts';
import { bench } from '../../../../../test/support/engineRun.ts';

const web = (replicas: number): string => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: ${replicas}
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: c, image: "web:1" }] }
---
`;
const budget = (spec: string, name = 'web'): string => `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: ${name} }
spec: { ${spec}, selector: { matchLabels: { app: web } } }
---
`;

function checkBudget(replicas: number, spec: string): string {
  const cluster = bench();
  cluster.create(web(replicas) + budget(spec));
  cluster.pass(10);
  const { status } = cluster.get('PodDisruptionBudget.policy/default/web') as PodDisruptionBudget;
  const condition = status?.conditions?.[0];
  return `${status?.disruptionsAllowed} of ${status?.expectedPods}, needs ${status?.desiredHealthy}: ${condition?.status} ${condition?.reason}`;
}

describe('status', () => {
  test.each([
    [3, 'minAvailable: 2', '1 of 3, needs 2: True SufficientPods'],
    [3, 'minAvailable: 3', '0 of 3, needs 3: False InsufficientPods'],
    [3, 'maxUnavailable: 1', '1 of 3, needs 2: True SufficientPods'],
    [3, 'maxUnavailable: "30%"', '1 of 3, needs 2: True SufficientPods'],
    [4, 'minAvailable: "30%"', '2 of 4, needs 2: True SufficientPods'],
    [1, 'maxUnavailable: 0', '0 of 1, needs 1: False InsufficientPods'],
  ])('%i pods, %s', (replicas, spec, line) => {
    expect(checkBudget(replicas, spec)).toBe(line);
  });
});

describe('what cannot be counted', () => {
  const daemons = `
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: web }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: c, image: "web:1" }] }
---
`;
  const failure = 'daemonsets.apps does not implement the scale subresource';

  test('pods of what has no scale: the budget allows nothing and says why', () => {
    const cluster = bench();
    cluster.create(daemons + budget('maxUnavailable: 1'));
    cluster.pass(10);
    const { status } = cluster.get('PodDisruptionBudget.policy/default/web') as PodDisruptionBudget;
    expect(status?.disruptionsAllowed).toBe(0);
    expect(status?.conditions?.map(({ reason, message }) => `${reason}: ${message}`)).toEqual([
      `SyncFailed: ${failure}`,
    ]);
    expect(cluster.events('PodDisruptionBudget/web')).toContain(
      `CalculateExpectedPodCountFailed: Failed to calculate the number of expected pods: ${failure}`,
    );
  });

  test('but a number of them can be asked for', () => {
    const cluster = bench();
    cluster.create(daemons + budget('minAvailable: 1'));
    cluster.pass(10);
    const { status } = cluster.get('PodDisruptionBudget.policy/default/web') as PodDisruptionBudget;
    expect([status?.disruptionsAllowed, status?.expectedPods]).toEqual([2, 3]);
  });

  test('pods of nobody are left out, with a warning', () => {
    const cluster = bench();
    const pod =
      'apiVersion: v1\nkind: Pod\nmetadata: { name: lone, labels: { app: web } }\nspec: { containers: [{ name: c, image: web }] }\n---\n';
    cluster.create(pod + budget('maxUnavailable: 1'));
    cluster.pass(10);
    expect(cluster.events('PodDisruptionBudget/web')).toContain(
      'UnmanagedPods: Pods selected by this PodDisruptionBudget (selector: &LabelSelector{MatchLabels:map[string]string{app: web,},MatchExpressions:[]LabelSelectorRequirement{},}) were found to be unmanaged.',
    );
  });
});

describe('eviction', () => {
  function checkEvictions(manifests: string): string[] {
    const cluster = bench();
    cluster.create(manifests);
    cluster.pass(10);
    return cluster.run.view.list('Pod').map((pod) => {
      const outcome = cluster.run.api().evict(`Pod/default/${pod.metadata.name}`, {}, 'drain');
      return outcome.kind === 'applied'
        ? 'evicted'
        : `${outcome.status.code} ${outcome.status.causes?.[0]?.message ?? outcome.status.message}`;
    });
  }

  test('as many as the budget allows, then refused with the numbers of the status as it stands', () => {
    const refusal = '429 The disruption budget web needs 2 healthy pods and has 3 currently';
    expect(checkEvictions(web(3) + budget('minAvailable: 2'))).toEqual(['evicted', refusal, refusal]);
  });

  test('two budgets over one pod: neither is asked', () => {
    const refusal =
      '500 This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.';
    expect(checkEvictions(web(1) + budget('minAvailable: 0') + budget('minAvailable: 0', 'other'))).toEqual([refusal]);
  });

  test('no budget: all go', () => {
    expect(checkEvictions(web(2))).toEqual(['evicted', 'evicted']);
  });
});
