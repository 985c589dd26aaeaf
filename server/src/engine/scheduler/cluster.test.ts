import { expect, test } from 'vitest';
import type { ApiObject } from '#engine/api/meta.ts';
import type { Pod } from '#engine/api/pod.ts';
import { randomStream } from '#engine/random.ts';
import { Store } from '#engine/store/store.ts';
import { node, pod } from '../../../../test/support/scheduling.ts';
import { Cluster } from './cluster.ts';

const apps = ['a', 'b', 'c'];
const zones = ['z1', 'z2'];

/** Everything that plugins can read of a cluster, in a form that does not depend on how it came about. */
function picture(cluster: Cluster): unknown {
  const byNode = (perSlot: Int32Array): readonly (readonly [string, number])[] =>
    cluster.nodes.map((state) => [state.name, perSlot[state.slot] ?? 0] as const).sort();
  return {
    nodes: cluster.nodes.map(({ name }) => name).sort(),
    tainted: cluster.tainted,
    cordoned: cluster.cordoned,
    taken: cluster.nodes
      .map((state) => [
        state.name,
        state.requested.flatMap((amount, i) => (amount === 0 ? [] : `${cluster.resources.name(i)} ${amount}`)).sort(),
        state.nonZeroCpu,
        state.nonZeroMemory,
        [...state.pods.keys()].sort(),
        [...state.ports].map(([port, addresses]) => [port, [...addresses]]).sort(),
      ])
      .sort(),
    counts: apps.map((app) => byNode(cluster.podsPerSlot(`app ${app}`, ({ labels }) => labels['app'] === app))),
    zones: zones.map((zone) => {
      const { domainOf, values } = cluster.topology('zone');
      return cluster.nodes
        .filter(({ slot }) => values[domainOf[slot] ?? -1] === zone)
        .map(({ name }) => name)
        .sort();
    }),
    terms: [...cluster.terms.of('requiredAntiAffinity')]
      .map(({ term, pods, perSlot }) => [term.signature, pods, byNode(perSlot)])
      .sort(),
    images: cluster.images.get('img:1')?.sizeOn.size ?? 0,
  };
}

test.each(Array.from({ length: 20 }, (_, seed) => seed))(
  'after any changes it is what it would be if it were read anew (seed %i)',
  (seed) => {
    const random = randomStream(seed, 'changes');
    const store = new Store();
    const live = new Cluster(store, '1.36');
    const put = (key: string, after: ApiObject | null): void => {
      const before = store.get(key) ?? null;
      if (before === null && after === null) return;
      const verb = before === null ? 'create' : after === null ? 'delete' : 'update';
      const change = { kind: 'applied', verb, key, before, after } as const;
      store.apply(change);
      live.apply(change);
    };
    for (let step = 0; step < 200; step++) {
      const index = random.next(6);
      if (random.next(4) === 0) {
        const name = `n${index}`;
        put(`Node//${name}`, random.next(4) === 0 ? null : anyNode(name, random.next));
      } else {
        const name = `p${random.next(15)}`;
        put(`Pod/default/${name}`, random.next(4) === 0 ? null : anyPod(name, index, random.next));
      }
      if (step % 10 === 0) picture(live);
    }
    expect(picture(live)).toEqual(picture(Cluster.of(store, '1.36')));
  },
);

function anyNode(name: string, next: (bound: number) => number): ApiObject {
  return node(name, {
    labels: next(5) === 0 ? {} : { zone: zones[next(2)] ?? '' },
    ...(next(3) === 0 ? { taints: [{ key: 't', effect: 'NoSchedule' }] } : {}),
    ...(next(3) === 0 ? { cordoned: true } : {}),
    ...(next(2) === 0 ? { images: [{ names: ['img:1'], sizeBytes: 5 }] } : {}),
  });
}

function anyPod(name: string, index: number, next: (bound: number) => number): Pod {
  const labels = { app: apps[next(3)] ?? '' };
  const term = { labelSelector: { matchLabels: labels }, topologyKey: 'zone' };
  const antiAffinity = { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } };
  return pod(name, {
    ...(next(4) === 0 ? {} : { on: `n${index}` }),
    labels,
    ...(next(2) === 0 ? { asks: { cpu: `${next(9)}00m`, 'example.com/gpu': next(3) } } : {}),
    ...(next(3) === 0 ? { container: { ports: [{ containerPort: 80, hostPort: 80 + next(2) }] } } : {}),
    ...(next(5) === 0 ? { status: { phase: 'Succeeded' } } : {}),
    ...(next(3) === 0 ? { spec: { affinity: antiAffinity } } : {}),
  });
}
