import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ApiObject } from '#engine/api/meta.ts';
import type { Run } from '#engine/engine.ts';
import { bench } from '../../../../test/support/engineRun.ts';

const workloads = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      tolerations: [{ key: a, operator: Exists }]
      containers: [{ name: c, image: web:1, ports: [{ containerPort: 80 }], env: [{ name: A, value: b }], readinessProbe: { httpGet: { port: 80 } } }]
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db }
spec:
  serviceName: db
  selector: { matchLabels: { app: db } }
  template: { metadata: { labels: { app: db } }, spec: { containers: [{ name: c, image: "db:1" }] } }
---
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: agent }
spec:
  selector: { matchLabels: { app: agent } }
  template: { metadata: { labels: { app: agent } }, spec: { containers: [{ name: c, image: "agent:1" }] } }
---
{ apiVersion: batch/v1, kind: Job, metadata: { name: j }, spec: { template: { spec: { restartPolicy: Never, containers: [{ name: c, image: "job:1" }] } } } }
---
{ apiVersion: v1, kind: Service, metadata: { name: web }, spec: { selector: { app: web }, ports: [{ port: 80 }] } }
---
{ apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: { name: web }, spec: { minAvailable: 1, selector: { matchLabels: { app: web } } } }
`;

function cluster(): Run {
  const { create, pass, run } = bench({ images: [{ match: 'job*', exits: { after: 500, code: 0, from: 'running' } }] });
  create(workloads);
  pass(10);
  return run;
}

/** `value` with what stands at one place, chosen by `steps`, replaced by `junk`. */
function damaged(value: unknown, steps: readonly number[], junk: unknown): unknown {
  const [step, ...rest] = steps;
  if (step === undefined || typeof value !== 'object' || value === null) return junk;
  const keys = Object.keys(value);
  const key = keys[step % Math.max(1, keys.length)];
  if (key === undefined) return junk;
  const inner = damaged((value as Record<string, unknown>)[key], rest, junk);
  if (Array.isArray(value)) return value.map((item: unknown, index) => (String(index) === key ? inner : item));
  return { ...value, [key]: inner };
}

const junk = fc.oneof(
  fc.constantFrom<unknown>(null, 5, -1, 'x', '', true, [], {}, [null], ['x'], [[]], { a: null }),
  fc.jsonValue({ maxDepth: 2 }),
);

describe('the API towards those outside', () => {
  test('no JSON makes it or a controller throw', () => {
    const request = fc.record({
      verb: fc.constantFrom('create' as const, 'update' as const, 'updateStatus' as const, 'delete' as const),
      object: fc.nat(200),
      steps: fc.array(fc.nat(12), { maxLength: 8 }),
      junk,
      whole: fc.integer({ min: 0, max: 9 }),
    });
    fc.assert(
      fc.property(fc.array(request, { minLength: 1, maxLength: 12 }), (requests) => {
        const run = cluster();
        for (const { verb, object, steps, junk: other, whole } of requests) {
          const all = kinds.flatMap((kind) => run.view.list(kind));
          const { resourceVersion: _, ...metadata } = all[object % all.length]?.metadata ?? { name: '' };
          const given = whole === 0 ? other : damaged({ ...all[object % all.length], metadata }, steps, other);
          const api = run.api();
          const outcome =
            verb === 'delete' ? api.delete(given as string, {}, 'test') : api[verb](given as ApiObject, 'test');
          expect(['applied', 'rejected']).toContain(outcome.kind);
        }
        run.advance(run.now + 5000);
        const faults = run.trace.entries.filter(({ change }) => change.kind === 'note' && change.topic === 'bound');
        expect(faults.map(({ why }) => why)).toEqual([]);
      }),
      { numRuns: 80 },
    );
  }, 60_000);

  test.each<[unknown, string]>([
    [null, "Object 'Kind' is missing or no text: an object is needed, not nothing"],
    [{ apiVersion: 'v1', kind: 5, metadata: {} }, "Object 'Kind' is missing or no text: kind must be a text"],
    [
      { apiVersion: 'v1', kind: 'Pod' },
      'Pod in version "v1" cannot be handled as a Pod: metadata must be an object, not nothing',
    ],
    [
      { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'a' }, spec: { replicas: '3' } },
      'Deployment in version "v1" cannot be handled as a Deployment: spec.replicas must be a number, not "3"',
    ],
    [
      { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, spec: { containers: [{ name: 'c', image: {} }] } },
      'Pod in version "v1" cannot be handled as a Pod: spec.containers[0].image must be a text, not such an object',
    ],
  ])('%j is refused', (object, message) => {
    const { run } = bench();
    expect(run.api().create(object as ApiObject, 'test')).toMatchObject({
      kind: 'rejected',
      status: { code: 400, reason: 'BadRequest', message },
    });
    expect(run.trace.entries.at(-1)?.change.kind).toBe('rejected');
  });
});

const kinds = [
  'Deployment.apps',
  'ReplicaSet.apps',
  'StatefulSet.apps',
  'DaemonSet.apps',
  'Job.batch',
  'Pod',
  'Service',
  'EndpointSlice.discovery.k8s.io',
  'PodDisruptionBudget.policy',
  'Node',
];
