import { describe, expect, test } from 'vitest';
import type { Pod } from '#engine/api/pod.ts';
import { bench } from '../../../../../test/support/engineRun.ts';

const pod = (spec = '', container = '', name = 'p'): string => `
apiVersion: v1
kind: Pod
metadata: { name: ${name} }
spec:
  containers: [{ name: c, image: "i:1" ${container} }]
  ${spec}
`;

function checkPod(before: string, text: string): string {
  const cluster = bench();
  if (before !== '') cluster.create(before);
  cluster.pass(1);
  return cluster.create(text);
}

function admitted(before: string, text: string): Pod {
  const cluster = bench();
  if (before !== '') cluster.create(before);
  cluster.pass(1);
  cluster.create(text);
  return cluster.get('Pod/default/p') as Pod;
}

const limits = (limit: string): string =>
  `{ apiVersion: v1, kind: LimitRange, metadata: { name: l }, spec: { limits: [${limit}] } }`;
const quota = (hard: string): string =>
  `{ apiVersion: v1, kind: ResourceQuota, metadata: { name: q }, spec: { hard: ${hard} } }`;

describe('namespace', () => {
  test('that does not exist', () => {
    expect(checkPod('', pod().replace('name: p', 'name: p, namespace: nowhere'))).toBe(
      'namespaces "nowhere" not found',
    );
  });
});

describe('priority', () => {
  test('of an unknown class', () => {
    expect(checkPod('', pod('priorityClassName: high'))).toBe(
      'pods "p" is forbidden: no PriorityClass with name high was found',
    );
  });
  test('of a class, of the default class, of none', () => {
    const high = (global: boolean): string =>
      `{ apiVersion: scheduling.k8s.io/v1, kind: PriorityClass, metadata: { name: high }, value: 1000, globalDefault: ${global} }`;
    expect(admitted(high(false), pod('priorityClassName: high')).spec.priority).toBe(1000);
    expect(admitted(high(true), pod()).spec).toMatchObject({ priority: 1000, priorityClassName: 'high' });
    expect(admitted('', pod()).spec.priority).toBe(0);
  });
});

test('tolerations for nodes that fail are added, but not over the pod’s own', () => {
  const seconds = (found: Pod): (number | undefined)[] =>
    (found.spec.tolerations ?? []).map((toleration) => toleration.tolerationSeconds);
  expect(seconds(admitted('', pod()))).toEqual([300, 300]);
  expect(
    seconds(admitted('', pod('tolerations: [{ operator: Exists, effect: NoExecute, tolerationSeconds: 7 }]'))),
  ).toEqual([7]);
});

describe('LimitRange', () => {
  test('fills in what is not said, and tells so', () => {
    const found = admitted(limits('{ type: Container, default: { cpu: 500m }, defaultRequest: { cpu: 100m } }'), pod());
    expect(found.spec.containers[0]?.resources).toEqual({ limits: { cpu: '500m' }, requests: { cpu: '100m' } });
    expect(found.metadata.annotations).toEqual({
      'kubernetes.io/limit-ranger': 'LimitRanger plugin set: cpu request for container c; cpu limit for container c',
    });
  });
  test.each([
    [
      '{ type: Container, min: { cpu: 100m } }',
      ', resources: { requests: { cpu: 50m } }',
      'minimum cpu usage per Container is 100m, but request is 50m',
    ],
    [
      '{ type: Container, max: { memory: 1Gi } }',
      ', resources: { limits: { memory: 1536Mi } }',
      'maximum memory usage per Container is 1Gi, but limit is 1536Mi',
    ],
    [
      '{ type: Container, maxLimitRequestRatio: { cpu: 2 } }',
      ', resources: { requests: { cpu: 1 }, limits: { cpu: 3 } }',
      'cpu max limit to request ratio per Container is 2, but provided ratio is 3.000000',
    ],
  ])('%s', (limit, container, why) => {
    expect(checkPod(limits(limit), pod('', container))).toBe(`pods "p" is forbidden: ${why}`);
  });
});

describe('ResourceQuota', () => {
  test('used up', () => {
    const cluster = bench();
    cluster.create(quota('{ pods: 1 }'));
    cluster.pass(1);
    expect(cluster.create(pod('', '', 'first'))).toBe('Pod/first created');
    expect(cluster.create(pod())).toBe(
      'pods "p" is forbidden: exceeded quota: q, requested: pods=1, used: pods=1, limited: pods=1',
    );
  });
  test('not looked at by its controller yet', () => {
    const cluster = bench();
    cluster.create(quota('{ pods: 1 }'));
    expect(cluster.create(pod())).toBe('pods "p" is forbidden: status unknown for quota: q, resources: pods');
  });
  test('on resources that the pod does not name', () => {
    expect(checkPod(quota('{ limits.cpu: 1, limits.memory: 1Gi }'), pod())).toBe(
      'pods "p" is forbidden: failed quota: q: must specify limits.cpu for: c; limits.memory for: c',
    );
  });
});
