import { describe, expect, test } from 'vitest';
import type { ApiObject } from '#engine/api/meta.ts';
import type { Pod } from '#engine/api/pod.ts';
import { podCondition } from '#engine/api/pod.ts';
import type { KubernetesVersion } from '#engine/api/version.ts';
import type { Run } from '#engine/engine.ts';
import { start } from '#engine/engine.ts';
import { defaultWorld, nodeOf } from '#engine/world.ts';
import type { PodWish } from '../../../../test/support/scheduling.ts';
import { pod } from '../../../../test/support/scheduling.ts';
import type { Diagnosis } from './diagnosis.ts';

interface Setting {
  readonly nodes?: readonly string[];
  readonly cpu?: string;
  readonly objects?: readonly ApiObject[];
  readonly version?: KubernetesVersion;
  readonly seed?: number;
}

function running({
  nodes = ['n1', 'n2', 'n3'],
  cpu = '2',
  objects = [],
  version = '1.36',
  seed = 1,
}: Setting = {}): Run {
  return start({
    ...defaultWorld(),
    kubernetesVersion: version,
    seed,
    objects,
    nodes: nodes.map((name) => nodeOf({ name, capacity: { cpu } })),
  });
}

function create(run: Run, ...pods: readonly Pod[]): void {
  for (const one of pods) {
    const { uid: _, ...metadata } = one.metadata;
    const outcome = run.api().create({ ...one, metadata }, 'a test makes it');
    if (outcome.kind === 'rejected') throw new Error(outcome.status.message);
  }
}

const asking = (name: string, cpu: string, wish: PodWish = {}): Pod => pod(name, { asks: { cpu }, ...wish });
const found = (run: Run, name: string): Pod | undefined => run.view.get(`Pod/default/${name}`) as Pod | undefined;
const placement = (run: Run): string =>
  (run.view.list('Pod') as readonly Pod[])
    .map(({ metadata, spec }) => `${metadata.name}@${spec.nodeName ?? '-'}`)
    .sort()
    .join(' ');
const scheduled = (run: Run, name: string): string => {
  const one = found(run, name);
  const condition = one && podCondition(one, 'PodScheduled');
  return `${condition?.status} ${condition?.reason ?? ''}: ${condition?.message ?? ''}`;
};
const events = (run: Run, reason: string): readonly string[] =>
  run.view
    .list('Event')
    .filter((event) => event['reason'] === reason)
    .map((event) => String(event['message']));
const diagnosis = (run: Run, name: string): Diagnosis | undefined => {
  const notes = run.trace.entries.map(({ change }) => change).filter((change) => change.kind === 'note');
  return notes.findLast(({ topic, key }) => topic === 'scheduling' && key === `Pod/default/${name}`)?.data as
    | Diagnosis
    | undefined;
};
const priorityClass = (name: string, value: number): ApiObject => ({
  apiVersion: 'scheduling.k8s.io/v1',
  kind: 'PriorityClass',
  metadata: { name },
  value,
});

describe('placing', () => {
  test('a pod gets a node, the condition and the event in one go', () => {
    const run = running({ nodes: ['n1'] });
    create(run, asking('a', '100m'));
    run.advance(50);
    expect(placement(run)).toBe('a@n1');
    expect(podCondition(found(run, 'a') as Pod, 'PodScheduled')?.status).toBe('True');
    expect(events(run, 'Scheduled')).toEqual(['Successfully assigned default/a to n1']);
  });

  test('pods go one after the other, each because of its own creation', () => {
    const run = running();
    create(run, asking('a', '1'), asking('b', '1'), asking('c', '1'));
    run.advance(50);
    const bindings = run.trace.entries.filter(
      ({ actor, change }) =>
        actor === 'default-scheduler' && change.kind === 'applied' && change.key.startsWith('Pod/'),
    );
    expect(bindings.map(({ at }) => at)).toEqual([5, 6, 7]);
    expect(bindings.map(({ cause }) => run.trace.entries[cause ?? -1]?.change.key)).toEqual(
      ['a', 'b', 'c'].map((name) => `Pod/default/${name}`),
    );
    expect(new Set((run.view.list('Pod') as readonly Pod[]).map(({ spec }) => spec.nodeName)).size).toBe(3);
  });

  test('of pods that come together the more important is tried first', () => {
    const run = running({ nodes: ['n1'], objects: [priorityClass('high', 10)] });
    create(run, asking('low', '2'), asking('high', '2', { spec: { priorityClassName: 'high' } }));
    run.advance(50);
    expect(placement(run)).toBe('high@n1 low@-');
  });

  test('a tie is an assumption of the binding, and another seed may draw another node', () => {
    const drawn = Array.from({ length: 12 }, (_, seed) => {
      const run = running({ seed });
      create(run, asking('a', '100m'));
      run.advance(50);
      const binding = run.trace.entries.find(({ assumptions }) => assumptions !== undefined);
      expect(binding?.assumptions?.[0]).toMatchObject({ kind: 'tie', among: 3 });
      return found(run, 'a')?.spec.nodeName;
    });
    expect(new Set(drawn).size).toBe(3);
  });

  test('a pod of another scheduler is left alone', () => {
    const run = running();
    create(run, asking('a', '100m', { spec: { schedulerName: 'mine' } }));
    run.advance(10_000);
    expect(placement(run)).toBe('a@-');
    expect(found(run, 'a')?.status?.conditions).toBeUndefined();
  });

  test('a gated pod waits until its gates are gone', () => {
    const run = running({ nodes: ['n1'] });
    create(run, asking('a', '100m', { spec: { schedulingGates: [{ name: 'hold' }] } }));
    run.advance(1000);
    expect(scheduled(run, 'a')).toBe('False SchedulingGated: Scheduling is blocked due to non-empty scheduling gates');
    const gated = found(run, 'a') as Pod;
    const { schedulingGates: _, ...spec } = gated.spec;
    run.api().update({ ...gated, spec }, 'the gate opens');
    run.advance(2000);
    expect(placement(run)).toBe('a@n1');
  });
});

describe('waiting', () => {
  test('the message counts the reasons; the event is the same', () => {
    const run = running();
    create(run, asking('a', '3'));
    run.advance(50);
    const text =
      '0/3 nodes are available: 3 Insufficient cpu. preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.';
    expect(scheduled(run, 'a')).toBe(`False Unschedulable: ${text}`);
    expect(events(run, 'FailedScheduling')).toEqual([text]);
  });

  test('without nodes there is nothing to schedule to', () => {
    const run = running({ nodes: [] });
    create(run, asking('a', '1'));
    run.advance(50);
    expect(scheduled(run, 'a')).toBe('False Unschedulable: no nodes available to schedule pods');
  });

  test('a pod tied to nodes by name: the others did not satisfy NodeAffinity', () => {
    const run = running({ nodes: ['n1', 'n2'], cpu: '1' });
    const matchFields = [{ key: 'metadata.name', operator: 'In', values: ['n1'] }];
    const nodeAffinity = { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchFields }] } };
    create(run, asking('full', '1', { on: 'n1' }), asking('a', '1', { spec: { affinity: { nodeAffinity } } }));
    run.advance(50);
    expect(scheduled(run, 'a')).toBe(
      "False Unschedulable: 0/2 nodes are available: 1 Insufficient cpu, 1 node(s) didn't satisfy plugin(s) [NodeAffinity]. preemption: 0/2 nodes are available: 1 No preemption victims found for incoming pod, 1 Preemption is not helpful for scheduling.",
    );
  });

  test.each<[string, (run: Run) => void, string]>([
    [
      'a deleted pod makes room',
      (run) => run.api().delete('Pod/default/full', { gracePeriodSeconds: 0 }, 'test'),
      'a@n1',
    ],
    ['a node comes', (run) => run.api().create(nodeOf({ name: 'n2', capacity: { cpu: '2' } }), 'test'), 'a@n2 full@n1'],
    [
      'a node grows',
      (run) => {
        const node = run.view.get('Node//n1') as ApiObject;
        run.api().updateStatus(
          {
            ...node,
            status: { ...(node['status'] as object), allocatable: { cpu: '4', memory: '16Gi', pods: 110 } },
          },
          'test',
        );
      },
      'a@n1 full@n1',
    ],
  ])('%s: the pod is tried again at once', (_name, change, expected) => {
    const run = running({ nodes: ['n1'] });
    create(run, asking('full', '2', { on: 'n1' }), asking('a', '1'));
    run.advance(5000);
    expect(placement(run)).toBe('a@- full@n1');
    change(run);
    run.advance(5050);
    expect(placement(run)).toBe(expected);
  });

  test('a change that cannot help wakes nobody', () => {
    const run = running({ nodes: ['n1'] });
    create(run, asking('full', '2', { on: 'n1' }), asking('a', '1', { spec: { nodeSelector: { disk: 'ssd' } } }));
    run.advance(5000);
    run.api().delete('Pod/default/full', { gracePeriodSeconds: 0 }, 'test');
    run.advance(20_000);
    expect(run.view.list('Event').find((event) => event['reason'] === 'FailedScheduling')?.['count']).toBe(1);
  });

  test.each<[KubernetesVersion, number]>([
    // Its back-off ends 1 s after the try; until 1.32 it is let back at the next full second after that.
    ['1.32', 2000],
    ['1.36', 105],
  ])('%s: back-off after the first failure', (version, expected) => {
    const run = running({ nodes: ['n1'], version });
    create(run, asking('full', '2', { on: 'n1' }), asking('a', '1'));
    run.advance(100);
    run.api().delete('Pod/default/full', { gracePeriodSeconds: 0 }, 'test');
    run.advance(10_000);
    const binding = run.trace.entries.find(
      ({ actor, change }) =>
        actor === 'default-scheduler' &&
        change.kind === 'applied' &&
        (change.after as Pod | null)?.spec?.nodeName === 'n1',
    );
    expect(binding?.at).toBe(expected);
  });

  test('after five minutes it is tried even though nothing happened', () => {
    const run = running();
    create(run, asking('a', '3'));
    run.advance(700_000);
    expect(run.view.list('Event').find((event) => event['reason'] === 'FailedScheduling')?.['count']).toBe(3);
  });
});

describe('preemption', () => {
  const classes = [priorityClass('high', 1000)];

  test('the victim goes, the node is promised, the pod takes the room', () => {
    const run = running({ nodes: ['n1'], objects: classes });
    create(run, asking('low', '2'));
    run.advance(3000);
    create(run, asking('high', '2', { spec: { priorityClassName: 'high' } }));
    run.advance(3050);
    expect(found(run, 'high')?.status?.nominatedNodeName).toBe('n1');
    expect(scheduled(run, 'high')).toBe('False Unschedulable: 0/1 nodes are available: 1 Insufficient cpu.');
    expect(podCondition(found(run, 'low') as Pod, 'DisruptionTarget')).toMatchObject({
      status: 'True',
      reason: 'PreemptionByScheduler',
      message: 'default-scheduler: preempting to accommodate a higher priority pod',
    });
    expect(events(run, 'Preempted')).toEqual([`Preempted by pod ${found(run, 'high')?.metadata.uid} on node n1`]);
    run.advance(10_000);
    expect(placement(run)).toBe('high@n1');
  });

  test('a lesser pod does not take the promised room', () => {
    const run = running({ nodes: ['n1'], objects: classes });
    create(run, asking('low', '2', { spec: { terminationGracePeriodSeconds: 5 } }));
    run.advance(3000);
    create(run, asking('high', '2', { spec: { priorityClassName: 'high' } }), asking('late', '1'));
    run.advance(20_000);
    expect(placement(run)).toBe('high@n1 late@-');
  });
});

describe('a KubeSchedulerConfiguration', () => {
  const configuration = (...profiles: readonly unknown[]): ApiObject => ({
    apiVersion: 'kubescheduler.config.k8s.io/v1',
    kind: 'KubeSchedulerConfiguration',
    metadata: { name: 'config' },
    profiles,
  });

  test('changes arguments: MostAllocated packs', () => {
    const args = { scoringStrategy: { type: 'MostAllocated', resources: [{ name: 'cpu', weight: 5 }] } };
    const plugins = { score: { disabled: [{ name: 'NodeResourcesBalancedAllocation' }] } };
    const run = running({
      cpu: '16',
      objects: [configuration({ plugins, pluginConfig: [{ name: 'NodeResourcesFit', args }] })],
    });
    create(run, ...['a', 'b', 'c', 'd'].map((name) => asking(name, '1')));
    run.advance(100);
    expect(new Set((run.view.list('Pod') as readonly Pod[]).map(({ spec }) => spec.nodeName)).size).toBe(1);
  });

  test('adds a profile, and takes a filter away from it', () => {
    const careless = { schedulerName: 'careless', plugins: { filter: { disabled: [{ name: 'NodeResourcesFit' }] } } };
    const run = running({ nodes: ['n1'], objects: [configuration({}, careless)] });
    create(run, asking('a', '3'), asking('b', '3', { spec: { schedulerName: 'careless' } }));
    run.advance(4);
    expect(placement(run)).toBe('a@- b@-');
    run.advance(10);
    expect(placement(run)).toBe('a@- b@n1');
  });
});

describe('the explanation', () => {
  test('of a placement: every plugin of every node', () => {
    const run = running({ nodes: ['n1', 'n2'] });
    create(run, asking('x', '1', { on: 'n1' }), asking('a', '500m'));
    run.advance(50);
    const seen = diagnosis(run, 'a');
    expect(seen).toMatchObject({ result: 'scheduled', node: 'n2', total: 2, feasible: 2, ties: 1 });
    expect(seen?.nodes.map(({ node, total, chosen }) => [node, total, chosen])).toEqual([
      // Fit: (75 + 98) / 2 = 86, balance: 50 + (50 + 87 − 100) / 2 = 68; on n1 (25 + 97) / 2 = 61 and 50 + (50 + 62 − 75) / 2 = 68.
      ['n2', 454, true],
      ['n1', 429, undefined],
    ]);
    expect(seen?.nodes[0]?.scores.map(({ plugin, raw, weighted }) => `${plugin} ${raw} → ${weighted}`)).toEqual([
      'TaintToleration 0 → 300',
      'NodeResourcesFit 86 → 86',
      'NodeResourcesBalancedAllocation 68 → 68',
      'ImageLocality 0 → 0',
    ]);
  });

  test('of a refusal: also what would have failed after the first, and what would help', () => {
    const tainted = nodeOf({
      name: 'n4',
      capacity: { cpu: '1' },
      taints: [{ key: 'team', value: 'db', effect: 'NoSchedule' }],
    });
    const big = nodeOf({
      name: 'n5',
      capacity: { cpu: '8' },
      taints: [{ key: 'team', value: 'db', effect: 'NoSchedule' }],
    });
    const run = running({ objects: [tainted, big] });
    create(run, asking('a', '2300m'));
    run.advance(50);
    const seen = diagnosis(run, 'a');
    expect(seen?.reasons).toEqual([
      { plugin: 'NodeResourcesFit', text: 'Insufficient cpu', nodes: 3 },
      { plugin: 'TaintToleration', text: 'node(s) had untolerated taint(s)', nodes: 2 },
    ]);
    expect(seen?.nodes.find(({ node }) => node === 'n4')).toMatchObject({
      plugin: 'TaintToleration',
      wouldAlsoFail: [{ plugin: 'NodeResourcesFit', reasons: ['Insufficient cpu'] }],
    });
    expect(seen?.remedies).toEqual([
      { kind: 'resource', subject: 'cpu', admits: 3, short: 300, node: 'n1' },
      { kind: 'toleration', subject: 'team=db:NoSchedule', admits: 1, node: 'n5' },
    ]);
  });
});

describe('volumes', () => {
  const storageClass: ApiObject = {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name: 'wait' },
    provisioner: 'csi.example.com',
    volumeBindingMode: 'WaitForFirstConsumer',
  };
  const claim: ApiObject = {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'data', namespace: 'default' },
    spec: { storageClassName: 'wait', accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
  };
  const using = (name: string): Pod =>
    asking(name, '2', { spec: { volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'data' } }] } });

  test('a claim that waits for its first consumer: the node is chosen, the volume is made, then the pod is bound', () => {
    const run = running({ nodes: ['n1'], objects: [storageClass] });
    run.api().create(claim, 'test');
    create(run, using('a'), asking('late', '1'));
    run.advance(500);
    const annotations = run.view.get('PersistentVolumeClaim/default/data')?.metadata.annotations;
    expect(annotations?.['volume.kubernetes.io/selected-node']).toBe('n1');
    // The room is taken already, although the pod is not bound yet.
    expect(placement(run)).toBe('a@- late@-');
    run.advance(5000);
    expect(placement(run)).toBe('a@n1 late@-');
  });

  test('a claim that comes later wakes the pod', () => {
    const run = running({ nodes: ['n1'], objects: [storageClass] });
    create(run, using('a'));
    run.advance(3000);
    expect(scheduled(run, 'a')).toBe(
      'False Unschedulable: 0/1 nodes are available: persistentvolumeclaim "data" not found. preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.',
    );
    run.api().create(claim, 'test');
    run.advance(10_000);
    expect(placement(run)).toBe('a@n1');
  });

  test('a pod that is deleted while it waits for its volume gives the room back', () => {
    const run = running({ nodes: ['n1'], objects: [storageClass] });
    run.api().create(claim, 'test');
    create(run, using('a'), asking('late', '1'));
    run.advance(500);
    run.api().delete('Pod/default/a', {}, 'test');
    run.advance(2000);
    expect(placement(run)).toBe('late@n1');
  });
});
