import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ApiObject } from '#engine/api/meta.ts';
import type { Node } from '#engine/api/node.ts';
import type { Pod } from '#engine/api/pod.ts';
import { quantityMilliValue, quantityOr0 } from '#engine/api/quantity.ts';
import type { Run } from '#engine/engine.ts';
import { start } from '#engine/engine.ts';
import { replay, storeAt } from '#engine/trace/replay.ts';
import { summarize } from '#engine/trace/summary.ts';
import type { Entry } from '#engine/trace/trace.ts';
import { defaultWorld, nodeOf } from '#engine/world.ts';
import { noFiles } from '#kubectl/cluster.ts';
import { execute } from '#kubectl/execute.ts';
import { rest } from '#kubectl/rest.ts';

const names = ['a', 'b', 'c'] as const;
const image = fc.constantFrom('good:1', 'good:2', 'slow:1', 'never:1', 'gone:1', 'crash:1', 'once:1');
const cpu = fc.constantFrom('100m', '700m', '1500m');
const replicas = fc.integer({ min: 0, max: 5 });
const share = fc.constantFrom(1, 2, '25%', '50%');

const template = (app: string, pod: { image: string; cpu: string }, more: object = {}): object => ({
  metadata: { labels: { app } },
  spec: { containers: [{ name: 'c', image: pod.image, resources: { requests: { cpu: pod.cpu } } }], ...more },
});

const workload: fc.Arbitrary<object> = fc
  .record({
    kind: fc.constantFrom(
      ...(['Deployment', 'Recreate', 'StatefulSet', 'Parallel', 'Stateful', 'DaemonSet'] as const),
      ...(['Job', 'CronJob', 'Service', 'Budget'] as const),
    ),
    name: fc.constantFrom(...names),
    pod: fc.record({ image, cpu }),
    replicas,
    share,
  })
  .map(({ kind, name, pod, replicas: count, share: part }) => {
    const app = `${name}-${kind.toLowerCase()}`;
    const metadata = { name: app };
    const workloadOf = (apiKind: string, more: object): object => ({
      apiVersion: 'apps/v1',
      kind: apiKind,
      metadata,
      spec: { selector: { matchLabels: { app } }, template: template(app, pod), ...more },
    });
    const selector = { app: `${name}-deployment` };
    switch (kind) {
      case 'Deployment':
        return workloadOf(kind, {
          replicas: count,
          strategy: { rollingUpdate: { maxSurge: part, maxUnavailable: part } },
        });
      case 'Recreate':
        return workloadOf('Deployment', { replicas: count, strategy: { type: 'Recreate' } });
      case 'StatefulSet':
        return workloadOf(kind, { replicas: count, serviceName: name });
      case 'Parallel':
        return workloadOf('StatefulSet', { replicas: count, serviceName: name, podManagementPolicy: 'Parallel' });
      case 'Stateful':
        return workloadOf('StatefulSet', {
          replicas: count,
          serviceName: name,
          persistentVolumeClaimRetentionPolicy: { whenScaled: 'Delete', whenDeleted: 'Delete' },
          volumeClaimTemplates: [
            {
              metadata: { name: 'data' },
              spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
            },
          ],
        });
      case 'DaemonSet':
        return workloadOf(kind, {});
      case 'CronJob':
        return {
          apiVersion: 'batch/v1',
          kind,
          metadata,
          spec: {
            schedule: '* * * * *',
            jobTemplate: { spec: { backoffLimit: 1, template: template(app, pod, { restartPolicy: 'OnFailure' }) } },
          },
        };
      case 'Job':
        return {
          apiVersion: 'batch/v1',
          kind,
          metadata,
          spec: { completions: count, backoffLimit: 1, template: template(app, pod, { restartPolicy: 'Never' }) },
        };
      case 'Service':
        return { apiVersion: 'v1', kind, metadata, spec: { selector, ports: [{ port: 80 }] } };
      default:
        return {
          apiVersion: 'policy/v1',
          kind: 'PodDisruptionBudget',
          metadata,
          spec: { maxUnavailable: 1, selector: { matchLabels: selector } },
        };
    }
  });

type Act =
  | { readonly act: 'apply'; readonly object: object }
  | { readonly act: 'kubectl'; readonly command: string }
  | { readonly act: 'node'; readonly node: string; readonly state: 'down' | 'up' | 'removed' }
  | { readonly act: 'wait'; readonly millis: number };

const node = fc.constantFrom('n1', 'n2', 'n3');
const target = fc
  .record({ kind: fc.constantFrom('deploy', 'sts', 'ds'), name: fc.constantFrom(...names) })
  .map(
    ({ kind, name }) =>
      `${kind}/${name}-${kind === 'deploy' ? 'deployment' : kind === 'sts' ? 'statefulset' : 'daemonset'}`,
  );
const command = fc.oneof(
  fc.tuple(target, image).map(([of, to]) => `set image ${of} c=${to}`),
  fc.tuple(target, replicas).map(([of, to]) => `scale ${of} --replicas=${to}`),
  target.map((of) => `rollout undo ${of}`),
  target.map((of) => `rollout restart ${of}`),
  fc
    .tuple(target, fc.constantFrom('background', 'foreground', 'orphan'))
    .map(([of, how]) => `delete ${of} --cascade=${how} --wait=false`),
  fc.constantFrom(...names).map((name) => `delete pods -l app=${name}-deployment --wait=false`),
  fc.tuple(fc.constantFrom('cordon', 'uncordon'), node).map(([verb, of]) => `${verb} ${of}`),
);
const act: fc.Arbitrary<Act> = fc.oneof(
  workload.map((object) => ({ act: 'apply' as const, object })),
  command.map((text) => ({ act: 'kubectl' as const, command: text })),
  fc.record({ act: fc.constant('node' as const), node, state: fc.constantFrom('down', 'up', 'removed') }),
  fc.record({ act: fc.constant('wait' as const), millis: fc.integer({ min: 1, max: 20_000 }) }),
);
const story = fc.record({
  seed: fc.integer({ min: 1, max: 1000 }),
  first: fc.array(workload, { minLength: 1, maxLength: 4 }),
  acts: fc.array(act, { maxLength: 10 }),
});
type Story = typeof story extends fc.Arbitrary<infer T> ? T : never;

function play({ seed, first, acts }: Story): Run {
  const run = start({
    ...defaultWorld(),
    seed,
    nodes: ['n1', 'n2', 'n3'].map((name) => nodeOf({ name, capacity: { cpu: '4', pods: 12 } })),
    objects: [
      {
        apiVersion: 'storage.k8s.io/v1',
        kind: 'StorageClass',
        metadata: { name: 'disks', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
        ...{ provisioner: 'disk.example.com', volumeBindingMode: 'WaitForFirstConsumer' },
      },
    ],
    images: [
      { match: 'slow*', ready: 4000 },
      { match: 'never*', ready: 'never' },
      { match: 'gone*', pull: 'fails' },
      { match: 'crash*', exits: { after: 300, code: 1, from: 'running' } },
      { match: 'once*', exits: { after: 2000, code: 0, from: 'running' } },
    ],
  });
  for (const object of first) perform(run, { act: 'apply', object });
  run.advance(5000);
  for (const each of acts) perform(run, each);
  run.advance(run.now + 30_000);
  return run;
}

function perform(run: Run, each: Act): void {
  const cluster = { run, namespace: 'default', files: noFiles };
  switch (each.act) {
    case 'apply':
      execute(cluster, ['apply', '-f', '-'], JSON.stringify(each.object));
      break;
    case 'kubectl':
      execute(cluster, each.command.split(' '));
      break;
    case 'node':
      if (run.view.get(`Node//${each.node}`) !== undefined) run.setNode(each.node, each.state);
      break;
    case 'wait':
      run.advance(run.now + each.millis);
  }
}

describe('clusters with any workloads, disturbed in any way', () => {
  const check = (runs: number, property: (run: Run, given: Story) => void): void =>
    fc.assert(
      fc.property(story, (given) => property(play(given), given)),
      { numRuns: runs },
    );

  test('no node is ever given more than it has, and no controller fails', () => {
    check(60, ({ trace }) => {
      expect(overfull(trace.entries)).toEqual([]);
      const notes = trace.entries.filter(({ change }) => change.kind === 'note' && change.topic === 'bound');
      expect(notes.map(({ why }) => why)).toEqual([]);
    });
  });

  test('the trace replayed is the store, forwards and backwards', () => {
    check(30, ({ trace, view }) => {
      const stored = new Map(
        view.kinds().flatMap((kind) => view.list(kind).map((object) => [keyText(object), object])),
      );
      const replayed = [...storeAt(trace, trace.end).values()];
      expect(replayed.length).toBe(stored.size);
      for (const object of replayed) expect(stored.get(keyText(object))).toBe(object);
      const cursor = replay(trace);
      const middle = Math.floor(trace.entries.length / 2);
      cursor.seekTo(middle);
      const there = new Map(cursor.objects);
      cursor.seekTo(trace.entries.length);
      cursor.seekTo(middle);
      expect(new Map(cursor.objects)).toEqual(there);
    });
  });

  test('the same seed gives the same trace, byte for byte', () => {
    check(15, ({ trace }, given) => {
      expect(JSON.stringify(play(given).trace)).toBe(JSON.stringify(trace));
    });
  });

  test('every chain of causes goes back in time and ends at the user or at what the cluster started with', () => {
    check(30, ({ trace: { entries } }) => {
      const wrong = entries.filter(({ seq, cause, actor, at }) => {
        if (cause === null) return actor !== 'user' && actor !== 'bootstrap';
        const before = entries[cause];
        return cause >= seq || before === undefined || before.at > at;
      });
      expect(wrong.map(({ seq, actor, why }) => `${seq} ${actor}: ${why}`)).toEqual([]);
    });
  });

  test('what is deleted goes, and takes with it what it owns', () => {
    check(30, (run) => {
      for (const name of ['n1', 'n2', 'n3']) perform(run, { act: 'node', node: name, state: 'up' });
      const cluster = { run, namespace: 'default', files: noFiles };
      const kinds = 'deploy,rs,sts,ds,cronjob,job,svc,pdb,pod,pvc,controllerrevision';
      execute(cluster, ['delete', kinds, '--all', '--wait=false']);
      run.advance(run.now + 600_000);
      const left = run.view.kinds().flatMap((kind) => run.view.list(kind).filter(isMade).map(keyText));
      expect(left).toEqual([]);
    });
  });

  test('it comes to rest, or the verdict says what is in the way', () => {
    check(12, (run) => {
      if (rest(run, run.now + 1_200_000)) return;
      const { verdict, obstacles } = summarize(run.trace);
      expect([verdict === 'stuck' || verdict === 'restless', obstacles.length > 0]).toEqual([true, true]);
    });
  });
});

/** Not of those that a cluster starts with, nor a record of what happened. */
function isMade({ kind, metadata }: ApiObject): boolean {
  return (
    metadata.namespace === 'default' &&
    kind !== 'Event' &&
    !['kubernetes', 'default', 'kube-root-ca.crt'].includes(metadata.name)
  );
}

function keyText({ apiVersion, kind, metadata }: ApiObject): string {
  return `${apiVersion.split('/').at(-2) ?? ''} ${kind} ${metadata.namespace} ${metadata.name}`;
}

/** Every placement after which a node holds more pods, or more of their requests, than it has. */
function overfull(entries: readonly Entry[]): readonly string[] {
  const pods = new Map<string, Pod>();
  const nodes = new Map<string, Node>();
  const found: string[] = [];
  for (const { at, change } of entries) {
    if (change.kind !== 'applied') continue;
    const { key, before, after } = change;
    if (after?.kind === 'Node') nodes.set(after.metadata.name, after as Node);
    if ((after ?? before)?.kind !== 'Pod') continue;
    const pod = after as Pod | null;
    if (pod === null) pods.delete(key);
    else pods.set(key, pod);
    const name = pod?.spec.nodeName;
    if (name === undefined || (before as Pod | null)?.spec.nodeName !== undefined) continue;
    const here = [...pods.values()].filter((each) => each.spec.nodeName === name && !hasEnded(each));
    const asked = here.reduce((sum, { spec }) => sum + milliOf(spec.containers[0]?.resources?.requests?.['cpu']), 0);
    const room = nodes.get(name)?.status?.allocatable;
    if (asked > milliOf(room?.['cpu']) || here.length > Number(room?.['pods']))
      found.push(`at ${at}: ${key} on ${name}`);
  }
  return found;
}

function hasEnded(pod: Pod): boolean {
  return pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed';
}

function milliOf(amount: unknown): number {
  return quantityMilliValue(quantityOr0(amount));
}
