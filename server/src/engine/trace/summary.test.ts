import { expect, test } from 'vitest';
import { rollingUpdate, TraceBuilder, web } from '../../../../test/support/traceBuilder.ts';
import { deployment, node, pod } from '../../../../test/support/traceObjects.ts';
import { summarize } from './summary.ts';
import { durationText, storyText, verdictText } from './text.ts';
import type { Trace } from './trace.ts';
import { KeyIndex, why } from './why.ts';

function checkVerdict(trace: Trace, expected: string, from?: number): void {
  expect(`\n${verdictText(summarize(trace, from)).join('\n')}\n`).toBe(expected.replace(/^ {4}/gm, ''));
}

test('a rolling update is judged by the pods: floor, ceiling, Terminating, endpoints', () => {
  checkVerdict(
    rollingUpdate(10, 3),
    `
    Completes in 3 s.
    Deployment web: revision 1 → 2; lowest availability 8 of 10 (floor 8: maxUnavailable 25%); peak 13 pods (15 with Terminating), room for 13 (maxSurge 25%); restarts 10 pods.
    Service web: never below 8 ready endpoints.
    `.replace(/ {4}$/, ''),
  );
});

test('an image that cannot be pulled is the first reason of a rollout that hangs, the deadline the last', () => {
  const build = new TraceBuilder();
  build.put('bootstrap', null, 'the world has this node', node('n1'));
  const apply = build.put('user', null, 'kubectl apply', deployment(3, 'nginx:1.17.23', '2', 1, 1, 1));
  const stuck = pod('web-bad-1', 'none', 'nginx:1.17.23');
  build.put('replicaset-controller', apply, 'pod 1 of 1', {
    ...stuck,
    metadata: {
      ...stuck.metadata,
      ownerReferences: [{ apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', uid: 'uid-web', controller: true }],
    },
    spec: { ...(stuck['spec'] as object), nodeName: 'n1' },
    status: {
      phase: 'Pending',
      containerStatuses: [
        { name: 'app', image: 'nginx:1.17.23', restartCount: 0, state: { waiting: { reason: 'ImagePullBackOff' } } },
      ],
    },
  });
  build.edit('deployment-controller', apply, 'no progress in time', web, (object) => ({
    ...object,
    status: {
      observedGeneration: 1,
      replicas: 4,
      updatedReplicas: 1,
      availableReplicas: 0,
      conditions: [
        {
          type: 'Progressing',
          status: 'False',
          reason: 'ProgressDeadlineExceeded',
          message: 'ReplicaSet "web-bad" has timed out progressing.',
        },
      ],
    },
  }));
  expect(storyText(build.trace().entries)).toContain(
    'deployment-controller Deployment web exceeded its progress deadline',
  );
  expect(verdictText(summarize(build.trace(), 0)).slice(0, 3)).toEqual([
    'Stuck: Deployment web at 1 of 3 updated, 0 available.',
    '  Deployment web: image nginx:1.17.23 cannot be pulled (1 pod).',
    '  Deployment web exceeded its progress deadline.',
  ]);
});

test('a refusal of the API server is the verdict when nothing else is wrong', () => {
  const build = new TraceBuilder();
  build.push('user', null, 'kubectl apply', {
    kind: 'rejected',
    verb: 'create',
    key: web,
    status: {
      code: 422,
      reason: 'Invalid',
      message: 'Deployment.apps "web" is invalid: spec.selector: Required value',
    },
  });
  expect(verdictText(summarize(build.trace(), 0))).toEqual([
    'Refused.',
    '  Deployment.apps "web" is invalid: spec.selector: Required value',
  ]);
});

test('an eviction that is granted later is no refusal; one whose pod stays is', () => {
  const build = new TraceBuilder();
  for (const name of ['a', 'b'])
    build.put('bootstrap', null, 'it was there', { ...pod(name, 'none', 'nginx:v1'), status: { phase: 'Succeeded' } });
  const message = "Cannot evict pod as it would violate the pod's disruption budget.";
  for (const name of ['a', 'b']) {
    const status = { code: 429, reason: 'TooManyRequests', message } as const;
    build
      .at(10)
      .push('user', null, 'kubectl drain', { kind: 'rejected', verb: 'evict', key: `Pod/default/${name}`, status });
  }
  build.at(20).remove('kubelet/n1', null, 'it has ended', 'Pod/default/a');
  expect(summarize(build.trace(), 1).obstacles).toEqual([
    { kind: 'disruptionBudget', key: 'Pod/default/b', count: 1, detail: message },
  ]);
});

test('a pod of a revision that nobody wants any more is what a StatefulSet waits for', () => {
  const build = new TraceBuilder();
  build.put('bootstrap', null, 'the world has this node', node('n1'));
  const status = { replicas: 2, readyReplicas: 1, updatedReplicas: 1, updateRevision: 'db-good' };
  build.put('user', null, 'kubectl apply', {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'db', namespace: 'default', uid: 'uid-db' },
    spec: { replicas: 2 },
    status,
  });
  const owner = { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'db', uid: 'uid-db', controller: true };
  const stale = pod('db-1', 'none', 'db:2');
  build.put('statefulset-controller', 0, 'ordinal 1 has no pod', {
    ...stale,
    metadata: { ...stale.metadata, ownerReferences: [owner], labels: { 'controller-revision-hash': 'db-bad' } },
    spec: { ...(stale['spec'] as object), nodeName: 'n1' },
    status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'False' }] },
  });
  expect(verdictText(summarize(build.trace(), 0)).slice(0, 2)).toEqual([
    'Stuck: StatefulSet db at 1 of 2 updated, 0 available.',
    '  StatefulSet db: Pod db-1 is of another revision and not Ready; delete it, a StatefulSet does not replace it.',
  ]);
});

test('an empty trace has nothing to say', () => {
  expect(verdictText(summarize(new TraceBuilder().trace()))).toEqual(['Nothing to roll out.']);
});

test('the story has one line for each thing a person would be told', () => {
  const lines = storyText(rollingUpdate(2, 1).entries).split('\n');
  expect(lines.slice(0, 6)).toEqual([
    '0.000s user created Deployment web',
    '0.000s user created Service web',
    '0.000s deployment-controller Scaled up replica set web-old from 0 to 2',
    '0.000s kubelet/n1 Pod web-old-0 is Running',
    '0.000s kubelet/n1 Pod web-old-1 is Running',
    '0.000s kubelet/n1 Pod web-old-0 is Ready',
  ]);
});

test('every chain of causes ends at the user or the clock, and a damaged one ends at all', () => {
  const { entries } = rollingUpdate();
  for (const { seq } of entries) expect(why(entries, seq).at(-1)?.cause ?? null).toBe(null);
  const damaged = entries.map((entry) => ({ ...entry, cause: entry.seq + 1 }));
  expect(why(damaged, 3)).toHaveLength(1);
  expect(why(entries, 1e9)).toEqual([]);
});

test('the index finds the last thing said of an object before a position', () => {
  const { entries } = rollingUpdate(2, 1);
  const index = new KeyIndex();
  index.add(entries.slice(0, 5));
  index.add(entries.slice(5));
  const seqs = index.of(web);
  expect(index.last(web, seqs[1] ?? 0)).toBe(seqs[0]);
  expect(index.last('Pod/default/none', 100)).toBe(undefined);
});

test.each([
  [0, '0 ms'],
  [999, '999 ms'],
  [4200, '4.2 s'],
  [100_000, '1 min 40 s'],
  [299_900, '5 min'],
  [3_660_000, '1 h 1 min'],
])('%i ms is said as %s', (duration, text) => {
  expect(durationText(duration)).toBe(text);
});

test('the Service of the API server itself is no part of the verdict', () => {
  const build = new TraceBuilder();
  build.put('bootstrap', null, 'every cluster has it', {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name: 'kubernetes', namespace: 'default', labels: { 'kubernetes.io/service-name': 'kubernetes' } },
    addressType: 'IPv4',
    endpoints: [{ addresses: ['192.168.0.1'], conditions: { ready: true } }],
    ports: [],
  });
  expect(summarize(build.trace(), 0).services).toEqual([]);
});
