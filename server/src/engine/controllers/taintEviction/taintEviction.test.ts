import { expect, it } from 'vitest';
import type { Bench } from '../../../../../test/support/engineRun.ts';
import { bench } from '../../../../../test/support/engineRun.ts';
import type { Node, Taint } from '../../api/node.ts';
import type { Pod } from '../../api/pod.ts';
import { podCondition } from '../../api/pod.ts';

const pod = (name: string, tolerations: string): string => `
apiVersion: v1
kind: Pod
metadata: { name: ${name} }
spec: { nodeName: n1, terminationGracePeriodSeconds: 0, tolerations: [${tolerations}], containers: [{ name: c, image: good:v1 }] }
`;
const manifests = [
  pod('none', ''),
  pod('short', '{ key: maintenance, operator: Exists, effect: NoExecute, tolerationSeconds: 5 }'),
  pod('ever', '{ key: maintenance, operator: Exists }'),
  pod('other', '{ key: maintenance, value: no, effect: NoExecute, tolerationSeconds: 50 }'),
].join('---');

function taint(cluster: Bench, taints: readonly Taint[]): void {
  const node = cluster.get('Node//n1') as Node;
  cluster.run.api().update({ ...node, spec: { ...node.spec, taints } }, 'test');
}

const left = (cluster: Bench): string[] => cluster.run.view.list('Pod').map(({ metadata }) => metadata.name);

it('pods leave at once, after their toleration or never', () => {
  const cluster = bench();
  cluster.create(manifests);
  cluster.pass(3);
  taint(cluster, [{ key: 'maintenance', value: 'yes', effect: 'NoExecute' }]);
  cluster.pass(1);
  expect(left(cluster)).toEqual(['short', 'ever']);
  cluster.pass(5);
  expect(left(cluster)).toEqual(['ever']);
  expect(cluster.events('Pod/short')).toContain('TaintManagerEviction: Marking for deletion Pod default/short');
});

it('a taint that goes in time is forgiven', () => {
  const cluster = bench();
  cluster.create(manifests);
  cluster.pass(3);
  taint(cluster, [{ key: 'maintenance', value: 'yes', effect: 'NoExecute' }]);
  cluster.pass(2);
  taint(cluster, []);
  cluster.pass(60);
  expect(left(cluster)).toEqual(['short', 'ever']);
  expect(cluster.events('Pod/short')).toContain('TaintManagerEviction: Cancelling deletion of Pod default/short');
});

it('the pod says why it is being disrupted', () => {
  const cluster = bench();
  cluster.create(pod('a', '').replace('terminationGracePeriodSeconds: 0', 'terminationGracePeriodSeconds: 30'));
  cluster.pass(3);
  taint(cluster, [{ key: 'maintenance', effect: 'NoExecute' }]);
  cluster.pass(0.1);
  expect(podCondition(cluster.get('Pod/default/a') as Pod, 'DisruptionTarget')).toMatchObject({
    status: 'True',
    reason: 'DeletionByTaintManager',
    message: 'Taint manager: deleting due to NoExecute taint',
  });
});
