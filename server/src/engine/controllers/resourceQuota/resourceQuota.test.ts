import { expect, test } from 'vitest';
import { bench } from '../../../../../test/support/engineRun.ts';

const pod = (name: string): string => `
apiVersion: v1
kind: Pod
metadata: { name: ${name} }
spec: { containers: [{ name: c, image: i, resources: { requests: { cpu: 250m, memory: 1Gi } } }] }
`;

function used(cluster: ReturnType<typeof bench>): unknown {
  return (cluster.get('ResourceQuota/default/q')?.['status'] as { used?: unknown } | undefined)?.used;
}

test('what pods take is counted, and given back when they are gone', () => {
  const cluster = bench();
  cluster.create(
    '{ apiVersion: v1, kind: ResourceQuota, metadata: { name: q }, spec: { hard: { pods: 5, requests.cpu: 2, memory: 4Gi, count/deployments.apps: 1 } } }',
  );
  cluster.pass(1);
  expect(used(cluster)).toEqual({ pods: '0', 'requests.cpu': '0', memory: '0', 'count/deployments.apps': '0' });
  cluster.create(`${pod('a')}---${pod('b')}`);
  cluster.pass(5);
  expect(used(cluster)).toEqual({ pods: '2', 'requests.cpu': '500m', memory: '2Gi', 'count/deployments.apps': '0' });
  cluster.run.api().delete('Pod/default/a', { gracePeriodSeconds: 0 }, 'the test asks for it');
  cluster.pass(5);
  expect(used(cluster)).toEqual({ pods: '1', 'requests.cpu': '250m', memory: '1Gi', 'count/deployments.apps': '0' });
});
