import { expect, it } from 'vitest';
import { bench } from '../../../../../test/support/engineRun.ts';

it('a namespace is furnished, and again when somebody clears it', () => {
  const cluster = bench();
  cluster.create('{ apiVersion: v1, kind: Namespace, metadata: { name: team } }');
  cluster.pass(0.1);
  for (const key of ['ServiceAccount/team/default', 'ConfigMap/team/kube-root-ca.crt']) {
    expect(cluster.get(key)).toBeDefined();
    cluster.run.api().delete(key, {}, 'test');
    expect(cluster.get(key)).toBeUndefined();
    cluster.pass(0.1);
    expect(cluster.get(key)).toBeDefined();
  }
});

it('the namespaces that a cluster begins with need nothing', () => {
  const cluster = bench();
  cluster.pass(1);
  expect(cluster.run.trace.entries.filter(({ actor }) => /service-account|root-ca/.test(actor))).toEqual([]);
});
