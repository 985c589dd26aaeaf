import { fileURLToPath } from 'node:url';
import type { ApiObject } from '../../server/src/engine/api/meta.ts';
import type { PodSpec } from '../../server/src/engine/api/pod.ts';
import { Loop } from '../../server/src/engine/clock/loop.ts';
import { WorldConditions } from '../../server/src/engine/conditions.ts';
import { scheduler } from '../../server/src/engine/scheduler/scheduler.ts';
import { ApiServer } from '../../server/src/engine/store/apiServer.ts';
import { Store } from '../../server/src/engine/store/store.ts';
import { defaultWorld, nodeOf } from '../../server/src/engine/world.ts';

/** One measured figure beside the mark it has to pass. */
export interface Row {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What kube-scheduler's own scheduler_perf asks for in 1.36, with API server and etcd. */
  readonly floor: number;
  /** What we have to reach on two cores, without them. */
  readonly mark: number;
}

interface Case {
  readonly name: string;
  readonly pods: number;
  readonly floor: number;
  readonly mark: number;
  readonly spec: Partial<PodSpec>;
}

const nodes = 5000;
const zones = ['a', 'b', 'c'];
const labels = { app: 'bench' };

const cases: readonly Case[] = [
  { name: 'plain pods', pods: 10_000, floor: 270, mark: 5400, spec: {} },
  {
    name: 'pods with required anti-affinity',
    pods: 5000,
    floor: 60,
    mark: 1200,
    spec: {
      affinity: {
        podAntiAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [
            { labelSelector: { matchLabels: labels }, topologyKey: 'kubernetes.io/hostname' },
          ],
        },
      },
    },
  },
  {
    name: 'pods with hard topology spread',
    pods: 5000,
    floor: 85,
    mark: 1700,
    spec: {
      topologySpreadConstraints: [
        {
          maxSkew: 5,
          topologyKey: 'topology.kubernetes.io/zone',
          whenUnsatisfiable: 'DoNotSchedule',
          labelSelector: { matchLabels: labels },
        },
      ],
    },
  },
];

/** Pods placed per second on 5,000 nodes, with the API server and the loop in it, as scheduler_perf measures; `now` gives milliseconds. */
export function schedulerBench(now: () => number): readonly Row[] {
  return cases.map((one) => {
    const loop = cluster();
    const user = loop.api('bench', null);
    for (let i = 0; i < one.pods; i++) user.create(pod(i, one.spec), 'to be placed');
    const from = now();
    while (loop.step());
    const seconds = (now() - from) / 1000;
    const placed = loop.entries.filter(
      ({ actor, change }) => actor === 'default-scheduler' && isBinding(change),
    ).length;
    if (placed !== one.pods) throw new Error(`${one.name}: only ${placed} of ${one.pods} pods were placed`);
    const value = Math.round(one.pods / seconds);
    return {
      name: `${one.pods} ${one.name} on ${nodes} nodes`,
      value,
      unit: 'pods/s',
      floor: one.floor,
      mark: one.mark,
    };
  });
}

function cluster(): Loop {
  const world = defaultWorld();
  const store = new Store();
  const conditions = new WorldConditions(world);
  const server = new ApiServer(store, conditions, world.seed);
  const loop = new Loop(store, server, conditions, [scheduler()], world.seed);
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'default' } };
  loop.put('bench', namespace, 'set-up');
  for (let i = 0; i < nodes; i++) {
    const zone = zones[i % zones.length] ?? '';
    loop.put('bench', nodeOf({ name: `node-${i}`, zone, capacity: { cpu: '4', memory: '32Gi', pods: 110 } }), 'set-up');
  }
  return loop;
}

function pod(i: number, spec: Partial<PodSpec>): ApiObject {
  const requests = { cpu: '100m', memory: '500Mi' };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: `pod-${i}`, namespace: 'default', labels },
    spec: { containers: [{ name: 'c', image: 'registry.k8s.io/pause:3.10', resources: { requests } }], ...spec },
  };
}

function isBinding(change: object): boolean {
  const { before, after } = change as { before?: ApiObject | null; after?: ApiObject | null };
  const nodeOfPod = (object: ApiObject | null | undefined): unknown =>
    (object?.['spec'] as { nodeName?: string } | undefined)?.nodeName;
  return nodeOfPod(before) === undefined && nodeOfPod(after) !== undefined;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const rows = schedulerBench(() => performance.now());
  console.log(JSON.stringify({ rows, memory: Math.round(process.resourceUsage().maxRSS / 1024) }));
}
